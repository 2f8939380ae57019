"""Rich text as a body decides on it: its words and links, without the marks of the editor."""

import re

#: What the rich-text editor adds to a paragraph that nobody touched.
EDITOR_MARKS = re.compile(r'\sdata-block-key="[^"]*"')


def without_marks(html: str) -> str:
    """Return rich text without what the editor adds for itself."""
    return EDITOR_MARKS.sub("", html)
