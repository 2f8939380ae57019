"""Progress as elements that are read out: the bars of the overview, the public share per language."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale

from cms.models import User
from cms.shares import shares
from home import roles
from translating.overview import Matrix

from .course import Course

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "kontrol")]
    return Course(home, Locale.objects.get(language_code="tr"), *people)


@pytest.fixture
def editor(it, client) -> User:
    user = User.objects.create_user("redaktion")
    user.groups.add(Group.objects.get(name=roles.EDITORS))
    client.force_login(user)
    return user


def bars(answer):
    """Return the progress bars of a page by their names."""
    found = BeautifulSoup(answer.content, "html.parser").main.select("progress")
    assert found, "there are progress bars"
    return {bar["aria-label"]: bar for bar in found}


def test_progress_bars_are_read_out_with_name_value_and_text(it, editor, client):
    it.translate()
    (progress,) = Matrix.read("", [it.locale]).progress()

    found = bars(client.get(reverse("translating:overview"), headers=ENGLISH))

    bar = found["Türkçe"]
    assert (bar["max"], bar["value"]) == ("100", str(progress.percent)) and progress.percent > 0
    assert bar.text == f"{progress.percent} %", "browsers without the element show the text"
    assert bar["lang"] == "tr"
    said = bar.find_parent("li").get_text(" ", strip=True)
    assert f"{progress.percent} % of the words are current, 1 of {progress.texts} texts" in said
    assert len(found) == 5 and all(0 <= int(other["value"]) <= 100 for other in found.values())


def test_everybody_finds_the_page_of_the_languages(it, client):
    page = client.get("/de/mitmachen/")
    (link,) = BeautifulSoup(page.content, "html.parser").footer.select('a[href="/de/languages/"]')
    assert link.text.strip()

    answer = client.get(link["href"], headers={"accept-language": "de"})

    assert answer.status_code == 200 and not answer.cookies
    assert BeautifulSoup(answer.content, "html.parser").html["lang"] == "de"
    assert client.get("/de/languages/?x=1").url == "/de/languages/"


def test_the_public_share_is_shown_by_bars_with_names_in_their_own_language(it, client):
    it.translate()
    front = it.copy.get_parent().specific
    front.title = "Ana sayfa"
    front.save_revision().publish()
    (share,) = shares()

    page = BeautifulSoup(client.get("/de/languages/").content, "html.parser")
    (bar,) = page.main.select("progress")

    name = page.find(id=bar["aria-labelledby"])
    assert (name.text, name["lang"], name["dir"]) == ("Türkçe", "tr", "ltr")
    assert (bar["max"], bar["value"], bar.text) == ("100", str(share.percent), f"{share.percent} %")
    assert name.find_parent("dt").find_next_sibling("dd") == bar.find_parent("dd")
    assert bar.find_parent("dd").get_text(" ", strip=True).endswith(f"{share.percent} %")


def test_the_public_share_says_what_a_machine_wrote(it, client):
    it.translate("machine", checked=False)
    front = it.copy.get_parent().specific
    front.title = "Ana sayfa"
    front.save_revision().publish()

    (share,) = shares()
    # Eleven words of twelve; the name of the front page was written by a person.
    assert (share.percent, share.machine) == (100, 92)
    page = client.get("/en/languages/", headers={"accept-language": "en"})
    assert f"of these, {share.machine} % by a machine and not checked yet" in page.text

    it.publish(checked=True)

    assert shares()[0].machine == 0
    assert "by a machine" not in client.get("/en/languages/").text
