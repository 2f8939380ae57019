"""The form for readers who found a mistake in a translation: of its own, never cached."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cms.navigation import Place, site_map
from cms.words import of_block

from .. import limits, mistakes
from ..forms.mistakes import MistakeForm

#: So many words of a paragraph tell which one is meant.
WORDS_SHOWN = 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_mistake(request: HttpRequest) -> HttpResponse:
    """Take in one report about the page, and perhaps the paragraph, that the address names."""
    place = place_of(request)
    page = Page.objects.select_related("locale").get(pk=place.pk).specific
    texts = paragraphs(page)
    starts = [(key, Truncator(text).words(WORDS_SHOWN)) for key, text in texts.items()]
    asked = request.GET.get("paragraph", "")
    form = MistakeForm(
        request.POST or None,
        paragraphs=starts,
        initial={"paragraph": asked if asked in texts else ""},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.is_by_a_program:
            return redirect(done_url(place))
        if limits.within_limit(address_of(request), timezone.localdate()):
            where = form.cleaned_data["paragraph"]
            mistakes.report(
                page=page,
                text=form.cleaned_data["text"],
                block_id=where,
                quote=texts.get(where, ""),
            )
            return redirect(done_url(place))
        form.add_error(None, _("Too many reports came from here today. Please try again tomorrow."))
        status = 429
    elif form.errors:
        status = 422
    context = {"form": form, "place": place}
    return answered(render(request, "translating/report_mistake.html", context, status=status))


@never_cache
@require_safe
def mistake_reported(request: HttpRequest) -> HttpResponse:
    """Say thank you, and lead back to the page."""
    return answered(
        render(request, "translating/mistake_reported.html", {"place": place_of(request)})
    )


def place_of(request: HttpRequest) -> Place:
    """Return the live translated page that the address names; raises Http404 for any other."""
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 19
    place = site_map().place(int(asked)) if is_number else None
    if place is None or place.language != get_language():
        raise Http404
    if place.language == settings.LANGUAGE_CODE:
        raise Http404  # only translations are reported here
    return place


def paragraphs(page: Page) -> dict[str, str]:
    """Return the words of each block of a page by its id, in reading order."""
    found = {}
    for name in page.text_fields:
        stream = getattr(page, name)
        for block in getattr(stream, "raw_data", ()):
            kind = stream.stream_block.child_blocks.get(block["type"])
            words = of_block(kind, block["value"])
            if words.strip():
                found[block["id"]] = words
    return found


def done_url(place: Place) -> str:
    return f"{reverse('mistake_reported')}?page={place.pk}"


def address_of(request: HttpRequest) -> str:
    """Return the network address a request comes from: counted for a day, never stored."""
    if settings.ADDRESS_HEADER:
        return request.headers.get(settings.ADDRESS_HEADER, "").split(",")[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def answered(response: HttpResponse) -> HttpResponse:
    """Keep the form out of search engines."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
