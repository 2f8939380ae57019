"""The demo's text files become StreamField data."""

import re

import pytest

from demo import reading


def links(target: str) -> int:
    return {"strategy": 7}[target]


def one(text: str) -> dict:
    (block,) = reading.blocks(text, "place", links)
    return block


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("## Titel", "heading", "Titel"),
        ("! Wir\nwollen.", "guideline", {"text": "Wir wollen."}),
        ("Ein\nAbsatz.", "paragraph", "<p>Ein Absatz.</p>"),
        (
            "> Gut so.\n> — eine Mutter, Kita",
            "quote",
            {"text": "Gut so.", "speaker": "eine Mutter, Kita"},
        ),
        ("> Gut so.", "quote", {"text": "Gut so.", "speaker": ""}),
        (
            "@ charta: updates den Teil.",
            "building_block",
            {"building_block": "charta", "relation": "updates", "note": "den Teil."},
        ),
    ],
)
def test_blocks(text, kind, value):
    block = one(text)

    assert (block["type"], block["value"]) == (kind, value)


def test_a_list_has_an_item_per_line():
    assert [item["value"] for item in one("- eins\n- **zwei**")["value"]] == ["eins", "<b>zwei</b>"]


def test_a_table_has_caption_header_and_rows():
    value = one("Tabelle: Zahlen\n| a | b |\n|---|---|\n| 1 | 2 |")["value"]

    assert value["caption"] == "Zahlen"
    assert [cell["value"] for cell in value["header"]] == ["a", "b"]
    assert [cell["value"] for cell in value["rows"][0]["value"]["cells"]] == ["1", "2"]


def test_a_table_may_stand_without_a_caption():
    assert one("| a |\n|---|\n| 1 |")["value"]["caption"] == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bürger*innen und Nachbar*innen", "Bürger*innen und Nachbar*innen"),
        ("**fett** und *schräg*", "<b>fett</b> und <i>schräg</i>"),
        ("[Strategie](page:strategy)", '<a linktype="page" id="7">Strategie</a>'),
        ("[Amt](https://example.org)", '<a href="https://example.org">Amt</a>'),
        ("a < b & 'c'", "a &lt; b &amp; 'c'"),
    ],
)
def test_inline_marks(text, html):
    assert reading.rich(text, links) == html


def test_ids_are_the_same_on_every_reading_and_different_for_every_block():
    text = "Eins.\n\nZwei."
    first, second = (list(reading.blocks(text, "place", links)) for _ in range(2))

    assert first == second
    assert first[0]["id"] != first[1]["id"]


def test_a_file_without_front_matter_is_named(tmp_path, monkeypatch):
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "x.md").write_text("nichts")
    monkeypatch.setattr(reading, "CONTENT", tmp_path)

    with pytest.raises(ValueError, match=r"de/x\.md"):
        reading.read("de", "x")
    assert reading.read("de", "y") is None
    assert reading.table("de", "y") == {}


def test_every_translation_has_the_same_blocks_as_the_german_text():
    """A translated file keeps number, order and types of blocks, items and cells."""

    def shape(value):
        if isinstance(value, list):
            return [shape(item) for item in value]
        if isinstance(value, dict):
            return {
                key: shape(item)
                for key, item in value.items()
                if key not in {"note", "text", "speaker"}
            }
        is_id = isinstance(value, str) and re.fullmatch(r"[0-9a-f-]{36}", value)
        return value if is_id else type(value).__name__

    def shapes(text, part):
        return [
            (b["type"], b["id"], shape(b["value"])) for b in text.stream(lambda _target: 1, part)
        ]

    for path in sorted(reading.CONTENT.glob("*/**/*.md")):
        language, *rest = path.relative_to(reading.CONTENT).with_suffix("").parts
        name = "/".join(rest)
        german, translated = reading.read("de", name), reading.read(language, name)
        assert german is not None, f"{language}/{name}.md translates nothing"
        for part in ("body", "results"):
            assert shapes(translated, part) == shapes(german, part), f"{language}/{name}.md: {part}"
