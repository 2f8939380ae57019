"""Find agreed terms in German text, and tell where a translation does not use them.

German inflects: a word of a term is found with the usual endings of cases and plurals, umlauts
included ("Ausschuss", "Ausschüsse", "des Ausschusses"). A longer word that contains a term is found
as a compound ("Ausschusssitzung"): shown, but nothing is demanded of its translation.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Q
from wagtail.models import Locale

from .models import GlossaryTerm

#: Signs inside a word that nobody sees: where it may be broken, where its letters do not join.
UNSEEN = re.compile("[\u00ad\u200b-\u200d]")
WORD = re.compile(r"[^\W_]+(?:['’\u00ad\u200b-\u200d]+[^\W_]+)*")
TAG = re.compile(r"<[^<>]*>")
#: Endings of German nouns and adjectives, the longest first.
ENDINGS = (
    *("innen", "nen", "ses", "sen", "ern", "ens", "em", "en", "er", "es", "se", "in", "ns", "um"),
    *("e", "n", "s", ""),
)
#: A term keeps so many letters when its own ending is taken away; a word of the text may keep fewer.
STEM_OF_TERM, STEM_OF_WORD = 4, 3
#: Only terms of this length are looked for inside longer words.
SHORTEST_IN_COMPOUND = 6
#: Articles and prepositions that Arabic writes in one with the word.
ARABIC_BEGINNINGS = ("وبال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")


@dataclass(frozen=True)
class Found:
    """A term in a German text: where it stands, and in which form."""

    term: GlossaryTerm
    start: int
    end: int
    word: str
    is_compound: bool = False


class Glossary(tuple[GlossaryTerm, ...]):
    """The terms of one language, with what makes finding them quick."""

    by_stem: dict[str, list[tuple[GlossaryTerm, list[str]]]]
    in_compounds: list[tuple[str, GlossaryTerm]]

    def __new__(cls, terms: Iterable[GlossaryTerm]) -> "Glossary":
        self = super().__new__(cls, terms)
        self.by_stem = defaultdict(list)
        self.in_compounds = []
        for term in self:
            words = WORD.findall(term.german)
            if not words:
                continue
            for stem in _stems(words[0], STEM_OF_TERM):
                self.by_stem[stem].append((term, words))
            if len(words) == 1 and len(words[0]) >= SHORTEST_IN_COMPOUND and not term.stays:
                self.in_compounds.append((min(_stems(words[0], STEM_OF_TERM), key=len), term))
        return self


def terms_for(locale: Locale) -> Glossary:
    """Return the terms and names that hold in a language, in one query; a language's own word wins."""
    found = GlossaryTerm.objects.filter(Q(locale=locale) | Q(locale=None)).select_related("locale")
    terms = {name: GlossaryTerm(german=name) for name in sorted(settings.PROPER_NAMES)}
    for term in sorted(found, key=lambda term: term.locale_id is not None):
        terms[term.german] = term
    return Glossary(terms.values())


def found_in(text: str, locale: Locale | None, terms: Iterable[GlossaryTerm]) -> list[Found]:
    """Return the terms that stand in a German text, in its order; the longest wins.

    ``text`` may be rich text: words inside of tags do not count, and the positions are those of the
    text as it was given. Without ``locale`` all terms are taken.
    """
    glossary = _of(locale, terms)
    words = list(WORD.finditer(TAG.sub(lambda tag: " " * len(tag[0]), text)))
    found, place = [], 0
    while place < len(words):
        hit = _longest(glossary, text, words, place) or _compound(glossary, words[place])
        if hit is None:
            place += 1
            continue
        found.append(hit)
        while place < len(words) and words[place].start() < hit.end:
            place += 1
    return found


def missing(
    german: str, words: str, locale: Locale | None, terms: Iterable[GlossaryTerm]
) -> list[GlossaryTerm]:
    """Return the terms of the German text whose agreed words the translation does not use, each once."""
    said = TAG.sub(" ", words)
    forms = {form for word in WORD.findall(said) for form in _forms(word)}
    found = {
        one.term.german: one.term for one in found_in(german, locale, terms) if not one.is_compound
    }
    return [term for term in found.values() if not _is_used(term, said, forms)]


