"""Who may do what with a partner's profile."""

from functools import cached_property

from cms.models import PublicPagePermissionTester

from .models import Representative


class PartnerPermissionTester(PublicPagePermissionTester):
    """What Wagtail allows, and editing one's own profile for those who speak for a partner.

    Representatives get no right to publish: what they change goes through moderation.
    """

    @cached_property
    def represents(self) -> bool:
        """Tell whether the user speaks for this partner; a profile is the same in every language."""
        represented = Representative.objects.of(self.user)
        return (
            self.user.is_active
            and represented.filter(partner__translation_key=self.page.translation_key).exists()
        )

    def can_edit(self):
        return super().can_edit() or self.represents

    def can_copy(self):
        return super().can_edit()
