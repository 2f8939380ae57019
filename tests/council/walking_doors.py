"""What people try past the bodies, in whatever order: more rules of the machine in ``test_machine.py``."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule
from wagtail.models import Page, Revision, TaskState

from council import guards
from council.models import PaperItem

from .walking import SECTIONS, Walk

ANYBODY = st.sampled_from(["editor", "admin", None])


class Doors(Walk):
    """Doors of Wagtail, of its extensions and of the code; what is pinned or public stays as it is."""

    @rule(number=SECTIONS, who=ANYBODY, old=st.booleans())
    def publish(self, number, who, old) -> None:
        user = self.town.people[who] if who else None
        page = self.page(number)
        revision = page.revisions.first() if old else page.latest_revision
        self.attempt(lambda: revision.publish(user=user, skip_permission_checks=True))

    @rule(number=SECTIONS)
    def unpublish(self, number) -> None:
        self.attempt(self.page(number).unpublish)

    @rule(number=SECTIONS)
    def schedule(self, number) -> None:
        """Ask for a day in the three ways there are, then let cron look for what is due."""
        page, past = self.page(number), timezone.now() - timedelta(minutes=1)
        self.attempt(lambda: page.save_revision(approved_go_live_at=past))
        page = self.page(number)
        page.go_live_at = past
        self.attempt(page.save)

        def do():
            Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past)
            call_command("publish_scheduled", verbosity=0)

        self.attempt(do)
        Revision.objects.filter(approved_go_live_at=past).update(approved_go_live_at=None)

    @rule(number=SECTIONS, word=st.integers(0, 9))
    def write_over_a_stored_version(self, number, word) -> None:
        """As autosave does: into the latest version, whoever holds it pinned."""
        page = self.page(number)
        draft = page.get_latest_revision_as_object()
        draft.title = f"Heimlich {word}"
        stored = page.latest_revision
        self.attempt(
            lambda: draft.save_revision(
                user=stored.user, overwrite_revision=stored, log_action=False
            )
        )

    @rule(number=SECTIONS)
    def reword_the_public_row(self, number) -> None:
        page = self.page(number)
        page.summary = "Heimlich anders."
        if page.live:
            self.attempt(page.save)
            assert self.page(number).summary != "Heimlich anders."

    @rule(number=SECTIONS)
    def copy(self, number) -> None:
        """A copy is a draft whatever the original is, and cannot be published; then it goes again."""
        page, made = self.page(number), []
        slug = f"abschrift-{Page.objects.count()}"
        self.attempt(
            lambda: made.append(
                page.copy(update_attrs={"slug": slug}, user=self.town.admin, keep_live=True)
            )
        )
        for new in map(self.town.fresh, made):
            assert not new.live and new.live_revision is None
            self.attempt(new.get_latest_revision().publish)
            assert not self.town.fresh(new).live
            self.town.fresh(new).delete()

    @rule(number=SECTIONS, publish=st.booleans(), other=st.booleans())
    def show_an_alias(self, number, publish, other) -> None:
        """An alias is a draft, too; once its original is public it may be, and follows it ever after."""
        page = self.page(number)
        alias = page.aliases.first()
        if alias is None:
            new = page.create_alias(update_slug=f"alias-{number}", user=self.town.admin)
            alias = self.town.fresh(new)
            assert not alias.live
        if publish and not alias.live:
            alias = alias.specific
            alias.live = True
            if other:
                alias.summary = "Heimlich anders."
            self.attempt(alias.save)

    @rule(number=SECTIONS)
    def delete(self, number) -> None:
        page = self.page(number)
        if guards.proceedings_below(page) or page.live:
            self.attempt(page.delete)
            assert Page.objects.filter(pk=page.pk).exists()

    @rule(number=SECTIONS)
    def move(self, number) -> None:
        page = self.page(number)
        if guards.proceedings_below(page):
            home = self.town.chapter.get_parent()
            path = page.path
            self.attempt(lambda: page.move(home, pos="last-child", user=self.town.admin))
            assert self.page(number).path == path

    @rule(number=SECTIONS)
    def give_another_address(self, number) -> None:
        page = self.page(number)
        if page.live:
            page.slug = "anderswo"
            self.attempt(page.save)
            assert self.page(number).slug != "anderswo"

    @rule(how=st.sampled_from(["delete", "unpublish", "move"]))
    def the_chapter(self, how) -> None:
        """What happens to the chapter happens to the sections in it."""
        chapter = self.town.fresh(self.town.chapter)
        top = Page.objects.get(depth=1)
        self.attempt(
            {
                "delete": chapter.delete,
                "unpublish": chapter.unpublish,
                "move": lambda: chapter.move(top, pos="last-child", user=self.town.admin),
            }[how]
        )
        assert self.town.fresh(self.town.chapter).path == self.town.chapter.path

    @rule(number=SECTIONS)
    def call_back(self, number) -> None:
        """The submitter cancels the run, as the editor's form does; never once there is a paper."""
        run = self.page(number).current_workflow_state
        if run is not None:
            in_paper = PaperItem.objects.filter(workflow_state=run).exists()
            self.attempt(lambda: run.cancel(user=self.town.editor))
            run.refresh_from_db()
            assert not in_paper or run.status == run.STATUS_IN_PROGRESS

    @rule(number=SECTIONS)
    def approve_as_wagtail_would(self, number) -> None:
        """The engine's own verbs, past ours: finishing publishes only what was decided."""
        run = self.page(number).current_workflow_state
        if run is not None:
            self.attempt(lambda: run.finish(user=self.town.admin))

    @rule()
    def disable_a_step(self) -> None:
        for task in (self.town.ballot_task, self.town.committees_task, self.town.council_task):
            busy = TaskState.objects.filter(task=task, status=TaskState.STATUS_IN_PROGRESS)
            if busy.exists():
                self.attempt(lambda task=task: task.deactivate(user=self.town.admin))
                assert type(task).objects.get(pk=task.pk).active

    @rule()
    def purge(self) -> None:
        """What nothing holds may go; what is pinned stays, or the pins do not verify."""
        self.attempt(lambda: call_command("purge_revisions", days=0, verbosity=0))

    @rule(who=st.sampled_from(["s1", "clerk", "editor"]))
    def delete_a_person(self, who) -> None:
        person = self.town.people[who]
        if person.memberships.exists():
            self.attempt(get_user_model().objects.get(pk=person.pk).delete)
            assert get_user_model().objects.filter(pk=person.pk).exists()

    @rule(number=SECTIONS)
    def translate(self, number) -> None:
        page = self.page(number)

        def do():
            copy = page.get_translations().first() or self.town.translation(page)
            copy = copy.specific
            copy.title = "Arriving"
            copy.save_revision().publish()

        self.attempt(do)
