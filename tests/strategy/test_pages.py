"""What the public reads of the strategy."""

import pytest

from cms.models import Generation
from strategy.models import BuildingBlock

from .conftest import block, read, words

pytestmark = pytest.mark.django_db


def test_a_released_section_says_that_it_is_a_draft_and_may_change(town, client):
    page = town.through_steering(town.section(), "release")

    soup = read(client, page.get_url())

    assert "Draft, version 0.1" in words(soup)
    assert "not resolved yet" in words(soup)
    assert soup.h1.get_text(" ", strip=True) == "1.1 Gut ankommen"


def test_paragraphs_are_numbered_and_have_permanent_addresses(town, client):
    section = town.section(texts=("<p>Alt.</p>", "<p>Bleibt.</p>"))
    ids = [block["id"] for block in section.body.raw_data]
    page = town.through_steering(section, "release")

    soup = read(client, page.get_url())

    numbers = [soup.find(id=f"p-{pk}").find("a", class_="paragraph__number") for pk in ids]
    assert [number["href"] for number in numbers] == [f"#p-{pk}" for pk in ids]
    assert [number.find(string=True, recursive=False) for number in numbers] == [
        "1.1.1",
        "1.1.2",
        "1.1.3",
    ]


def test_a_resolved_section_shows_number_body_votes_and_checksum(town, client):
    section = town.section()
    town.resolve(section)

    said = words(read(client, town.fresh(section).get_url()))

    item = section.paper_items.get().decision_items.last()
    assert "Resolved, version 1.0" in said
    assert item.paper_item.paper.reference in said
    assert item.final_hash in said
    assert "How to verify the checksum" in said
    assert "Ausländerbeirat" in said and "Stadtverordnetenversammlung" in said
    assert "Yes 20, No 5, Abstentions 0" in said


def test_what_a_resolution_amended_is_marked(town, client):
    section = town.section()
    town.through_steering(section)
    paper = town.to_council(section)
    item = paper.items.get()
    block_id = section.body.raw_data[1]["id"]
    town.decide(
        town.council, paper, "adopted_amended", yes=20, no=5,
        final_texts={item.pk: {block_id: "<p>Geändert.</p>"}},
    )  # fmt: skip

    soup = read(client, town.fresh(section).get_url())

    (changed,) = soup.find_all(class_="paragraph__changed")
    assert changed.find_parent(id=f"p-{block_id}")


def test_a_newer_draft_is_shown_beside_the_resolved_text_not_in_its_place(town, client):
    section = town.section()
    town.resolve(section)
    town.edit(section)
    town.through_steering(section, "release")
    address = town.fresh(section).get_url()

    now, draft = read(client, address), read(client, f"{address}version/1.1/")

    assert "Alt." in words(now) and "Neu." not in words(now)
    assert "A newer text is released for participation: Draft, version 1.1" in words(now)
    assert "Neu." in words(draft)
    assert "This is not the current version" in words(draft)


def test_every_public_wording_has_its_own_address(town, client):
    section = town.section()
    town.through_steering(section, "release")
    town.edit(section)
    page = town.through_steering(section, "release")

    first = read(client, f"{page.get_url()}version/0.1/")
    second = read(client, f"{page.get_url()}version/0.2/")

    assert "Alt." in words(first) and "Neu." in words(second)
    assert "This version is in force" in words(second)
    assert first.title.string != second.title.string
    assert client.get(f"{page.get_url()}version/9.9/").status_code == 404
    assert client.get(f"{page.get_url()}nothing/").status_code == 404


def test_the_version_of_a_resolution_is_the_resolved_text(town, client):
    section = town.section()
    town.resolve(section)

    said = words(read(client, f"{town.fresh(section).get_url()}version/1.0/"))

    assert "Resolved, version 1.0" in said and "Alt." in said


def test_the_print_view_holds_the_whole_text(town, client):
    page = town.through_steering(town.section(), "release")

    said = words(read(client, f"{page.get_url()}print/"))

    assert "Bleibt." in said and "Draft, version 0.1" in said


def test_neighbours_are_linked_in_the_order_of_their_numbers(town, client):
    first, second, third = (town.section(title=title) for title in ("Eins", "Zwei", "Drei"))
    for section in (third, second, first):
        town.through_steering(section, "release")

    soup = read(client, town.fresh(second).get_url())

    assert "Eins" in soup.find("a", rel="prev").get_text()
    assert "Drei" in soup.find("a", rel="next").get_text()


def test_a_section_names_the_documents_it_rests_on(town, client):
    source = BuildingBlock.objects.create(
        key="plan", title="Bildungsgesamtplan", kind="Plan", years="2016–2020", publisher="Stadt"
    )
    section = town.section()
    draft = section.get_latest_revision_as_object()
    raw = [*draft.body.raw_data, block("heading", "Quellen")]
    for relation in ("takes_over", "updates", "replaces"):
        value = {"building_block": source.pk, "relation": relation, "note": "den Gedanken."}
        raw.append(block("building_block", value))
    draft.body = draft.body.stream_block.to_python(raw)
    draft.save_revision()
    page = town.through_steering(section, "release")

    soup = read(client, page.get_url())

    assert "This section replaces the document:" in words(soup)
    assert len(soup.find(id="rests-on").find_next("ul").find_all("li")) == 3
    assert soup.find("nav", class_="contents").find("a").get_text(strip=True) == "Quellen"


