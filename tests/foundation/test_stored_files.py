"""Files that people send: the content decides, a redrawn copy is kept, and each bad file gets its own sentence."""

import io
import struct
import zlib

import pikepdf
import pytest
from flask import Flask
from obstore.exceptions import AlreadyExistsError
from PIL import Image

from portal.foundation import redraw
from portal.foundation import stored_files as files
from portal.foundation.recordings import accept_sound
from portal.foundation.stored_files import BadFile, accept
from tests.support.settings import settings_for


@pytest.fixture(autouse=True)
def app(tmp_path):
    app = Flask(__name__)
    app.extensions["settings"] = settings_for(tmp_path, "")
    with app.app_context():
        yield app


def photo(kind="JPEG", size=(40, 20), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def heic(size=(64, 48)):
    import pillow_heif  # tests alone write HEIC

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "blue")).save(out)
    return out.getvalue()


def pdf(pages=1, **save):
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 300))
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def bomb():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(2_501 * 20_000), 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def stored_picture(key):
    return Image.open(io.BytesIO(files.read(key)))


@pytest.mark.parametrize("content", [photo(), photo("PNG"), photo("WEBP")], ids=["jpeg", "png", "webp"])
def test_each_kind_of_photo_becomes_a_jpeg(content):
    kept = accept(content, "bus.jpg")
    assert (kept.kind, kept.width, kept.height, kept.pages) == ("photo", 40, 20, 1)
    assert stored_picture(kept.key).format == "JPEG"


def test_a_heic_photo_becomes_a_jpeg():
    assert stored_picture(accept(heic()).key).size == (64, 48)


def test_a_photo_is_turned_upright_and_loses_its_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # held sideways
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    made = stored_picture(accept(photo(exif=exif)).key)
    assert made.size == (20, 40) and not made.getexif() and not made.info.get("comment")


def test_a_see_through_picture_gets_white_paper():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert stored_picture(accept(out.getvalue()).key).getpixel((5, 5)) == (255, 255, 255)


def test_an_animated_picture_keeps_its_first_frame():
    out = io.BytesIO()
    first, second = Image.new("RGB", (30, 30), "white"), Image.new("RGB", (30, 30), "black")
    first.save(out, "WEBP", save_all=True, append_images=[second])
    assert stored_picture(accept(out.getvalue()).key).getpixel((5, 5))[0] > 250


def test_the_small_copy_is_at_most_a_hundred_kilobytes():
    noise = Image.effect_noise((3000, 2000), 200).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    kept = accept(out.getvalue())
    assert len(files.read(kept.small_key)) <= 100_000 and max(kept.width, kept.height) == 2_000


BAD = {
    "empty": (b"", "The selected file is empty"),
    "too big": (b"x" * 10_000_001, "The selected file must be smaller than 10MB"),
    "a script": (b"<script>alert(1)</script>", "The selected file must be a JPG, PNG, WebP, HEIC or PDF"),
    "svg": (
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "The selected file must be a JPG, PNG, WebP, HEIC or PDF",
    ),
    "gif": (photo("GIF"), "The selected file must be a JPG, PNG, WebP, HEIC or PDF"),
    "half a png": (photo("PNG", (300, 300))[:200], "The selected file could not be uploaded – try again"),
    "a bomb": (bomb(), "The selected file is far too large to open. Take a new photo and use that"),
    "locked pdf": (
        pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
        "The selected file is password protected",
    ),
    "31 pages": (pdf(31), "The selected PDF must be 30 pages or less"),
    "half a pdf": (b"%PDF-1.7\n" + b"nonsense" * 9, "The selected file could not be uploaded – try again"),
}


@pytest.mark.parametrize("case", BAD)
def test_each_bad_file_gets_its_own_sentence(case, app):
    content, sentence = BAD[case]
    with pytest.raises(BadFile) as refused:
        accept(content, "receipt.jpg")
    assert str(refused.value) == sentence
    assert not files.folder().exists()


@pytest.mark.parametrize("script", ["while True: pass", "x = bytes(4 * 1024**3)", "raise SystemExit(9)"])
def test_a_decoder_that_runs_wild_costs_one_sentence(script, tmp_path, monkeypatch):
    wild = tmp_path / "wild.py"
    limits = f"import sys; sys.path.insert(0, {str(files.REDRAW.parent)!r}); import redraw; redraw.limit(seconds=1)\n"
    wild.write_text(limits + script)
    monkeypatch.setattr(files, "REDRAW", wild)
    with pytest.raises(BadFile, match="could not be uploaded"):
        accept(photo())


def hostile_pdf():
    made = pikepdf.open(io.BytesIO(pdf(2)))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
    made.Root.OpenAction = script
    made.attachments["a.exe"] = b"MZ"
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script)
    made.pages[0].Annots = made.make_indirect([made.make_indirect(link)])
    made.docinfo["/Author"] = "Amina"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_pdf_loses_scripts_links_attachments_and_author():
    kept = files.read(accept(hostile_pdf()).key)
    for word in (b"JavaScript", b"app.alert", b"Annot", b"a.exe", b"Amina"):
        assert word not in kept
    assert len(pikepdf.open(io.BytesIO(kept)).pages) == 2


