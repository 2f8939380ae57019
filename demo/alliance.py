"""Who speaks for a partner in the demo."""

from partners.models import PartnerPage, Representative

from .town import Town


def represent(town: Town) -> None:
    """Let the demo's partner keep the profile of the women's meeting place."""
    profile = PartnerPage.objects.get(slug="miteinander-frauentreff", locale=town.home.locale)
    Representative.objects.create(partner=profile, user=town.people["partner"])
