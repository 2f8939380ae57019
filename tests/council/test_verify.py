"""Every pinned text can be checked later, and a changed one is named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Revision

from council.models import DecisionItem, PaperItem, Release

pytestmark = pytest.mark.django_db


def test_all_is_as_pinned(town, capsys):
    page = town.through_steering(town.section(), "release")
    town.resolve(page)

    call_command("verify_resolutions")

    assert capsys.readouterr().out == "3 records checked, all as pinned.\n"


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

    assert str(record.pk) in capsys.readouterr().err