def test_a_translation_says_that_only_german_is_binding(town, client, arabic):
    section = town.section()
    page = town.through_steering(section, "release")
    translated = arabic(
        page, summary="ملخص", body=[b | {"value": _arabic(b)} for b in page.body.raw_data]
    )

    soup = read(client, translated.get_url())

    notice = soup.find(attrs={"data-translation": "binding"})
    assert notice.find("a", hreflang="de")["href"] == page.get_url()
    assert "0.1" in words(soup)
    assert soup.find("a", href=f"{translated.get_url()}version/0.1/")
    assert not soup.find(class_="paragraph__text", lang="de")


def _arabic(raw: dict):
    return {"text": "نرحب"} if raw["type"] == "guideline" else f"<p>نص {raw['id']}</p>"


def test_untranslated_paragraphs_are_marked_german_with_a_notice(town, client, arabic):
    page = town.through_steering(town.section(), "release")
    translated = arabic(page)

    soup = read(client, translated.get_url())

    assert soup.find(attrs={"data-translation": "partial"})
    assert soup.find(class_="lead")["lang"] == "de" and not soup.h1.get("lang")
    assert all(
        p["lang"] == "de" and p["dir"] == "ltr" for p in soup.find_all(class_="paragraph__text")
    )


def test_an_outdated_translation_says_so(town, client, arabic):
    section = town.section()
    page = town.through_steering(section, "release")
    translated = arabic(page)
    town.edit(section)
    town.through_steering(section, "release")

    soup = read(client, translated.get_url())

    assert soup.find(attrs={"data-translation": "outdated"})


def test_a_chapter_lists_its_sections_with_where_they_stand(town, client):
    town.through_steering(town.section(title="Sprache"), "release")
    town.resolve(town.section(title="Begegnung"))
    town.section(title="Entwurf")

    soup = read(client, town.chapter.get_url())

    cards = [card.get_text(" ", strip=True) for card in soup.find_all("article")]
    assert len(cards) == 2
    assert "1.1 Sprache" in cards[0] and "Released for participation" in cards[0]
    assert "1.2 Begegnung" in cards[1] and "Resolved" in cards[1]


def test_an_empty_chapter_says_what_will_come(town, client):
    Generation.renew()

    assert "No section is public yet" in words(read(client, town.chapter.get_url()))


def test_the_strategy_counts_its_sections_by_stage(town, client):
    BuildingBlock.objects.create(
        key="plan", title="Bildungsgesamtplan", kind="Plan", publisher="Stadt"
    )
    for title in ("Sprache", "Begegnung"):
        town.through_steering(town.section(title=title), "release")

    soup = read(client, town.chapter.get_parent().get_url())

    assert "2 sections" in words(soup.find(class_="counts"))
    assert "Bildungsgesamtplan" in words(soup)
    assert soup.find("a", href=lambda href: href and href.endswith("/read/"))


def test_a_strategy_without_chapters_says_what_will_come(strategy, client):
    Generation.renew()

    assert "No chapter is public yet" in words(read(client, strategy.get_url()))


def test_the_whole_strategy_can_be_read_in_one_go(town, client):
    town.through_steering(town.section(title="Sprache"), "release")
    town.through_steering(town.section(title="Begegnung", texts=("<p>Ende.</p>",)), "release")
    address = town.chapter.get_parent().get_url()

    soup = read(client, f"{address}read/")

    assert [h.get_text(" ", strip=True) for h in soup.find_all("h3")] == [
        "1.1 Sprache",
        "1.2 Begegnung",
    ]
    assert "1.2.2" in words(soup) and "Ende." in words(soup)
    assert client.get(f"{address}nothing/").status_code == 404


def test_the_whole_text_in_translation_says_that_only_german_is_binding(town, client, arabic):
    page = town.through_steering(town.section(), "release")
    arabic(page)
    strategy = page.get_parent().get_parent()
    translated = strategy.get_translations().get(locale__language_code="ar")

    whole = read(client, f"{translated.get_url()}read/")
    german = read(client, f"{strategy.get_url()}read/")

    assert "Only the German text is binding." in words(whole)
    assert "Only the German text is binding." not in words(german)


def test_what_is_not_translated_yet_is_shown_in_german(town, client, arabic):
    town.through_steering(town.section(title="Sprache"), "release")
    page = town.through_steering(town.section(title="Begegnung"), "release")
    translated = arabic(page)
    chapter = translated.get_parent()

    listed = read(client, chapter.get_url())
    whole = read(client, f"{chapter.get_parent().get_url()}read/")
    overview = read(client, chapter.get_parent().get_url())

    assert listed.find("article").a.find("bdi", lang="de").get_text() == "Sprache"
    assert "Some sections are not translated yet" in words(listed)
    assert whole.find(id="section-1.1").find(attrs={"data-translation": "fallback"})
    assert whole.find(id="section-1.1").h3["lang"] == "de"
    assert not whole.find(id="section-1.2").h3.get("lang")
    assert "2 sections" in words(overview)


def test_a_version_is_german_in_every_language(town, client, arabic):
    translated = arabic(town.through_steering(town.section(), "release"))

    soup = read(client, f"{translated.get_url()}version/0.1/")

    assert soup.h1["lang"] == "de"
    assert all(p["lang"] == "de" for p in soup.find_all(class_="paragraph__text"))
