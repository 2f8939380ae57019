"""Bring a table of terms into the glossary."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..glossary_files import import_terms
from .showing import AdminRequest, add_refusal, show


class TableForm(forms.Form):
    """A table of terms."""

    file = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        help_text=gettext_lazy(
            "With the columns german, language, translation and note, as the glossary exports "
            "them. Known terms are changed, new ones added, none deleted."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: AdminRequest) -> HttpResponse:
    """Ask for a table and take it; every fault is named with its line, and nothing is changed then."""
    if not request.user.has_perm("translating.change_glossaryterm"):
        raise PermissionDenied
    form = TableForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            found = import_terms(data=form.cleaned_data["file"].read(), by=request.user)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request,
                _(
                    "The glossary has been imported: %(new)s new, %(changed)s changed, %(same)s unchanged."
                )
                % {"new": found.new, "changed": found.changed, "same": found.same},
            )
            return redirect("translating_glossary:index")
    status = 422 if form.errors else 200
    return show(request, "glossary_import", _("Import a table"), {"form": form}, status=status)
