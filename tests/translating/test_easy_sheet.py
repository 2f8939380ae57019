"""Who writes easy German at the desk sees the hints on easy language beside each sentence."""

from django.urls import reverse
from wagtail.models import Locale

from translating import actions

from .at_work import write

EN = {"accept-language": "en"}


def test_the_sheet_of_easy_german_hints_at_what_is_hard_to_read(client, page, translate, people):
    translate(page.get_parent(), "de-simple", title="Los")
    user = people("editor")
    easy = Locale.objects.get(language_code="de-simple")
    work = actions.begin(instance=page, locale=easy, by=user)
    write(work, user, words={"Für alle.": "Alle werden eingeladen, z. B. Kinder."})
    client.force_login(user)

    sheet = client.get(reverse("translating:edit", args=[work.pk]), headers=EN).text

    assert "Passive: “werden … eingeladen”" in sheet and "DIN SPEC 33429" in sheet
    assert "An abbreviation: “z. B.”" in sheet
    actions.hand_in(work=work, by=user)
