"""The people of the demo: functions instead of names, because nobody real is meant."""

from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from cms.models import User
from home import roles

PASSWORD = "wirkt-demo"
STEERING = [f"steering{number}" for number in range(1, 6)]

#: Login, how the person is called, and the role.
PEOPLE = [
    ("admin", "Verwaltung der Website", None),
    ("editor", "Redaktion im Rathaus", roles.EDITORS),
    *((login, "Mitglied der Steuerungsgruppe", roles.STEERING) for login in STEERING),
    ("clerk", "Schriftführung im Gremienbüro", roles.CLERKS),
    ("member", "Mitglied im Ausschuss", roles.MEMBERS),
    ("translator-ar", "Übersetzung ins Arabische", roles.translators("ar")),
    ("reviewer-ar", "Prüfung der arabischen Texte", roles.translators("ar")),
    ("translator-tr", "Übersetzung ins Türkische", roles.translators("tr")),
    ("reviewer-tr", "Prüfung der türkischen Texte", roles.translators("tr")),
    ("partner", "Vertretung des Frauentreffs", roles.PARTNERS),
]


def make_people() -> dict[str, User]:
    """Make the demo logins and return them by name. Only the demo ever calls this."""
    people = {}
    for login, name, role in PEOPLE:
        number = login.removeprefix("steering") if login in STEERING else ""
        user = User(username=login, email=f"{login}@weiterstadt-wirkt.example")
        # Wagtail's account page saves nothing without a first name.
        user.first_name, _blank, user.last_name = f"{name} {number}".strip().partition(" ")
        user.is_superuser = role is None
        user.set_password(PASSWORD)
        user.save()
        if role is not None:
            user.groups.add(Group.objects.get(name=role))
        UserProfile.objects.create(user=user, preferred_language="de")
        people[login] = user
    return people
