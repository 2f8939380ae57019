"""What people do in the town hall, in words: the journeys are made of these steps."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

PASSWORD = "wirkt-demo"


@dataclass
class Person:
    """Somebody of the demo town in front of a browser."""

    name: str
    page: Page


def log_in(page: Page, name: str) -> Person:
    """Log in to the editing interface and arrive at the desk."""
    page.goto("/cms/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/cms/")
    return Person(name, page)
