"""What a reader downloads stays small."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / "cms" / "static" / "cms" / "built"
STYLES = ROOT / "cms" / "styles"

needs_build = pytest.mark.skipif(not BUILT.is_dir(), reason="scripts/build_assets.sh has not run")


@needs_build
@pytest.mark.parametrize("name", ["wirkt.css", "wirkt.rtl.css"])
def test_a_style_sheet_weighs_at_most_45_kilobytes(name):
    assert len(gzip.compress((BUILT / name).read_bytes())) <= 45_000


@needs_build
@pytest.mark.parametrize(
    "scripts",
    [
        # Every page also shows all languages' names, so all scripts in regular weight.
        ("latin", "cyrillic", "arabic-400"),
        ("latin", "latin-ext", "cyrillic", "arabic-400"),
        ("latin", "cyrillic", "arabic"),
    ],
    ids=["de", "tr", "ar"],
)
def test_the_fonts_of_a_page_weigh_at_most_120_kilobytes(scripts):
    wanted = [
        file
        for file in (BUILT / "fonts").glob("*.woff2")
        if any(re.search(rf"-{script}(-\d00)?\.woff2$", file.name) for script in scripts)
    ]

    assert wanted
    assert sum(file.stat().st_size for file in wanted) <= 120_000


@needs_build
def test_every_font_file_named_in_the_style_sheet_is_built_with_its_licence():
    named = set(re.findall(r'url\("fonts/([^"]+)"\)', (STYLES / "fonts.css").read_text()))

    built = {file.name for file in (BUILT / "fonts").iterdir()}

    assert named <= built
    assert any(name.endswith("LICENSE.txt") for name in built)
