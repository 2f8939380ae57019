"""Who gets mail, in which language, and how often."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from wagtail.users.models import UserProfile

from cms.models import User

from ..models import NotificationSettings
from .kinds import KINDS, Pace


@dataclass(frozen=True)
class Addressee:
    """One person with her language and her wishes."""

    person: User
    language: str
    wishes: NotificationSettings

    @property
    def is_reachable(self) -> bool:
        return bool(self.person.is_active and self.person.email)

    def pace_of(self, kind: str) -> str:
        """Return how soon this person wants to hear of a kind of thing."""
        if not self.is_reachable:
            return Pace.NEVER
        wish = getattr(self.wishes, KINDS[kind].topic)
        if isinstance(wish, bool):
            return Pace.AT_ONCE if wish else Pace.NEVER
        return wish


def addressees(people: Iterable[User]) -> dict[int, Addressee]:
    """Return the people by id, with two queries however many they are."""
    people = list(people)
    profiles = {row.user_id: row for row in UserProfile.objects.filter(user__in=people)}
    saved = {row.person_id: row for row in NotificationSettings.objects.filter(person__in=people)}
    return {
        person.pk: Addressee(
            person=person,
            language=_language(profiles.get(person.pk)),
            wishes=saved.get(person.pk) or _first_wishes(person, profiles.get(person.pk)),
        )
        for person in people
    }


def wishes_of(person: User) -> NotificationSettings:
    """Return what a person chose, or what holds until she chooses."""
    return addressees([person])[person.pk].wishes


def _language(profile: UserProfile | None) -> str:
    spoken = {code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES}
    chosen = profile.preferred_language if profile else ""
    return chosen if chosen in spoken else settings.LANGUAGE_CODE


def _first_wishes(person: User, profile: UserProfile | None) -> NotificationSettings:
    """Follow Wagtail's own switches until the person has chosen here: off stays off."""
    wishes = NotificationSettings(person=person)
    if profile and not profile.submitted_notifications:
        wishes.waiting, wishes.reminders = Pace.NEVER, False
    if profile and not (profile.approved_notifications or profile.rejected_notifications):
        wishes.results = Pace.NEVER
    return wishes
