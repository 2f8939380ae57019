"""Interface catalogues without system gettext: find, compare and compile messages.

Messages are read from the code itself: Python files through their syntax tree,
templates through Django's own ``templatize``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django.conf.locale
import polib
from django.apps import apps
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

#: The language of the msgids: its catalogue says what the code says.
MSGID_LANGUAGE = "en"
#: Names of months and days in languages that Django has no catalogue of.
DATE_WORDS = Path(__file__).parent / "locale"
# Which arguments of a gettext function are context, message and plural.
KEYWORDS = {
    "_": ("msgid",),
    "gettext": ("msgid",),
    "gettext_lazy": ("msgid",),
    "gettext_noop": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "ngettext_lazy": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "pgettext_lazy": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
    "npgettext_lazy": ("context", "msgid", "plural"),
}
STRING = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(\s*u?({STRING}(?:\s*,\s*u?{STRING})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][a-z0-9]*")


@dataclass
class Message:
    """One text of the interface, and where in the code it stands."""

    msgid: str
    plural: str = ""
    context: str | None = None
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str | None, str]:
        return (self.context, self.msgid)


def _message(function: str, arguments: list[str]) -> Message | None:
    names = KEYWORDS[function]
    if len(arguments) < len(names):
        return None
    given = dict(zip(names, arguments, strict=False))
    return Message(given["msgid"], given.get("plural", ""), given.get("context"))


def messages_in_python(source: str) -> Iterator[Message]:
    """Every gettext call with literal arguments."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if function not in KEYWORDS:
            continue
        arguments = []
        for argument in node.args:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                break
            arguments.append(argument.value)
        if message := _message(function, arguments):
            yield message


def messages_in_template(source: str) -> Iterator[Message]:
    """Every translate tag, blocktranslate tag and ``_("…")`` argument."""
    for call in CALL.finditer(templatize(source)):
        strings = [ast.literal_eval(text) for text in re.findall(STRING, call[2])]
        if message := _message(call[1], strings):
            yield message


def code_files() -> Iterator[Path]:
    """Python files and templates of our own apps; migrations say nothing to people."""
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if not folder.is_relative_to(settings.BASE_DIR) or ".venv" in folder.parts:
            continue
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".py", ".html", ".txt"} and "migrations" not in file.parts:
                yield file


def messages_in_code() -> dict[tuple[str | None, str], Message]:
    """All messages of our apps by context and msgid."""
    found: dict[tuple[str | None, str], Message] = {}
    for file in code_files():
        read = messages_in_python if file.suffix == ".py" else messages_in_template
        for message in read(file.read_text()):
            known = found.setdefault(message.key, message)
            known.plural = known.plural or message.plural
            place = str(file.relative_to(settings.BASE_DIR))
            if place not in known.places:
                known.places.append(place)
    return found


def catalogue_file(language_code: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language_code) / "LC_MESSAGES" / "django.po"


def plural_rule(language_code: str) -> str:
    """Django's own plural rule for the language; a catalogue may not differ from it."""
    base = to_locale(language_code.split("-")[0])
    file = Path(django.conf.locale.__file__).parent / base / "LC_MESSAGES" / "django.po"
    if not file.exists():
        file = DATE_WORDS / base / "LC_MESSAGES" / "django.po"
    return re.sub(r"\s", "", polib.pofile(str(file)).metadata["Plural-Forms"])


def shipped_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _entry_problems(entry: polib.POEntry, message: Message, forms: int) -> Iterator[str]:
    name = repr(message.msgid[:60])
    if entry.fuzzy:
        yield f"{name} is fuzzy"
    wanted = set(PLACEHOLDER.findall(message.plural or message.msgid))
    tags = sorted(TAG.findall(message.msgid))
    if message.plural:
        texts = [entry.msgstr_plural.get(number, "") for number in range(forms)]
        if len(entry.msgstr_plural) != forms:
            yield f"{name} has {len(entry.msgstr_plural)} of {forms} plural forms"
    else:
        texts = [entry.msgstr]
    for text in texts:
        found = set(PLACEHOLDER.findall(text))
        if not text.strip():
            yield f"{name} is empty"
        # "One day", "two days": a plural form may spell the number out.
        elif not found <= wanted or (not message.plural and found != wanted):
            yield f"{name} has other placeholders: {sorted(found)} instead of {sorted(wanted)}"
        elif sorted(TAG.findall(text)) != tags:
            yield f"{name} has other HTML tags"


def problems_of(language_code: str, messages: Iterable[Message]) -> Iterator[str]:
    """What keeps one catalogue from being complete, in words."""
    file = catalogue_file(language_code)
    if not file.exists():
        yield "the catalogue does not exist"
        return
    catalogue = polib.pofile(str(file))
    rule = re.sub(r"\s", "", catalogue.metadata.get("Plural-Forms", ""))
    if rule != plural_rule(language_code):
        yield f"plural rule is {rule!r} instead of {plural_rule(language_code)!r}"
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    forms = int((re.findall(r"nplurals=(\d+)", rule) or ["0"])[0])
    for message in messages:
        entry = entries.pop(message.key, None)
        if entry is None:
            yield f"{message.msgid[:60]!r} is missing ({message.places[0]})"
        else:
            yield from _entry_problems(entry, message, forms)
    for _context, msgid in entries:
        yield f"{msgid[:60]!r} is used nowhere"


def update(language_code: str, messages: Iterable[Message]) -> tuple[int, int]:
    """Bring a catalogue in line with the code; return how many came and went.

    New messages come in empty: the check names them until somebody has translated them.
    """
    file = catalogue_file(language_code)
    file.parent.mkdir(parents=True, exist_ok=True)
    old = polib.pofile(str(file)) if file.exists() else polib.POFile()
    known = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    rule = plural_rule(language_code)
    forms = int(re.findall(r"nplurals=(\d+)", rule)[0])
    new = polib.POFile(wrapwidth=100)
    new.metadata = {
        "Project-Id-Version": "WIRkt",
        "Language": to_locale(language_code),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": rule,
    }
    added = 0
    for message in sorted(messages, key=lambda message: (message.places[0], message.msgid)):
        before = known.pop(message.key, None)
        added += before is None
        entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context)
        entry.occurrences = [(place, "") for place in message.places]
        entry.flags = [flag for flag in (before.flags if before else []) if flag != "python-format"]
        if PLACEHOLDER.search(message.plural or message.msgid):
            entry.flags.append("python-format")
        if message.plural:
            entry.msgid_plural = message.plural
            texts = before.msgstr_plural if before else {}
            if language_code == MSGID_LANGUAGE:
                texts = {0: message.msgid, 1: message.plural}
            entry.msgstr_plural = {number: texts.get(number, "") for number in range(forms)}
        elif language_code == MSGID_LANGUAGE:
            entry.msgstr = message.msgid
        else:
            entry.msgstr = before.msgstr if before else ""
        new.append(entry)
    new.save(str(file))
    return added, len(known)


def compile_all() -> int:
    """Write the .mo file beside every changed .po file; return how many."""
    written = 0
    for folder in [*settings.LOCALE_PATHS, DATE_WORDS]:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
                continue
            draft = source.with_suffix(".mo.new")
            polib.pofile(str(source)).save_as_mofile(str(draft))
            draft.replace(target)
            written += 1
    return written
