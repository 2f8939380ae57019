"""The German pages of the demo town: first the tree, then the texts, because texts link to pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from wagtail.models import Page

from cms.models import BasePage, User
from events.models import EventIndexPage, EventPage
from home.models import DecisionIndexPage, HomePage, PlainPage, TownSettings
from partners.models import ActorGroup, Format, PartnerIndexPage, PartnerPage
from strategy.models import (
    BuildingBlock,
    ChapterPage,
    Phase,
    ProcessPage,
    SectionPage,
    StrategyPage,
)

from .days import Days
from .reading import Raw, Text, folders, names, read, table


@dataclass
class Town:
    """What is loaded so far. ``pages`` is keyed by the place of a page in links: ``strategy/<slug>`` …"""

    home: HomePage
    days: Days
    people: dict[str, User]
    pages: dict[str, BasePage] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    groups: dict[str, ActorGroup] = field(default_factory=dict)
    building_blocks: dict[str, int] = field(default_factory=dict)

    def read(self, language: str, name: str) -> Text | None:
        """Return a page file with the years of this demo."""
        return read(language, name, self.days.years)

    def table(self, language: str, name: str) -> dict[str, Any]:
        """Return a table file with the years of this demo."""
        return table(language, name, self.days.years)

    def link(self, target: str) -> int:
        """Return the number of the page a ``page:`` link leads to. Raises KeyError for a dead link."""
        return self.pages[target].pk

    def stream(self, text: Text, part: str = "body") -> list[Raw]:
        """Return the StreamField data of a text, with building blocks by their numbers."""
        return [self._chosen(block) for block in text.stream(self.link, part)]

    def _chosen(self, block: Raw) -> Raw:
        if block["type"] != "building_block":
            return block
        number = self.building_blocks[block["value"]["building_block"]]
        return block | {"value": block["value"] | {"building_block": number}}

    def sections(self) -> dict[str, SectionPage]:
        """Return the sections by slug, in the order of the document."""
        return {page.slug: page for page in self.pages.values() if isinstance(page, SectionPage)}


def build(town: Town) -> None:
    """Make every German page; sections stay drafts, because only a body lets them go live."""
    TownSettings(**town.table("de", "town")).save()
    for key, entry in ((e["key"], e) for e in town.table("de", "partners/groups").get("group", [])):
        town.groups[key] = ActorGroup.objects.create(
            key=entry["key"],
            name=entry["title"],
            description=entry["description"],
            audiences="\n".join(entry["audiences"]),
            position=entry["order"],
            locale=town.home.locale,
        )
    _building_blocks(town)
    _plant(town)
    for place, page in town.pages.items():
        _write(town, page, town.texts[place])


def _building_blocks(town: Town) -> None:
    entries = town.table("de", "building-blocks").get("building_block", [])
    made = {}
    for entry in entries:
        fields = {name: value for name, value in entry.items() if name != "updates"}
        made[entry["key"]] = BuildingBlock.objects.create(**fields)
    for entry in entries:
        if "updates" in entry:
            block = made[entry["key"]]
            block.updates = made[entry["updates"]]
            block.save()
    town.building_blocks = {key: block.pk for key, block in made.items()}


def _plant(town: Town) -> None:
    """Make the tree with titles only."""
    home = town.home
    town.pages["home"], town.texts["home"] = home, _german(town, "home")
    strategy = _add(town, home, StrategyPage, "strategy/index", "strategy", show_in_menus=True)
    for folder in folders("strategy"):
        chapter = _add(town, strategy, ChapterPage, f"{folder}/index")
        for name in names(folder):
            _add(town, chapter, SectionPage, name, parent_place=f"strategy/{chapter.slug}")
    _add(town, home, ProcessPage, "process", "process", show_in_menus=True)
    directory = _add(town, home, PartnerIndexPage, "partners/index", "partners", show_in_menus=True)
    for name in names("partners"):
        group = town.groups[_german(town, name).front["group"]]
        _add(town, directory, PartnerPage, name, group=group)
    calendar = _add(town, home, EventIndexPage, "events/index", "events", show_in_menus=True)
    for name in names("events"):
        _add(town, calendar, EventPage, name, **_event_dates(town, _german(town, name).front))
    _add(town, home, DecisionIndexPage, "decisions", "decisions", show_in_menus=True)
    for name in names("pages"):
        in_menu = _german(town, name).front.get("menu") == "main"
        _add(town, home, PlainPage, name, show_in_menus=in_menu)


def _add(
    town: Town,
    parent: Page,
    model: type[BasePage],
    name: str,
    place: str = "",
    parent_place: str = "",
    **fields: Any,
) -> BasePage:
    text = _german(town, name)
    page = model(
        title=text.front["title"],
        slug=text.front["slug"],
        live=False,
        locale=town.home.locale,
        owner=town.people["editor"],
        **fields,
    )
    parent.add_child(instance=page)
    folder = parent_place or name.rsplit("/", 1)[0].split("/")[0]
    place = place or f"{folder}/{page.slug}"
    town.pages[place], town.texts[place] = page, text
    return page


def _german(town: Town, name: str) -> Text:
    text = town.read("de", name)
    if text is None:
        raise FileNotFoundError(f"demo/content/de/{name}.md")
    return text


def _write(town: Town, page: BasePage, text: Text) -> None:
    """Fill a page with its text; publish it unless a body has to decide on it."""
    fill(page, text.front)
    FILLERS.get(type(page), lambda *_nothing: None)(town, page, text.front)
    if hasattr(page, "body"):
        page.body = town.stream(text)
    if hasattr(page, "results"):
        page.results = town.stream(text, "results")
    revision = page.save_revision(user=town.people["editor"])
    if isinstance(page, SectionPage):
        page.save()
    else:
        revision.publish(user=town.people["admin"])
        page.refresh_from_db()


#: Front matter that is not simply a field of the same name.
OTHERWISE = {
    "slug",
    "number",
    "group",
    "parent",
    "goals",
    "closing",
    "phase",
    "start",
    "end",
    "services",
}


def fill(page: BasePage, front: dict[str, Any]) -> None:
    """Set the fields of a page that its front matter names."""
    known = {field.name for field in page._meta.get_fields()}
    for name, value in front.items():
        if name in known - OTHERWISE:
            setattr(page, name, value)


def _home(town: Town, page: HomePage, front: dict[str, Any]) -> None:
    page.closing = "\n".join(front["closing"])
    page.goals = [("goal", goal) for goal in front["goals"]]  # type: ignore[assignment]
    page.slug = front["slug"]


def _numbered(town: Town, page: ChapterPage | SectionPage, front: dict[str, Any]) -> None:
    page.number = int(front["number"].rsplit(".", 1)[-1])


def _process(town: Town, page: ProcessPage, front: dict[str, Any]) -> None:
    before = town.table("de", "phases")["before"]
    page.before_title, page.before_text = before["title"], before["summary"]
    page.before_on = before["date"]
    page.before_page = town.pages[f"events/{before['event']}"]


def _partner(town: Town, page: PartnerPage, front: dict[str, Any]) -> None:
    page.checked_on = town.days.today - timedelta(days=front["checked_days_ago"])
    if front.get("parent"):
        page.parent_organization = town.pages[f"partners/{front['parent']}"]
    page.formats = [
        Format(sort_order=order, locale=page.locale, **entry)
        for order, entry in enumerate(front.get("format", []))
    ]
    page.save()  # A revision should hold formats that have their numbers already.


def _event(town: Town, page: EventPage, front: dict[str, Any]) -> None:
    page.services = front["services"]
    page.phase = Phase.objects.filter(number=front["phase"], locale=page.locale).first()


def _event_dates(town: Town, front: dict[str, Any]) -> dict[str, Any]:
    if "in_days" in front:
        start = town.days.from_today(front["in_days"], front["at"])
        return {"start": start, "end": start + timedelta(hours=front["hours"])}
    return {"start": town.days.moment(front["start"]), "end": town.days.moment(front["end"])}


FILLERS: dict[type[BasePage], Callable[[Town, Any, dict[str, Any]], None]] = {
    HomePage: _home,
    ChapterPage: _numbered,
    SectionPage: _numbered,
    ProcessPage: _process,
    PartnerPage: _partner,
    EventPage: _event,
}
