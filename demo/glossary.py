"""The agreed words of the demo town, brought in as an editor brings in a table."""

from translating.glossary_files import import_terms

from .reading import CONTENT
from .town import Town


def load_glossary(town: Town) -> None:
    """Fill the glossary from ``content/glossary.csv``."""
    import_terms(data=(CONTENT / "glossary.csv").read_bytes(), by=town.people["admin"])
