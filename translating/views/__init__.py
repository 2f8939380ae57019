"""Pages of those who translate, and the form for readers."""
