"""Mail: something waits for you. Wagtail sends none for task states of our own kind."""


def connect() -> None:
    """Listen to the workflow engine; called once at start-up."""
