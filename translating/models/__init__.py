"""The work of translators: stages, comments, glossary, rules per language, jobs, reports of readers."""

from .glossary import GlossaryTerm
from .job import Job, JobStep
from .language import LanguageRules
from .machine import MachineMonth, MachineUse
from .report import MistakeReport
from .work import Step, TranslationComment, Work

__all__ = [
    "GlossaryTerm",
    "Job",
    "JobStep",
    "LanguageRules",
    "MachineMonth",
    "MachineUse",
    "MistakeReport",
    "Step",
    "TranslationComment",
    "Work",
]
