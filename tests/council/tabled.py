"""Amendments for tests: proposed, voted on, refused."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry

from council.amendments import submitting
from council.models import Amendment, AmendmentVote

NEW = "<p>Neu vorgeschlagen.</p>"


def block(item, place=1) -> str:
    return item.snapshot["fields"]["body"][place]["id"]


def propose(town, item, **fields):
    by = fields.pop("by", town.member)
    fields = {"kind": "change", "reason": "Klarer.", "token": uuid.uuid4()} | fields
    if fields["kind"] != "insert":
        fields.setdefault("block_id", block(item))
    if fields["kind"] != "delete":
        fields.setdefault("value", NEW)
    return submitting.propose(paper_item=item, by=by, **fields)


def vote(amendment, agenda, by, outcome="accepted", yes=5, no=1, **more):
    return submitting.vote(
        amendment=amendment, agenda_item=agenda, outcome=outcome, yes=yes, no=no, by=by, **more
    )


def refused(do, error=ValidationError, **words):
    """Check that a call is refused, with words by field, and that nothing is written."""
    before = (
        Amendment.objects.count(),
        AmendmentVote.objects.count(),
        PageLogEntry.objects.count(),
    )
    with pytest.raises(error) as caught:
        do()
    after = (Amendment.objects.count(), AmendmentVote.objects.count(), PageLogEntry.objects.count())
    assert after == before
    for field, message in words.items():
        assert message in " ".join(caught.value.message_dict[field]), caught.value
    return str(caught.value)
