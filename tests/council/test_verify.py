"""Every pinned text can be checked later, and a changed one is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Revision

from council.models import DecisionItem, PaperItem, Release
from strategy.models import SectionPage

pytestmark = pytest.mark.django_db


def test_all_is_as_pinned(town, capsys):
    page = town.through_steering(town.section(), "release")
    town.resolve(page)

    call_command("verify_resolutions")

    assert capsys.readouterr().out == "4 records checked, all as pinned.\n"


@pytest.mark.parametrize("model", [PaperItem, DecisionItem, Release])
@pytest.mark.parametrize("what", ["snapshot", "revision"])
def test_what_was_changed_behind_our_back_is_named(town, capsys, model, what):
    page = town.through_steering(town.section(), "release")
    town.edit(page)
    town.resolve(page)
    record = model.objects.order_by("pk").last()
    prefix = "final_" if model is DecisionItem else ""
    if what == "snapshot":
        column = f"{prefix}snapshot"
        data = getattr(record, column)
        data["fields"]["title"] = "Manipuliert"
        field = model._meta.get_field(column)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s",
                [field.get_db_prep_save(data, connection), record.pk],
            )
    else:
        revision = getattr(record, f"{prefix}revision")
        content = dict(revision.content, title="Manipuliert")
        Revision.objects.filter(pk=revision.pk).update(content=content)

    with pytest.raises(CommandError, match="differ"):
        call_command("verify_resolutions")

    assert f"{record._meta.verbose_name} {record.pk}, " in capsys.readouterr().err


def test_a_resolution_without_its_pin_is_named(town, capsys):
    town.resolve(town.section())
    behind_our_back(
        DecisionItem.objects.resolutions().get(),
        number="", final_hash="", final_revision_id=None, final_snapshot=None,
    )  # fmt: skip

    assert "the version is missing" in verified(capsys)


def test_a_resolution_without_its_text_is_named(town, capsys):
    town.resolve(town.section())
    behind_our_back(DecisionItem.objects.resolutions().get(), final_snapshot=None)

    assert "the checksum or the text is missing" in verified(capsys)


@pytest.mark.parametrize("changes", [{"summary": "Manipuliert"}, {"live": False}])
def test_a_public_page_that_shows_something_else_is_named(town, capsys, changes):
    page = town.section()
    town.resolve(page)
    SectionPage.objects.filter(pk=page.pk).update(**changes)

    assert f"{page.pk}, {page}: the public text is not" in verified(capsys)


def test_a_public_page_that_names_another_revision_is_named(town, capsys):
    page = town.section()
    town.resolve(page)
    page = town.edit(page)
    SectionPage.objects.filter(pk=page.pk).update(live_revision=page.latest_revision)

    assert "the public text is not" in verified(capsys)


def behind_our_back(record, **columns):
    """Change a row that our own code would not let go."""
    with connection.cursor() as cursor:
        names = ", ".join(f"{column} = %s" for column in columns)
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET {names} WHERE id = %s",
            [*columns.values(), record.pk],
        )


def verified(capsys):
    with pytest.raises(CommandError, match="of 3 records differ"):
        call_command("verify_resolutions")
    return capsys.readouterr().err
