"""What makes a German text hard to read: hints for those who write easy language, never obstacles.

The rules are facts about easy language, in our own words. DIN SPEC 33429 gives recommendations for
“Leichte Sprache”; the Netzwerk Leichte Sprache keeps a list of rules. Neither names a length for
sentences and words; the limits here are ours. A pattern sees no grammar: some hints are wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms.words import of_rich_text

DIN = "DIN SPEC 33429"
NETWORK = "Netzwerk Leichte Sprache"
BOTH = f"{DIN}; {NETWORK}"

WORDS_PER_SENTENCE = 15
LETTERS_PER_WORD = 14
#: Which shortened words everybody knows is a matter of the town; these few are in daily use.
KNOWN_SHORT = {"WC", "LKW", "PKW", "ICE", "PC", "TV", "DVD", "CD"}

WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[^a-zäöüß])|\n+")
SHORTENED = re.compile(
    r"(?<!\w)(?:(?:z|d|u|o|i|s|v|m)\.\s?(?:B|h|a|ä|Ä|d|R|E|o|u|H)\.(?:\s?[a-zA-Z]\.)*"
    r"|e\.\s?[VGK]\."
    r"|(?:usw|bzw|ggf|etc|ca|evtl|inkl|vgl|bzgl|Abs|Art|Nr|Std|Str|Tel|Mio|Mrd|Dr|Prof)\.)"
)
#: These may end a sentence.
ENDING = {"usw.", "etc."}
#: Stand for the dot and the blank of an abbreviation while sentences are told apart.
DOT, BLANK = "\ue000", "\ue001"
CAPITALS = re.compile(r"(?<![\w-])[A-ZÄÖÜ]{2,6}(?![\w-])")
ROMAN = re.compile(r"(?<![\w-])(?=[IVXLC]{2})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-])")
TO_BE_DONE = re.compile(r"\b(wird|wirst|werden|werdet|wurde|wurden|wurdet|worden)\b", re.IGNORECASE)
#: Participles: gemacht, eingeladen; verkauft, besucht; organisiert.
DONE = re.compile(
    r"(?<![\w-])(?:[a-zäöü]*ge[a-zäöüß]{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter)[a-zäöüß]{2,}t"
    r"|[a-zäöüß]{2,}iert|(?:beschl|verspr|entschl|entschi|verb|ang?eb|bespr|begonn|entworf|erhob)"
    r"[a-zäöüß]*en)(?!\w)"
)
#: After “wurde” these are participles, too; after “wird” they may be the future.
DONE_IN_THE_PAST = re.compile(r"(?<![\w-])(?:be|ver|er|ent|zer)[a-zäöüß]{2,}en(?!\w)")
NOT_DONE = {
    "gerecht", "gesamt", "insgesamt", "geschehen", "gewinnen", "genießen", "gelingen", "gebrauchen",
    "gestalten", "gefallen", "gehören", "gelangen", "geraten", "gewöhnen", "bereit", "bekannt",
    "berühmt", "erst", "zuerst", "überhaupt", "überall", "verrückt", "geeignet",
}  # fmt: skip
#: These begin a sentence with a capital letter and are no nouns: “In der Stadt”, “Nicht der Mensch”.
NO_NOUN = (
    "Auf|In|An|Bei|Mit|Nach|Seit|Von|Vor|Zu|Aus|Unter|Über|Hinter|Neben|Zwischen|Gegenüber|Auch|Nicht|Nur"
    "|Und|Oder|Aber|Denn|Wenn|Weil|Dass|Ob|Wo|Wie|Wer|Was|Ist|War|Hat|Wird|Kann|Dann|Hier|Dort|So"
)
OF_THE = re.compile(
    r"\b(?:des|eines|keines|meines|deines|seines|ihres|unseres|eures)\s+(?:[a-zäöüß]+\s+){0,2}[A-ZÄÖÜ]\w+"
    rf"|(?<![.!?:]\s)\b(?!(?:{NO_NOUN})\b)[A-ZÄÖÜ][\w-]+\s+der\s+(?:[a-zäöüß]+(?:en|er)\s+){{0,2}}[A-ZÄÖÜ]\w+"
    r"|\b(?:wegen|trotz|während|aufgrund|innerhalb|außerhalb)\s+(?:der|einer)\s+\w+"
)
NUMBER_WORD = re.compile(
    r"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
    r"|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|[a-zäöü]*(?:zwan|drei|vier|fünf|sech|sieb|acht|neun)[zß]ig"
    r"|[a-zäöü]*hundert|[a-zäöü]*tausend)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d+(?:,\d+)?\s*(?:%|Prozent)")
LARGE = re.compile(r"(?<![\d.,])\d{1,3}(?:[. \u00a0\u202f]\d{3})+(?![\d.])")


@dataclass(frozen=True)
class Hint:
    """One thing to look at again, and whose rule says so."""

    message: str
    source: str

    def __str__(self) -> str:
        return _("%(hint)s (Source: %(source)s)") % {"hint": self.message, "source": self.source}


def hints_for(text: str) -> list[Hint]:
    """Return what is hard to read in a German text; rich text or plain."""
    return [
        hint
        for sentence in sentences(text)
        for rule in (_length, _words, _shortened, _passive, _genitive, _numbers)
        for hint in rule(sentence)
    ]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line is one at most, “z. B.” ends none."""
    words = of_rich_text(text) if "<" in text else text
    kept = SHORTENED.sub(_protected, words)
    parts = (part.replace(DOT, ".").replace(BLANK, " ") for part in SENTENCE_END.split(kept))
    return [part.strip() for part in parts if part.strip()]


