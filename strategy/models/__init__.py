"""The strategy: chapters and sections."""

from .pages import ChapterPage, SectionPage, StrategyPage

__all__ = ["ChapterPage", "SectionPage", "StrategyPage"]
