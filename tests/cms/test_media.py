"""What can be uploaded: so large, of these kinds, and images only with a description."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file_jpeg

from cms.models import Document, Image
from tests.factories import UserFactory

MEGABYTE = 1024 * 1024


@pytest.fixture
def editor(site, client):
    client.force_login(UserFactory(roles=["Redaktion"]))
    return client


def upload(client, what, name, content, **fields):
    """Send a file to the form of documents or images; return the errors of its field."""
    url = reverse(f"{what}:add")
    data = {"title": "Plan", "file": SimpleUploadedFile(name, content), "collection": "1"} | fields
    response = client.post(url, data, headers={"accept-language": "en"})
    form = (response.context or {}).get("form")
    return dict(form.errors) if form else {}


def test_the_limits_are_those_of_a_town_hall():
    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE == 20 * MEGABYTE
    assert settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE == 10 * MEGABYTE


def test_a_document_can_be_uploaded(editor):
    assert upload(editor, "wagtaildocs", "plan.pdf", b"%PDF-1.7") == {}
    assert Document.objects.get().title == "Plan"


@pytest.mark.parametrize("name", ["plan.exe", "plan.html", "plan.svg", "plan.pdf.js", "plan"])
def test_a_document_of_another_kind_is_refused_and_the_kinds_are_named(editor, name):
    errors = upload(editor, "wagtaildocs", name, b"x")

    assert "pdf" in errors["file"][0] and "docx" in errors["file"][0]
    assert not Document.objects.exists()


def test_a_document_that_is_too_large_is_refused_and_the_limit_is_named(editor, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 2 * MEGABYTE

    errors = upload(editor, "wagtaildocs", "plan.pdf", b"x" * (2 * MEGABYTE + 1))

    assert "2.0" in errors["file"][0]
    assert not Document.objects.exists()


def test_an_image_that_is_too_large_or_says_nothing_is_refused(editor, settings):
    image = get_test_image_file_jpeg().file.getvalue()
    assert "description" in upload(editor, "wagtailimages", "bild.jpg", image)

    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    errors = upload(editor, "wagtailimages", "bild.jpg", image, description="Ein Bild")

    assert "100" in errors["file"][0]
    assert not Image.objects.exists()
