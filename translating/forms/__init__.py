"""Forms of those who translate, and of readers who found a mistake."""
