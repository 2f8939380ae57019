"""The order in which the demo town comes about."""

from datetime import date

from wagtail.models import Page

from cms.models import User
from council.models import Notice
from home.models import HomePage

from .alliance import represent
from .days import Days
from .glossary import load_glossary
from .languages import load_translations
from .people import make_people
from .proceedings import load_proceedings, release_again
from .process import load_phases
from .readers import load_readers
from .town import Town, build
from .translating import load_work


def has_content() -> bool:
    """Tell whether somebody has already worked on this site."""
    return User.objects.exists() or Page.objects.filter(depth__gt=2).exists()


def load(today: date) -> Town:
    """Load everything as it stands on a day. The caller opens the transaction."""
    town = Town(home=HomePage.objects.get(), days=Days(today), people=make_people())
    load_glossary(town)
    load_phases(town)
    build(town)
    represent(town)
    load_proceedings(town)
    load_translations(town)
    release_again(town)
    load_readers(town)
    load_work(town)
    Notice.objects.all().delete()  # What happened before the site was there is no news to anybody.
    return town
