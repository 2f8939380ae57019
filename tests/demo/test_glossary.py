"""The demo's glossary is a table an editor could bring in, with words in every shipped language."""

from django.conf import settings
from wagtail.models import Locale

from cms.models import User
from demo.reading import CONTENT
from translating.glossary import missing, terms_for
from translating.glossary_files import import_terms
from translating.models import GlossaryTerm


def test_the_demo_has_agreed_words_in_every_language(site):
    admin = User.objects.create_superuser("admin", "admin@example.org")

    found = import_terms(data=(CONTENT / "glossary.csv").read_bytes(), by=admin)

    codes = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    assert found.new == GlossaryTerm.objects.count()
    assert (
        set(
            GlossaryTerm.objects.exclude(locale=None).values_list(
                "locale__language_code", flat=True
            )
        )
        == codes
    )
    assert GlossaryTerm.objects.get(german="Weiterstadt WIRkt!").stays
    for code in codes:
        terms = terms_for(Locale.objects.get(language_code=code))
        for term in terms:
            assert missing(term.german, term.translation or term.german, None, terms) == [], term
