"""Menus, breadcrumbs and language lists come from one query, and are never stale."""

import pytest

from cms.navigation import navigation, site_map


def test_the_menu_shows_what_is_marked_for_it_and_the_way_down_to_the_page(strategy, chapter):
    frame = navigation(chapter.pk)

    assert [(item.title, item.url, item.current) for item in frame.menu] == [
        ("Strategie", "/de/strategie/", True)
    ]
    assert [item.title for item in frame.breadcrumbs][1:] == ["Strategie", "Bildung"]
    assert frame.absolute_url == "http://testserver/de/strategie/bildung/"


def test_an_unpublished_page_is_in_no_menu_and_has_no_address(strategy):
    site_map()
    strategy.unpublish()

    assert navigation().menu == []
    assert site_map().place(strategy.pk) is None


def test_languages_lead_to_the_same_page_or_to_the_nearest_one_above(
    strategy, chapter, home, translate
):
    translate(strategy, "en", "Strategy")
    translate(home, "ar", "معًا")

    german, english, arabic = navigation(chapter.pk).alternates

    assert (german.code, german.exists, german.current) == ("de", True, True)
    assert (english.code, english.exists, english.url) == ("en", False, "/en/strategie/")
    assert (arabic.code, arabic.exists, arabic.url) == ("ar", False, "/ar/")
    assert navigation(strategy.pk).alternates[1].exists


def test_arabic_is_marked_as_written_from_right_to_left(strategy, translate):
    translate(strategy, "ar", "الاستراتيجية")

    assert [(a.code, a.bidi) for a in navigation(strategy.pk).alternates] == [
        ("de", False),
        ("ar", True),
    ]


@pytest.mark.parametrize("event", ["publish", "move", "delete", "slug"])
def test_every_change_of_the_tree_starts_a_new_generation(event, strategy, chapter, home):
    old = site_map()

    if event == "publish":
        strategy.title = "Neu"
        strategy.save_revision().publish()
    elif event == "move":
        chapter.move(home, pos="last-child")
    elif event == "delete":
        chapter.delete()
    else:
        chapter.slug = "lernen"
        chapter.save_revision().publish()

    assert site_map() is not old


def test_the_map_costs_one_query_however_many_pages_there_are(strategy, chapter, count_queries):
    site_map()

    assert count_queries(lambda: navigation(chapter.pk)) == 1


def test_links_in_rich_text_lead_to_the_readers_language_without_a_query_per_link(
    strategy, translate, client, count_queries
):
    from django.utils.translation import override
    from wagtail.rich_text import expand_db_html

    translate(strategy, "en", "Strategy")
    html = f'<a linktype="page" id="{strategy.pk}">x</a>'

    with override("en"):
        assert expand_db_html(html) == '<a href="/en/strategie/">x</a>'
    with override("tr"):
        assert expand_db_html(html) == '<a href="/de/strategie/" hreflang="de">x</a>'
    assert expand_db_html('<a linktype="page" id="999999">x</a>') == "<a>x</a>"
    assert count_queries(lambda: expand_db_html(html * 30)) == count_queries(
        lambda: expand_db_html(html)
    )


def test_a_language_whose_front_page_is_not_live_has_no_pages(client, home, strategy, translate):
    english = translate(strategy, "en", "Strategy")
    english.get_parent().specific.unpublish()

    assert site_map().place(english.pk) is None
    for address in ("/en/", "/en/strategie/"):
        assert client.get(address).status_code == 404
    assert client.get("/de/strategie/").status_code == 200