def _protected(match: re.Match[str]) -> str:
    if match[0] in ENDING:
        return match[0]
    return match[0].replace(".", DOT).replace(" ", BLANK)


def _length(sentence: str) -> Iterator[Hint]:
    count = len(sentence.split())
    if count > WORDS_PER_SENTENCE:
        message = _(
            "This sentence has %(count)d words, easy language needs shorter ones: “%(start)s”"
        ) % {"count": count, "start": Truncator(sentence).words(8)}
        yield Hint(message, BOTH)


def _words(sentence: str) -> Iterator[Hint]:
    # A hyphen or a middle dot parts a compound so that its parts can be seen.
    for word in dict.fromkeys(WORD.findall(sentence)):
        if len(word) > LETTERS_PER_WORD:
            message = _("A long word: “%(word)s”. Use a shorter one, or part it with a hyphen.")
            yield Hint(message % {"word": word}, BOTH)


def _shortened(sentence: str) -> Iterator[Hint]:
    short = [match[0] for match in SHORTENED.finditer(sentence)]
    capitals = [word for word in CAPITALS.findall(sentence) if not ROMAN.fullmatch(word)]
    # A headline in capitals is no row of abbreviations.
    if not sentence.isupper() or " " not in sentence:
        short += [word for word in capitals if word not in KNOWN_SHORT]
    for word in dict.fromkeys(short):
        yield Hint(_("An abbreviation: “%(word)s”. Write it in full.") % {"word": word}, BOTH)


def _passive(sentence: str) -> Iterator[Hint]:
    said = TO_BE_DONE.search(sentence)
    if said is None:
        return
    done = [word for word in DONE.findall(sentence) if word not in NOT_DONE]
    if not done and said[0].casefold().startswith(("wurde", "worden")):
        done = DONE_IN_THE_PAST.findall(sentence)
    done = [word for word in done if word.casefold() not in {"worden", "werden"}]
    if done:
        message = _("Passive: “%(words)s”. Say who does it.")
        yield Hint(message % {"words": f"{said[0]} … {done[-1]}"}, BOTH)


def _genitive(sentence: str) -> Iterator[Hint]:
    for match in OF_THE.finditer(sentence):
        message = _("Genitive: “%(words)s”. Use “von” or another sentence.")
        yield Hint(message % {"words": match[0]}, BOTH)


def _numbers(sentence: str) -> Iterator[Hint]:
    for match in NUMBER_WORD.finditer(sentence):
        message = _("A number as a word: “%(word)s”. Use digits.")
        yield Hint(message % {"word": match[0]}, BOTH)
    for match in ROMAN.finditer(sentence):
        message = _("A Roman numeral: “%(word)s”. Use digits as in 1, 2, 3.")
        yield Hint(message % {"word": match[0]}, NETWORK)
    for pattern in (PERCENT, LARGE):
        for match in pattern.finditer(sentence):
            message = _("A number that is hard to picture: “%(word)s”. Say “many” or “few”.")
            yield Hint(message % {"word": match[0]}, NETWORK)
