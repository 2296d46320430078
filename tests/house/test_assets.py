"""The built assets are committed: they must be what the sources make, and small, and readable by everyone."""

import gzip
import json
import re
import shutil
import subprocess

import brotli
import pytest

from portal.foundation import assets
from portal.foundation.print_style import PAPERS
from tests.support import source

NPM = source.ROOT / "node_modules" / "sass"
KILOBYTE = 1000


def built(name):
    return assets.BUILT / assets.manifest()[name]


def compressed(name):
    return len(built(name).with_name(built(name).name + ".br").read_bytes())


@pytest.mark.skipif(not (NPM.exists() and shutil.which("node")), reason="npm's packages are not installed")
def test_the_built_files_are_what_the_sources_make(tmp_path):
    subprocess.run(["bin/assets", str(tmp_path / "built")], cwd=source.ROOT, check=True, capture_output=True)
    made = json.loads((tmp_path / "built" / "manifest.json").read_text())
    assert made == json.loads((assets.BUILT / "manifest.json").read_text()), (
        "Run `make assets` and commit static/built."
    )


def test_nothing_old_lies_among_the_built_files():
    wanted = {f"{name}{ending}" for name in assets.manifest().values() for ending in ("", ".br", ".gz")}
    assert {path.name for path in assets.BUILT.iterdir()} == wanted | {"manifest.json"}


@pytest.mark.parametrize("name", assets.manifest())
def test_the_compressed_files_beside_are_the_same(name):
    content, path = built(name).read_bytes(), built(name)
    assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == content
    assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == content


def test_a_first_visit_leaves_room_for_the_page():
    assert sum(map(compressed, assets.manifest())) <= 30 * KILOBYTE  # of 45 in all


def test_the_stylesheet_asks_for_nothing_else():
    wanted = re.findall(r"url\(([^)]*)\)", built("portal.css").read_text())
    assert [address for address in wanted if not address.strip("'\"").startswith("data:")] == []


def test_nothing_of_the_identity_of_the_nhs_is_in_the_stylesheet():
    css = built("portal.css").read_text().lower()
    assert [name for name in ("frutiger", "assets.nhs.uk", "#005eb8") if name in css] == []


PALETTE = dict(
    re.findall(
        r"^\$([\w-]+): (#[0-9a-f]{3,6});", (source.ROOT / "static/src/_palette.scss").read_text(), re.M
    )
)
READ_ON = [
    ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("teal", "paper"), ("teal", "card"),
    ("card", "teal"), ("card", "teal-deep"), ("teal-deep", "teal-tint"), ("ink", "sand"), ("ink", "sand-deep"),
    ("bad", "card"),
    ("bad", "paper"), ("bad", "bad-tint"), ("good", "good-tint"), ("card", "good"), ("care", "care-tint"),
    ("ink", "focus"),
    ("soft", "care-tint"), ("teal", "care-tint"), ("teal", "good-tint"), ("teal", "sand"), ("card", "care"),
]  # fmt: skip


def luminance(colour):
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("text, ground", READ_ON)
def test_every_pair_of_text_and_ground_can_be_read(text, ground):
    assert contrast(PALETTE[text], PALETTE[ground]) >= 4.5


def test_edges_of_boxes_can_be_seen():
    assert contrast(PALETTE["edge"], PALETTE["card"]) >= 3


@pytest.mark.parametrize("paper", PAPERS)
def test_ink_on_every_paper_is_far_above_the_least(paper):
    assert contrast(PALETTE["ink"], PAPERS[paper]) >= 7
