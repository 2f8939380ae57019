"""The document: strategy, chapters, sections, building blocks and the process."""
