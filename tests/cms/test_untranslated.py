"""German sentences inside of translated blocks carry their language."""

import pytest

from cms.untranslated import marked

GERMAN = 'lang="de" dir="ltr"'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>بلا</p><p>Noch deutsch.</p>", f"<p>بلا</p><p {GERMAN}>Noch deutsch.</p>"),
        (
            "<li>Noch <b>deutsch</b>.<ul><li>بلا</li></ul></li>",
            f"<li><span {GERMAN}>Noch <b>deutsch</b>.</span><ul><li>بلا</li></ul></li>",
        ),
        ("<p>Noch<br/>deutsch.</p>", f"<p {GERMAN}>Noch<br/>deutsch.</p>"),
        (
            "<p>بلا<br/>Noch deutsch.</p>",
            "<p>بلا<br/>Noch deutsch.</p>",
        ),
        (
            "<ul><li>بلا</li><li><p>Noch deutsch.</p></li></ul>",
            f"<ul><li>بلا</li><li><p {GERMAN}>Noch deutsch.</p></li></ul>",
        ),
        (
            "<td>بلا</td><td>Noch deutsch.</td>",
            f"<td>بلا</td><td {GERMAN}>Noch deutsch.</td>",
        ),
        (
            '<figure><img alt="Noch deutsch." src="x"/><figcaption>بلا</figcaption></figure>',
            f'<figure><img alt="Noch deutsch." {GERMAN} src="x"/><figcaption>بلا</figcaption></figure>',
        ),
        (
            "<p><bdi>Noch deutsch</bdi>.</p>",
            f"<p {GERMAN}>Noch deutsch.</p>",
        ),
        ("<p>Noch deutsch. بلا</p>", "<p>Noch deutsch. بلا</p>"),
        ('<p lang="de">Noch deutsch.</p>', '<p lang="de">Noch deutsch.</p>'),
    ],
)
def test_a_sentence_is_marked_where_it_stands(html, shown):
    assert _same(marked(html, ["Noch deutsch."]), shown)


def test_without_german_sentences_nothing_is_touched():
    assert marked("<p>a<br>b</p>", ()) == "<p>a<br>b</p>"


def _same(one: str, other: str) -> bool:
    from bs4 import BeautifulSoup

    return BeautifulSoup(one, "html.parser") == BeautifulSoup(other, "html.parser")
