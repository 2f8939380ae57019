"""Kill a process at each of its writes in turn, and look at what is left: ``python -m tests.council.crashing``.

Arguments: the verb, the id of what it is about, the id of who acts. Runs on the database named by
``CRASH_DATABASE``. A child does the work and dies, without any clean-up, before its n-th write; the
parent compares the whole database with how it was. Prints what it found as JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.conf import settings

DIED = 9


def main(verb: str, about: str, actor: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    settings.DATABASES["default"]["NAME"] = os.environ["CRASH_DATABASE"]
    django.setup()
    from django.db import connections

    before = fingerprint()
    connections.close_all()
    writes = 0
    while True:
        writes += 1
        child = os.fork()
        if child == 0:
            die_before(writes)
            verbs()[verb](int(about), int(actor))
            os._exit(0)
        died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        now = fingerprint()
        connections.close_all()
        if died == DIED and now == before:
            continue
        report = {"writes": writes, "exit": died, "changed": now != before}
        print(json.dumps(report))
        return


def die_before(number: int) -> None:
    """Die before the n-th statement that writes; the commit is the last of them.

    What follows the commit is mail about it: that has its own rows, and is sent again (ADR 0014).
    """
    from django.db import connection

    left, committed = number, False

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os._exit(DIED)

    def watch(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        mail = committed and "council_notice" in sql
        if not mail and sql.split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            count()
        return execute(sql, params, many, context)

    commit = connection.commit

    def dying_commit() -> None:
        nonlocal committed
        if not committed:
            count()
        commit()
        committed = True

    connection.execute_wrappers.append(watch)
    connection.commit = dying_commit


def fingerprint() -> dict[str, list[str]]:
    """Return every row of every table, as the database has it."""
    from django.db import connection

    rows: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def verbs() -> dict[str, Callable[[int, int], object]]:
    """Return what can be killed; each gets the id of its thing and of who acts."""
    from django.utils import timezone

    from cms.models import User
    from council import actions
    from council.decisions import effect, objecting
    from council.models import AgendaItem, DecisionItem, Objection

    def record(pk: int, actor: int) -> object:
        agenda = AgendaItem.objects.get(pk=pk)
        return actions.record_decision(
            agenda_item=agenda, items=agenda.paper.items.all(), outcome="adopted",
            yes=20, no=1, by=User.objects.get(pk=actor),
        )  # fmt: skip

    def anew(pk: int, actor: int) -> object:
        objection = Objection.objects.get()
        return objecting.decide_anew(
            objection=objection, agenda_item=AgendaItem.objects.get(pk=pk), outcome="rejected",
            present=30, yes=1, no=20, by=User.objects.get(pk=actor),
        )  # fmt: skip

    def take(pk: int, actor: int) -> object:
        item = DecisionItem.objects.get(pk=pk)
        return effect.take_effect(item=item, on=timezone.localdate() + timedelta(days=1))

    return {"record": record, "anew": anew, "take_effect": take}


if __name__ == "__main__":
    main(*sys.argv[1:])
