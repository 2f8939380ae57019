"""Who decides, when they meet, what they resolved, and the tasks that carry a text there."""
