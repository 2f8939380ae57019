"""Words of the other direction inside a text: each stands alone, so that signs beside it keep their side.

Browsers put a mark at the end of “Weiterstadt WIRkt!” to the wrong side in an Arabic sentence. What a
template puts into a sentence stands in ``<bdi>`` there; running text is isolated here, when it is shown.
"""

import html
import re

from django.conf import settings
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

#: Hebrew and Arabic letters, digits and marks, with their presentation forms.
RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
LTR_LETTER = rf"(?![{RTL}])[^\W\d_]"
#: What closes something that a run of letters may have opened.
PAIRS = {"“": "„", "”": "“", "»": "«", "]": "["}

_NAMES = "|".join(re.escape(escape(name)) for name in sorted(settings.PROPER_NAMES, reverse=True))
_PARAGRAPH_SIGN = r"(?:§+\s?[\d\s./]*)?"
_IN_BRACKETS = rf"\([^{RTL}()]*\)"
_LTR_RUN = re.compile(
    rf"(?P<run>{_NAMES}|{_PARAGRAPH_SIGN}{LTR_LETTER}"
    rf"(?:(?:[^{RTL}()]|{_IN_BRACKETS})*(?:[^\W_{RTL}]/?|{_IN_BRACKETS}))?)"
    rf"(?P<end>[{re.escape(''.join(PAIRS))}]?)"
)
_RTL_RUN = re.compile(rf"(?P<run>[{RTL}](?:[^<>A-Za-z]*[{RTL}])?)(?P<end>)")
_HAS_RTL = re.compile(rf"[{RTL}]")
_HAS_LTR = re.compile(LTR_LETTER)
_PARTS = re.compile(r"<[^>]*>|[^<]+")


def isolated(text: str) -> SafeString:
    """Return a text, plain or marked up, with each run of the other direction in ``<bdi>``."""
    shown = conditional_escape(text)
    rtl = get_language_bidi()
    if not (rtl or _HAS_RTL.search(shown)):
        return shown
    runs, others = (_LTR_RUN, _HAS_LTR) if rtl else (_RTL_RUN, _HAS_RTL)

    def part(found: re.Match[str]) -> str:
        words = found[0]
        if words.startswith("<") or not others.search(words):
            return words
        return _in_bdi(html.unescape(words), runs)

    return mark_safe(_PARTS.sub(part, shown))  # every part is a tag as it was, or escaped again


def _in_bdi(words: str, runs: re.Pattern[str]) -> str:
    made, start = [], 0
    for found in runs.finditer(words):
        run, end = found["run"], found["end"]
        if end and run.count(PAIRS[end]) > run.count(end):
            run, end = run + end, ""
        made += [escape(words[start : found.start()]), f"<bdi>{escape(run)}</bdi>", escape(end)]
        start = found.end()
    return "".join([*made, escape(words[start:])])
