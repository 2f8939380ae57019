"""Wagtail's pages for files, saying in words why one stays that papers, minutes or pinned texts hold."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail.admin import messages
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as multiple_documents
from wagtail.images.views import images
from wagtail.images.views import multiple as multiple_images

View = Callable[..., HttpResponse]


def in_words(view: View, back: str) -> View:
    """Show the reason of a refusal on the page named ``back``; Wagtail would only say “no permission”."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            if not (words := str(refusal)):
                raise
        if not back:  # asked by a script, which shows nothing but its own words
            return JsonResponse({"success": False, "error_message": words}, status=403)
        messages.error(request, words)
        return redirect(back)

    return wrapped


def addresses() -> list[URLPattern]:
    """Return the addresses to stand before Wagtail's own of the same paths."""
    images_list, documents_list = "wagtailimages:index", "wagtaildocs:index"
    found: tuple[tuple[str, Any, str, str], ...] = (
        ("images/<int:image_id>/", images.EditView, images_list, "council_image"),
        ("images/<int:image_id>/delete/", images.DeleteView, images_list, "council_image_delete"),
        ("documents/edit/<int:document_id>/", documents.EditView, documents_list,
         "council_document"),
        ("documents/delete/<int:document_id>/", documents.DeleteView, documents_list,
         "council_document_delete"),
        ("images/multiple/<int:image_id>/delete/", multiple_images.DeleteView, "",
         "council_image_delete_uploaded"),
        ("documents/multiple/<int:doc_id>/delete/", multiple_documents.DeleteView, "",
         "council_document_delete_uploaded"),
    )  # fmt: skip
    return [path(at, in_words(view.as_view(), back), name=name) for at, view, back, name in found]
