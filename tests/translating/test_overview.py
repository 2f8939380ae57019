"""The matrix of texts and languages: what it shows, to whom, and what it costs."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Locale

from cms.models import SnippetText, User
from cms.shares import shares
from home import roles
from home.models import PlainPage
from partners.models import ActorGroup
from translating.models import Work
from translating.overview import Matrix, languages
from translating.states import State, standings
from translating.views import overview

from .course import Course

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "=kontrol")]
    return Course(home, Locale.objects.get(language_code="tr"), *people)


@pytest.fixture
def editor(it, client) -> User:
    user = User.objects.create_user("redaktion")
    user.groups.add(Group.objects.get(name=roles.EDITORS))
    client.force_login(user)
    return user


def table(client, **asked) -> list[list[str]]:
    """Return the matrix as text, line by line."""
    page = client.get(reverse("translating:overview"), asked, headers=ENGLISH)
    lines = BeautifulSoup(page.text, "html.parser").select(".overview tbody tr")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in line.select("th, td")] for line in lines
    ]


def test_every_text_has_a_state_in_every_language_as_a_word(it, editor, client):
    it.translate()
    it.say_in_german(intro="Kommen Sie vorbei.")

    line = next(line for line in table(client) if line[0].startswith("Mitmachen"))

    assert len(line) == 2 + len(languages())
    assert line[2 + [locale.language_code for locale in languages()].index("tr")].startswith(
        "outdated"
    )
    assert "3 words left" in " ".join(line)


def test_a_state_and_a_language_choose_the_lines(it, editor, client):
    it.translate()

    (checked,) = table(client, state="checked", language="tr")
    assert checked[0].startswith("Mitmachen")
    assert all(
        not line[0].startswith("Mitmachen")
        for line in table(client, state="missing", language="tr")
    )
    assert table(client, state="machine") == []


def test_a_part_of_the_site_is_looked_at_alone(it, editor, client):
    branch = it.home.add_child(instance=PlainPage(title="Ast", slug="ast", intro="Ein Ast."))
    branch.add_child(instance=PlainPage(title="Blatt", slug="blatt", intro="Ein Blatt."))

    titles = [line[0].split()[0] for line in table(client, part=branch.pk)]

    assert titles == ["Ast", "Blatt"]
    assert table(client, part="99999") == []
    assert table(client, part="²") == []


def test_more_texts_cost_no_more_queries(it, editor, client, count_queries):
    address = reverse("translating:overview")
    it.translate()
    client.get(address)  # what is read once per process
    before = count_queries(lambda: client.get(address))
    for number in range(15):
        page = PlainPage(title=f"Seite {number}", slug=f"seite-{number}", intro="Ein Text.")
        it.home.add_child(instance=page)
    other = Course.__new__(Course)
    other.__dict__.update(it.__dict__)
    other.page = PlainPage.objects.get(slug="seite-3")
    other.translate()
    client.get(address)

    assert count_queries(lambda: client.get(address)) == before


def test_long_lists_have_pages(it, editor, client, monkeypatch):
    monkeypatch.setattr(overview, "A_PAGE", 1)

    first, second = table(client), table(client, p=2)

    assert len(first) == len(second) == 1 and first != second


def test_each_cell_leads_to_the_work_of_those_who_may_do_it(it, editor, client):
    it.translate()
    page = client.get(reverse("translating:overview"), headers=ENGLISH).text
    work = reverse("translating:begin", args=[it.page.translation_key, "tr"])
    assert work in page

    stranger = User.objects.create_user("cevirmen")
    stranger.groups.add(Group.objects.get(name=roles.translators("ar")))
    it.home.copy_for_translation(Locale.objects.get(language_code="ar"))
    client.force_login(stranger)
    page = client.get(reverse("translating:overview"), headers=ENGLISH).text

    assert work not in page
    assert reverse("translating:begin", args=[it.page.translation_key, "ar"]) in page
    assert reverse("wagtailadmin_pages:edit", args=[it.page.pk]) not in page


def test_work_that_waits_for_a_check_says_so(it, editor, client):
    it.begin()
    Work.objects.create(
        content_type=ContentType.objects.get_for_model(it.page),
        translation_key=it.page.translation_key,
        locale=it.locale,
        stage=Work.Stage.HANDED_IN,
    )

    (line,) = table(client, state="in_work", language="tr", part=it.page.pk)

    assert line[2].endswith("waits for a check 11 words left")


def test_who_works_on_no_page_sees_nothing(it, client):
    member = User.objects.create_user("mitglied")
    member.groups.add(Group.objects.get(name=roles.MEMBERS))
    client.force_login(member)

    for name in ("overview", "overview_file"):
        assert client.get(reverse(f"translating:{name}")).status_code == 403


def test_the_file_holds_one_line_a_text_and_language(it, editor, client):
    it.translate()
    answer = client.get(reverse("translating:overview_file"), {"language": "tr"}, headers=ENGLISH)

    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    line = next(line for line in lines if line[0] == "Mitmachen")

    assert (line[3], line[4], line[5], line[6]) == ("tr", "checked", "11", "0")
    assert (line[8], line[9]) == ("ceviri", "'=kontrol")
    assert answer["Content-Disposition"].startswith("attachment")


def test_progress_counts_words_and_texts(it):
    it.translate()
    locale = it.locale
    matrix = Matrix.read("", [locale])

    (progress,) = matrix.progress()

    assert (progress.current, progress.words_current) == (1, 11)
    assert progress.texts == len(matrix.sources)
    assert progress.percent == 11 * 100 // progress.words < 100


def test_the_public_share_is_of_words_that_are_current(it, client, count_queries):
    it.translate()
    front = it.copy.get_parent().specific
    front.title = "Ana sayfa"
    front.save_revision().publish()
    page = client.get("/", headers={"accept-language": "zh"})
    share = {share.code: share.percent for share in shares()}
    assert share["tr"] > 50
    assert f"{share['tr']} %" in page.text
    assert count_queries(shares) <= 2  # only the generation, twice outside of a request

    it.say_in_german(intro="Kommen Sie vorbei.")

    # Only the name of the front page is current now.
    assert {share.code: share.percent for share in shares()}["tr"] == 1 * 100 // 12


# --- snippets ---------------------------------------------------------------------------------------
def test_a_snippet_has_a_state_from_its_words(it):
    german = ActorGroup.objects.create(
        key="ag", name="Verwaltung", description="Das Rathaus.", locale=it.home.locale
    )

    def state():
        return standings([german], [it.locale])[german.translation_key, it.locale.pk].state

    assert state() == State.MISSING
    turkish = german.copy_for_translation(it.locale)
    turkish.name, turkish.description = "Yönetim", "Belediye."
    turkish.save()
    assert state() == State.CHECKED

    german.description = "Alle Ämter der Stadt."
    german.save()
    assert state() == State.OUTDATED

    turkish.position = 7
    turkish.save()
    assert state() == State.OUTDATED

    turkish.description = "Şehrin tüm daireleri."
    turkish.save()
    assert state() == State.CHECKED

    german.delete()
    assert not SnippetText.objects.filter(translation_key=german.translation_key).exists()
    assert not ActorGroup.objects.filter(pk=turkish.pk).exists()
