"""What the served site has mailed: in development the letters are printed by the server."""

from __future__ import annotations

import os
from email import message_from_string, policy
from pathlib import Path

END_OF_LETTER = "-" * 79


def mails_to(name: str) -> list[str]:
    """Return subject and text of every letter to somebody of the demo town."""
    printed = (Path(os.environ["WIRKT_VAR"]) / "server.log").read_text(encoding="utf-8")
    found = []
    for letter in printed.split(END_OF_LETTER):
        start = letter.find("Content-Type: ")
        message = message_from_string(letter[start:].strip(), policy=policy.default)
        if start >= 0 and f"{name}@" in str(message["To"]):
            text = message.get_body(preferencelist=("plain",))
            found.append(f"{message['Subject']}\n{text.get_content() if text else ''}")
    return found