def fold(text: str) -> str:
    """Return a text without case, accents and vowel signs, so that only its letters are compared."""
    seen = UNSEEN.sub("", text).casefold().replace("ı", "i").replace("ـ", "")
    letters = unicodedata.normalize("NFKD", seen)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _of(locale: Locale | None, terms: Iterable[GlossaryTerm]) -> Glossary:
    if isinstance(terms, Glossary):
        return terms
    if locale is None:
        return Glossary(terms)
    return Glossary(term for term in terms if term.locale_id in (None, locale.pk))


@lru_cache(maxsize=4096)
def _stems(word: str, shortest: int) -> frozenset[str]:
    """Return what may be left of a word without its ending, the word itself included."""
    folded = fold(word)
    ends = (ending for ending in ENDINGS if folded.endswith(ending))
    stems = {folded[: len(folded) - len(ending)] for ending in ends}
    return frozenset({stem for stem in stems if len(stem) >= shortest} | {folded})


def _is_form(word: str, of: str, *, stays: bool) -> bool:
    """Tell whether a German word is a form of another; nouns keep their capital, names their spelling."""
    if stays:
        return UNSEEN.sub("", word) in (of, f"{of}s")
    if of[0].isupper() and not word[0].isupper():
        return False
    return not _stems(word, STEM_OF_WORD).isdisjoint(_stems(of, STEM_OF_TERM))


def _longest(glossary: Glossary, text: str, words: list[re.Match], place: int) -> Found | None:
    candidates = {
        id(term): (term, parts)
        for stem in _stems(words[place][0], STEM_OF_WORD)
        for term, parts in glossary.by_stem.get(stem, ())
    }
    for term, parts in sorted(candidates.values(), key=lambda one: -len(one[0].german)):
        here = words[place : place + len(parts)]
        if len(here) == len(parts) and all(
            _is_form(word[0], part, stays=term.stays)
            for word, part in zip(here, parts, strict=True)
        ):
            start, end = here[0].start(), here[-1].end()
            joined = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
            joined |= text[start - 1 : start] == "-" and text[start - 2 : start - 1].isalpha()
            return Found(term, start, end, text[start:end], joined and not term.stays)
    return None


def _compound(glossary: Glossary, word: re.Match) -> Found | None:
    folded = fold(word[0])
    for stem, term in glossary.in_compounds:
        if len(folded) > len(stem) + 2 and stem in folded and _ends_at_a_joint(folded, stem):
            return Found(term, word.start(), word.end(), word[0], True)
    return None


def _ends_at_a_joint(folded: str, stem: str) -> bool:
    """Tell whether a long word begins with a term, or ends with one."""
    return folded.startswith(stem) or any(folded.endswith(stem + ending) for ending in ENDINGS)


# --- the other side: does the translation use the agreed words? ------------------------------------
def _is_used(term: GlossaryTerm, said: str, forms: set[str]) -> bool:
    if term.stays:
        return " ".join(WORD.findall(term.german)) in " ".join(WORD.findall(UNSEEN.sub("", said)))
    return any(_all_said(agreed, forms) for agreed in term.translation.split(";"))


def _all_said(agreed: str, forms: set[str]) -> bool:
    words = WORD.findall(agreed)
    heavy = [word for word in words if len(word) > 2] or words
    return all(_said(word, forms) for word in heavy)


def _said(word: str, forms: set[str]) -> bool:
    return any(_alike(form, one) for one in _forms(word) for form in forms)


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    """Return a word as it may be compared: with and without what Arabic writes before it."""
    folded = fold(word)
    bare = {
        folded[len(beginning) :]
        for beginning in ARABIC_BEGINNINGS
        if folded.startswith(beginning) and len(folded) - len(beginning) >= 3
    }
    return frozenset(bare | {folded})


def _alike(form: str, agreed: str) -> bool:
    """Tell whether a word is an inflected form of an agreed one: it begins alike and is about as long."""
    cut = 2 if len(agreed) >= 6 else 1 if len(agreed) >= 4 else 0
    beginning = agreed[: len(agreed) - cut]
    return form.startswith(beginning) and len(form) <= len(agreed) + 6