def told_photo():
    """A photo that says where and with what it was taken, in each way that a camera writes it."""
    exif = Image.Exif()
    exif[0x010F] = "Cameramaker"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Xmpwords</x:xmpmeta>'
    image = Image.effect_noise((160, 120), 90).convert("RGB")
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, xmp=xmp, comment=b"Commentwords", progressive=True, quality=90)
    return out.getvalue() + photo(exif=exif)  # and a second picture after the end, as phones add


def pdf_around(picture, packed=False):
    made = pikepdf.open(io.BytesIO(pdf(1)))
    name = pikepdf.Name.DCTDecode
    image = pikepdf.Stream(
        made, zlib.compress(picture) if packed else picture,
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=160, Height=120, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=[pikepdf.Name.FlateDecode, name] if packed else name,
    )  # fmt: skip
    image.Metadata = made.make_indirect(pikepdf.Stream(made, b"Imagewords"))
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=made.make_indirect(image)))
    made.pages[0].Contents = made.make_stream(b"q 200 0 0 150 0 0 cm /P Do Q")
    made.Root.Requirements = [pikepdf.Dictionary(S=pikepdf.Name.EnableJavaScripts)]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_a_photo_inside_a_pdf_loses_its_place_and_looks_the_same(packed):
    sent = told_photo()
    with pikepdf.open(io.BytesIO(files.read(accept(pdf_around(sent, packed)).key))) as kept:
        image = kept.pages[0].Resources.XObject.P
        inside = image.read_raw_bytes()
        assert "/Metadata" not in image and "/Requirements" not in kept.Root
    for words in (b"Exif", b"Cameramaker", b"Xmpwords", b"Commentwords"):
        assert words not in inside
    with Image.open(io.BytesIO(inside)) as now, Image.open(io.BytesIO(sent)) as before:
        assert not now.getexif() and now.tobytes() == before.tobytes()


def test_a_picture_in_boxes_loses_those_that_tell():
    out = io.BytesIO()
    Image.effect_noise((40, 30), 90).convert("RGB").save(out, "JPEG2000")
    head, told = out.getvalue()[:12], b"Placewords"
    box = struct.pack(">I4s", 8 + len(told), b"uuid") + told
    assert redraw.bare_jpeg_2000(head + box + out.getvalue()[12:]) == out.getvalue()


def test_a_pdf_is_shown_as_pictures_of_its_pages():
    kept = accept(pdf(3), "invoice.pdf")
    shown = [stored_picture(files.page_key(kept.key, n)) for n in range(1, kept.pages + 1)]
    assert [picture.size for picture in shown] == [(kept.width, kept.height)] * 3
    assert stored_picture(kept.small_key).format == "JPEG"


def test_the_same_photo_twice_has_one_fingerprint_and_two_keys():
    first, second = accept(photo()), accept(photo())
    assert first.sha256 == second.sha256 and first.key != second.key


def test_a_file_name_is_kept_for_its_owner_without_its_path():
    assert accept(photo(), "C:\\fakepath\\my bus\x00\n.jpg").name == "my bus.jpg"


def test_removing_a_file_takes_its_copies_along():
    kept = accept(pdf(2))
    files.remove(kept.key)
    for key in (kept.key, kept.small_key, files.page_key(kept.key, 2)):
        with pytest.raises(FileNotFoundError):
            files.read(key)
    files.remove(kept.key)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"ID3\x04" + bytes(50), "mp3"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(50), "m4a"),
        (b"OggS" + bytes(50), "ogg"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"),
        (b"\x1a\x45\xdf\xa3" + bytes(50), "webm"),
    ],
)
def test_a_recording_is_known_by_its_head(content, ending):
    kept = accept_sound(content, "story")
    assert kept.key.endswith(f".{ending}") and files.read(kept.key) == content


def test_a_page_of_html_is_no_recording():
    with pytest.raises(BadFile, match="must be an MP3"):
        accept_sound(b"<html>")


def test_a_key_cannot_lead_out_of_the_folder():
    with pytest.raises(Exception, match=r"\.\."):
        files.read("../keys.json")


def test_nothing_is_written_over():
    key = files.keep(b"one", "csv")
    with pytest.raises(AlreadyExistsError):
        files.keep(b"two", "csv", key=key)
    assert files.read(key) == b"one"


def test_a_download_is_an_attachment_that_runs_nothing(app):
    with app.test_request_context():
        answer = files.send_stored(files.keep(b"%PDF", "pdf"), "Claim C 104 882\r\nX: y.pdf", inline=True)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Claim-C-104-882-X-y.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_a_redrawn_picture_is_shown_inline(app):
    kept = accept(photo())
    with app.test_request_context():
        answer = files.send_stored(kept.small_key, "receipt.jpg", inline=True)
    assert answer.headers["Content-Disposition"] == 'inline; filename="receipt.jpg"'


def test_files_that_no_row_names_can_be_found(app):
    kept = accept(pdf(1))
    assert files.keys_older_than(-60) == [kept.key] and files.keys_older_than(60) == []
