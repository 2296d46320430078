"""Photos as large as phones make them are taken, larger ones are refused in words, and the decoder stays small."""

import io
import subprocess
import sys

import pytest
from flask import Flask
from PIL import Image, ImageOps

from portal.foundation import stored_files
from portal.foundation.stored_files import BadFile, accept
from tests.support.settings import settings_for

DECODER_MIB = 400
LARGEST = (8000, 6000)  # 48 megapixels


@pytest.fixture(autouse=True)
def app(tmp_path):
    app = Flask(__name__)
    app.extensions["settings"] = settings_for(tmp_path, "")
    with app.app_context():
        yield app


def saved(picture, kind, **more):
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def heic(picture):
    import pillow_heif  # tests alone write HEIC

    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=40)
    return out.getvalue()


def flat(mode="RGB", size=LARGEST):
    return Image.new(mode, size, "steelblue" if mode != "1" else 0)


LARGE = {
    "jpeg": lambda: saved(flat(), "JPEG"),
    "progressive jpeg": lambda: saved(flat(), "JPEG", progressive=True),
    "heic": lambda: heic(flat()),
    "png": lambda: saved(flat(), "PNG"),
    "see-through png": lambda: saved(flat("RGBA"), "PNG"),
    "webp": lambda: saved(flat(size=(5000, 4000)), "WEBP", quality=40),
}
PEAK = """import resource, subprocess, sys
subprocess.run([sys.executable, "-I", *sys.argv[1:]], stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"""


def peak_mib(content):
    """What the decoder took of memory at most."""
    command = [sys.executable, "-c", PEAK, str(stored_files.REDRAW), "photo"]
    return int(subprocess.run(command, input=content, capture_output=True, check=True).stdout)


@pytest.mark.parametrize("kind", LARGE)
def test_a_photo_of_the_largest_phones_is_taken_within_the_decoders_share(kind):
    content = LARGE[kind]()
    assert max(accept(content).width, 0) == 2000
    assert peak_mib(content) < DECODER_MIB


def test_a_see_through_picture_is_turned_and_drawn_to_its_last_row():
    picture = Image.new("RGBA", (4001, 2603), (0, 0, 0, 0))
    picture.paste("black", (0, 2590, 4001, 2603))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    kept = accept(saved(picture, "PNG", exif=exif))
    made = Image.open(io.BytesIO(stored_files.read(kept.key))).convert("L")
    assert (kept.width, kept.height) == (2000, 1301)
    assert made.getpixel((1000, 1)) < 60 and made.getpixel((1000, 700)) > 250


def truncated():
    whole = saved(Image.effect_noise((400, 300), 80).convert("RGB"), "JPEG")
    return whole[: len(whole) // 2]


def moving(kind):
    first = Image.effect_noise((40, 40), 90).convert("P" if kind == "GIF" else "RGB")
    return saved(
        first, kind, save_all=True, append_images=[ImageOps.invert(first.convert("L")).convert(first.mode)]
    )


BAD = {
    "zero bytes": (lambda: b"", "The selected file is empty"),
    "truncated": (truncated, "The selected file could not be uploaded – try again"),
    "renamed": (
        lambda: b"MZ\x90\x00" + bytes(400),
        "The selected file must be a JPG, PNG, WebP, HEIC or PDF",
    ),
    "animated": (
        lambda: moving("GIF"),
        "The selected file is a moving picture. Use a photo: JPG, PNG, WebP or HEIC",
    ),
    "over 50 megapixels": (
        lambda: saved(flat(size=(8400, 6000)), "JPEG"),
        "The selected photo is too large. Use a smaller photo or a screenshot of it",
    ),
    "bomb": (
        lambda: saved(flat("1", (20_000, 20_000)), "PNG"),
        "The selected file is far too large to open. Take a new photo and use that",
    ),
}  # a PDF with a password: test_stored_files.py


@pytest.mark.parametrize("case", BAD)
def test_each_bad_file_has_a_sentence_of_its_own(case):
    make, sentence = BAD[case]
    with pytest.raises(BadFile) as refused:
        accept(make(), "bus.jpg")
    assert str(refused.value) == sentence
    assert not stored_files.folder().exists()


def test_the_sentences_are_all_different():
    assert len({sentence for _, sentence in BAD.values()}) == len(BAD)


def test_a_png_that_is_called_jpg_is_what_it_is():
    assert accept(saved(flat(size=(40, 20)), "PNG"), "bus.jpg").kind == "photo"


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_of_a_moving_photo_the_first_picture_is_kept(kind):
    assert accept(moving(kind)).width == 40
