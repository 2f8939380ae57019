"""The second person: one revision a step, the rule of four eyes while something waits, names of controls."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import PageLogEntry

from translating import actions
from translating.models import LanguageRules
from translating.waiting import Task, waiting_for

from .at_work import write
from .test_actions import ALL, handed_in, target
from .test_editor import EN


def test_each_step_leaves_one_revision_and_the_page_names_who_did_it(work, page, people):
    def revisions() -> int:
        return target(page, work.locale).revisions.count()

    translator, second = people("translator"), people("second")
    before = revisions()
    write(work, translator, words=ALL)
    counts = [revisions() - before]
    actions.hand_in(work=work, by=translator)
    counts.append(revisions() - before)
    actions.send_back(work=work, by=second, comment="Bitte höflicher.")
    counts.append(revisions() - before)
    write(work, translator, words={"Mitmachen": "انضموا"})
    actions.hand_in(work=work, by=translator)
    counts.append(revisions() - before)
    assert not target(page, work.locale).live
    actions.publish(work=work, by=second)
    counts.append(revisions() - before)

    assert counts == [0, 1, 1, 2, 3]
    public = target(page, work.locale)
    last = work.steps.last()
    assert last.revision == public.live_revision == public.latest_revision
    entries = PageLogEntry.objects.filter(page=public.pk, action__startswith="translating.")
    told = [(one.action, one.user) for one in entries.order_by("pk")]
    assert told == [
        ("translating.begun", translator),
        ("translating.handed_in", translator),
        ("translating.sent_back", second),
        ("translating.handed_in", translator),
        ("translating.published", second),
    ]


def test_the_rule_of_four_eyes_holds_for_what_waits_already(work, people, client):
    """Whoever changes the rule while something waits changes it for that as well, both ways."""
    translator = people("translator")
    rule = LanguageRules.objects.create(locale=work.locale, four_eyes=False)
    handed_in(work, translator)
    assert [one.task for one in waiting_for(translator) if one.work] == [Task.CHECK]
    rule.four_eyes = True
    rule.save()

    assert [one.task for one in waiting_for(translator) if one.work] == []
    with pytest.raises(PermissionDenied):
        actions.publish(work=work, by=translator)
    rule.delete()
    with pytest.raises(PermissionDenied):
        actions.publish(work=work, by=translator)
    LanguageRules.objects.create(locale=work.locale, four_eyes=False)
    actions.publish(work=work, by=translator)


def test_who_checks_may_correct_words_and_another_person_checks_those(work, page, people):
    handed_in(work, people("translator"))
    second = people("second")
    actions.take_back(work=work, by=second)
    write(work, second, words={"Mitmachen": "انضموا"})
    actions.hand_in(work=work, by=second)

    with pytest.raises(PermissionDenied):
        actions.publish(work=work, by=second)
    actions.publish(work=work, by=people("translator"))

    assert target(page, work.locale).title == "انضموا"


def test_the_controls_of_the_check_are_named_with_their_sentence(client, work, people):
    handed_in(work, people("translator"))
    client.force_login(people("second"))
    page = BeautifulSoup(
        client.get(reverse("translating:review", args=[work.pk]), headers=EN).text, "html.parser"
    )

    names = [one.get_text() for one in page.select(".sheet__row summary, .sheet__row button")]
    assert len(set(names)) == len(names) == 8


def test_tags_do_not_jumble_a_sentence_that_runs_from_the_right(client, work, people):
    handed_in(work, people("translator"))
    client.force_login(people("second"))
    page = BeautifulSoup(
        client.get(reverse("translating:review", args=[work.pk])).text, "html.parser"
    )

    tags = page.select('.sheet__theirs [dir="rtl"] code[dir="ltr"]')
    assert [tag.get_text() for tag in tags] == ["<b>", "</b>"]
    assert tags[0].parent.get_text() == ALL["Alle sind willkommen."]


def test_every_control_of_the_sheet_is_named_with_its_sentence(client, work, people):
    client.force_login(people("translator"))
    page = BeautifulSoup(
        client.get(reverse("translating:edit", args=[work.pk]), headers=EN).text, "html.parser"
    )

    for number, row in enumerate(page.select("[data-row]"), start=1):
        assert str(number) in row.find("label", attrs={"for": row.textarea["id"]}).get_text()
        names = [button["aria-label"] for button in row.select(".sheet__theirs button")]
        assert names and all(f"({number})" in name for name in names)
        # Without a script one button saves everything; with it these show themselves when needed.
        assert all(button.has_attr("hidden") for button in row.select(".sheet__theirs button"))
    assert [b["name"] for b in page.select("#sheet button[type=submit]")] == ["save", "hand_in"]
