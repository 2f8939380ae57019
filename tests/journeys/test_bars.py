"""The bars of what is translated: told to everybody, and visible in every scheme of colours."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

SCHEMES = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"forced_colors": "active", "color_scheme": "light"},
    {"forced_colors": "active", "color_scheme": "dark"},
]


def luminance(colour: tuple[int, ...]) -> float:
    parts = [part / 255 for part in colour[:3]]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def halves(bar: Locator) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the colours of what is full and of what is empty."""
    picture = Image.open(io.BytesIO(bar.screenshot())).convert("RGB")
    middle, share = picture.height // 2, float(bar.get_attribute("value") or 0) / 100
    full, empty = int(picture.width * share / 2), int(picture.width * (1 + share) / 2)
    return picture.getpixel((full, middle)), picture.getpixel((empty, middle))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: "-".join(scheme.values()))
def test_how_much_is_translated_is_seen_and_heard(
    scheme: dict[str, str], visitor: Callable[..., Page]
):
    page = visitor(width=320, locale="zh-CN", **scheme)
    page.goto("/")

    bars = page.get_by_role("progressbar")
    assert bars.count() == 5
    for bar, name in zip(bars.all(), ["Einfache Sprache", "English", "Türkçe"], strict=False):
        expect(bar).to_have_accessible_name(re.compile(name))
        assert 0 < int(bar.get_attribute("value") or 0) < 100
        assert contrast(*halves(bar)) >= 3
