"""The strategy: chapters, sections, the documents it rests on, and the process that leads to it."""

from .building_block import BuildingBlock
from .chapter import ChapterPage
from .phase import Phase, SubStep
from .process import ProcessPage
from .section import SectionPage
from .strategy import StrategyPage

__all__ = [
    "BuildingBlock",
    "ChapterPage",
    "Phase",
    "ProcessPage",
    "SectionPage",
    "StrategyPage",
    "SubStep",
]
