"""Films in sign language: real films only, with their words, shown without third parties."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from cms.models import Generation, SignVideo
from home import roles
from tests.factories import HomePageFactory, PlainPageFactory, UserFactory, paragraph

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(3000)
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm" + bytes(3000)
MATROSKA = WEBM.replace(b"webm", b"mkv!")


@pytest.fixture
def page(site):
    return PlainPageFactory(title="Seite", slug="seite", body=[paragraph("Ein Absatz.")])


def film(page, content: bytes = MP4, name: str = "film.mp4", **fields) -> SignVideo:
    values = {"title": "Worum es geht", "transcript": "Hier steht, was gebärdet wird."} | fields
    return SignVideo(page=page, video=SimpleUploadedFile(name, content), **values)


def shown(client, address: str):
    return BeautifulSoup(client.get(address).content, "html.parser").find("section", class_="film")


def test_a_page_without_a_film_shows_nothing_of_it(page, client):
    assert shown(client, "/de/seite/") is None


def test_the_film_stands_on_its_page_with_size_words_and_nothing_loaded(page, client):
    one = film(page)
    one.full_clean()
    one.save()

    part = shown(client, "/de/seite/")

    video = part.find("video")
    assert (video["preload"], video.has_attr("controls"), video.has_attr("autoplay")) == (
        "none",
        True,
        False,
    )
    assert video["src"].startswith("/media/sign_language/")
    assert "(MP4 · 3" in part.find("a", download=True).text
    words = part.find("details").find(lang="de")
    assert words.get_text(strip=True) == "Hier steht, was gebärdet wird."
    policy = client.get("/de/seite/").headers["Content-Security-Policy"]
    assert "media-src 'self'" in policy


def test_the_easy_page_shows_the_film_too_and_other_languages_do_not(page, translate, client):
    film(page).save()
    HomePageFactory(language="de-simple")
    HomePageFactory(language="ar")
    for code in ("de-simple", "ar"):
        translate(page, code, title=code, body=[paragraph(code)])

    assert shown(client, "/de-simple/seite/").find(lang="de")
    assert shown(client, "/ar/seite/") is None


def test_a_film_whose_file_is_gone_is_not_shown(page, client):
    one = film(page)
    one.save()
    one.video.storage.delete(one.video.name)
    Generation.renew()

    assert shown(client, "/de/seite/") is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script>", "film.mp4"),
        (MATROSKA, "film.webm"),
        (WEBM, "film.mp4"),
        (MP4, "film.exe"),
        (b"", "film.mp4"),
    ],
)
def test_what_is_no_film_is_refused_whatever_its_name(content, name, page):
    with pytest.raises(ValidationError) as refusal:
        film(page, content, name).full_clean()

    assert "video" in refusal.value.message_dict


@pytest.mark.parametrize(("content", "name"), [(MP4, "film.mp4"), (WEBM, "Film.WEBM")])
def test_both_kinds_of_film_are_taken(content, name, page):
    film(page, content, name).full_clean()


def test_a_film_that_is_too_large_is_refused(page, settings):
    settings.SIGN_VIDEO_MAX_BYTES = 1000

    with pytest.raises(ValidationError):
        film(page).full_clean()


@pytest.mark.parametrize("words", ["", "  "])
def test_a_film_needs_its_words(words, page):
    with pytest.raises(ValidationError) as refusal:
        film(page, transcript=words).full_clean()

    assert "transcript" in refusal.value.message_dict


def test_captions_are_optional_and_real(page, client):
    good = SimpleUploadedFile("worte.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nHallo")
    bad = SimpleUploadedFile("worte.vtt", b"Hallo")
    with pytest.raises(ValidationError) as refusal:
        film(page, captions=bad).full_clean()
    assert "captions" in refusal.value.message_dict

    one = film(page, captions=good)
    one.full_clean()
    one.save()

    track = shown(client, "/de/seite/").find("track")
    assert (track["kind"], track["srclang"]) == ("captions", "de")


def test_a_translation_has_no_film_of_its_own(page, translate):
    HomePageFactory(language="ar")
    arabic = translate(page, "ar", title="صفحة", body=[paragraph("نص")])

    with pytest.raises(ValidationError):
        film(arabic).full_clean()


def test_replaced_and_deleted_films_leave_no_file_behind(page):
    one = film(page)
    one.save()
    storage, first = one.video.storage, one.video.name
    with TestCase.captureOnCommitCallbacks(execute=True):
        one.video = SimpleUploadedFile("neu.mp4", MP4)
        one.save()
    second = one.video.name
    assert (storage.exists(first), storage.exists(second)) == (False, True)

    with TestCase.captureOnCommitCallbacks(execute=True):
        one.delete()

    assert not storage.exists(second)


def test_editors_add_a_film_and_others_may_not(page, client):
    url = reverse("sign_videos:add")
    client.force_login(UserFactory(username="r", roles=[roles.EDITORS]))
    data = {"page": page.pk, "title": "Film", "transcript": "Worte", "signed_on": ""}

    refused = client.post(url, data | {"video": SimpleUploadedFile("a.mp4", b"nichts")})
    taken = client.post(url, data | {"video": SimpleUploadedFile("a.mp4", MP4)})

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert SignVideo.objects.get().title == "Film"
    client.force_login(UserFactory(username="c", roles=[roles.CLERKS]))
    assert client.get(url).status_code == 403


def test_many_films_cost_a_page_no_queries(page, client, count_queries):
    film(page).save()
    client.get("/de/seite/")
    with_one = count_queries(lambda: client.get("/de/seite/"))
    for number in range(5):
        film(PlainPageFactory(slug=f"seite-{number}")).save()
    client.get("/de/seite/")

    assert count_queries(lambda: client.get("/de/seite/")) == with_one <= 8
