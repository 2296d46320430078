"""Draws a photo or PDF that a person sent anew, so that nothing rides along. Run as a script of its own.

It runs in a short-lived child process (`stored_files.in_a_child`), because decoding a HEIC of 48 megapixels takes
350 MiB, and because a hostile file may take all it can get. In: the kind as argument, the file on stdin. Out: a line
of JSON, then the parts. It imports nothing of the portal, so that it starts fast.

Photos become upright JPEGs without metadata. PDFs lose what acts by itself (scripts, launch actions, forms,
attachments, links, sound and film) and what tells of its making (authors, dates, and in the photos on its pages the
place and camera); our pages never open what is left, they show pictures of it.
"""

import io
import json
import re
import resource
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pi_heif
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 2_000  # pixels: small print stays readable, 12 megapixels become about 400 kB
SMALL_SIDE = 640
SMALL_BYTES = 100_000
LOOK = 16  # points of a side
MEMORY = 400 * 1024**2  # bytes: a HEIC of 48 megapixels needs nearly all of it
ADDRESSES = 1024**3  # bytes, with what is mapped and not touched
MOST_WEBP = 20_000_000  # points: its decoder takes 16 bytes for each
SEE_THROUGH = ("RGBA", "LA", "PA", "P")
STRIP = 64  # rows of what on_paper() makes
SECONDS = 20

WRONG_KIND = "The selected file must be a JPG, PNG, WebP, HEIC or PDF"
MOVING = "The selected file is a moving picture. Use a photo: JPG, PNG, WebP or HEIC"
TOO_LARGE = "The selected photo is too large. Use a smaller photo or a screenshot of it"
BOMB = "The selected file is far too large to open. Take a new photo and use that"
NOT_WHOLE = "The selected file could not be uploaded – try again"
PASSWORD = "The selected file is password protected"
MOST_PAGES = 30
TOO_MANY = f"The selected PDF must be {MOST_PAGES} pages or less"
PAGE_SIDE = "1500"  # pixels of a drawn page's longest side, whatever size it claims to have
ACTS = (
    "/OpenAction", "/AA", "/AcroForm", "/Outlines", "/AF", "/Collection", "/URI", "/Extensions", "/Requirements",
    "/Perms", "/Legal",
)  # fmt: skip
NAMED = ("/JavaScript", "/EmbeddedFiles", "/AP", "/Renditions")
PAGE_ACTS = ("/AA", "/Annots")
TELLS = ("/Metadata", "/PieceInfo", "/AF", "/LastModified")  # on the document, a page, a picture, a font

NEXT_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
POINTS_END = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
SAYS = re.compile(  # comments, and of a program's own segments all but the colours'
    rb"\xfe|\xe0(?!JFIF)|[\xe1\xe3-\xed\xef]|\xe2(?!ICC_PROFILE)|\xee(?!Adobe)", re.DOTALL
)

Facts = dict[str, Any]


class Bad(ValueError):
    """Its text is a sentence for the person."""


def limit(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """For this process: no more memory and processor time than this, and no core file of somebody's receipt."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def prepare() -> None:
    """Pillow with HEIC, 50 megapixels at most, and no half pictures."""
    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = 50_000_000
    warnings.simplefilter("error", Image.DecompressionBombWarning)  # or it goes on up to twice as large
    ImageFile.LOAD_TRUNCATED_IMAGES = False


def upright(content: bytes) -> Image.Image:
    """Bytes of a JPEG, PNG, WebP or HEIC → an upright RGB picture, at most 2,000 pixels long, on white paper."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "HEIF")) as photo:
        if photo.format == "WEBP" and photo.width * photo.height > MOST_WEBP:
            raise Bad(TOO_LARGE)
        photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG decodes straight to near this size
        exif = photo.getexif()
        small = on_paper(photo) if photo.mode in SEE_THROUGH else photo
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before turning: a quarter of the memory
        small.info["exif"] = exif.tobytes()
        return ImageOps.exif_transpose(small).convert("RGB")


def on_paper(photo: Image.Image) -> Image.Image:
    """See-through becomes white, not black; strip by strip, because Pillow would copy the whole picture twice."""
    factor = max(1, max(photo.size) // LONGEST_SIDE)
    paper = Image.new("RGB", (-(-photo.width // factor), -(-photo.height // factor)), "white")
    for top in range(0, photo.height, factor * STRIP):
        part = photo.crop((0, top, photo.width, min(top + factor * STRIP, photo.height))).convert("RGBA")
        white = Image.new("RGBA", part.size, "white")
        white.alpha_composite(part)
        paper.paste(white.convert("RGB").reduce(factor), (0, top // factor))
    return paper


def as_jpeg(picture: Image.Image, quality: int = 82) -> bytes:
    """Without metadata: where a photo was taken is nobody's business."""
    out, bare = io.BytesIO(), Image.new("RGB", picture.size)
    bare.paste(picture)
    bare.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def small_copy(picture: Image.Image) -> bytes:
    """A JPEG of at most 100 kB, for lists and slow phones."""
    small = picture.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    for quality in (75, 60, 45, 30):
        made = as_jpeg(small, quality)
        if len(made) <= SMALL_BYTES:
            return made
    small.thumbnail((SMALL_SIDE // 2, SMALL_SIDE // 2))
    return as_jpeg(small, 30)


def clean_photo(content: bytes) -> tuple[Facts, list[bytes]]:
    """Facts; the picture and its small copy. Raises Bad and what Pillow raises."""
    picture = upright(content)
    facts = {"width": picture.width, "height": picture.height, "look": look(picture)}
    return facts, [as_jpeg(picture), small_copy(picture)]


def look(picture: Image.Image) -> str:
    """How a picture looks, in 256 points as 64 hexadecimal digits: where it gets lighter from left to right. It stays
    nearly the same when the photo is saved anew, resized or brightened. "" for a picture too plain to tell apart, as
    tickets on a screen are: two days' tickets of one bus company would look the same.
    """
    grey = picture.convert("L").resize((LOOK + 1, LOOK), Image.Resampling.BOX).tobytes()
    points = [(row * (LOOK + 1) + column) for row in range(LOOK) for column in range(LOOK)]
    bits = "".join("1" if grey[at + 1] > grey[at] + 2 else "0" for at in points)
    plain = not LOOK * LOOK // 5 <= bits.count("1") <= LOOK * LOOK * 4 // 5
    return "" if plain else f"{int(bits, 2):0{LOOK * LOOK // 4}x}"


def clean_pdf(content: bytes) -> tuple[Facts, list[bytes]]:
    """Size of page one and number of pages; the PDF, a small picture of page one, pictures of all pages."""
    pdf, pages = harmless(content)
    drawn = [upright(picture) for picture in page_pictures(pdf)]
    if len(drawn) != pages:
        raise Bad(NOT_WHOLE)
    facts = {"width": drawn[0].width, "height": drawn[0].height, "pages": pages, "look": look(drawn[0])}
    return facts, [pdf, small_copy(drawn[0]), *(as_jpeg(picture) for picture in drawn)]


def harmless(content: bytes) -> tuple[bytes, int]:
    """The PDF without anything that acts, and its number of pages."""
    import pikepdf  # a tenth of a second that photos need not wait for

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not 1 <= len(pdf.pages) <= MOST_PAGES:
                raise Bad(TOO_MANY)
            _without_acts(pdf)
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue(), len(pdf.pages)
    except pikepdf.PasswordError:
        raise Bad(PASSWORD) from None
    except pikepdf.PdfError:
        raise Bad(NOT_WHOLE) from None


def _without_acts(pdf: Any) -> None:
    """What was filled in is drawn on the page first; what nothing points to any more is not written."""
    import pikepdf

    pdf.flatten_annotations("screen")
    _drop(pdf.Root, ACTS)
    _drop(pdf.Root.get("/Names"), NAMED)
    _drop(pdf.trailer, ("/Info",))
    for page in pdf.pages:
        _drop(page.obj, PAGE_ACTS)
    for thing in pdf.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            _drop(thing, TELLS)
        if isinstance(thing, pikepdf.Stream):
            _bare_picture(pdf, thing)


def _drop(holder: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if holder is not None and name in holder:
            del holder[name]


def _bare_picture(pdf: Any, stream: Any) -> None:
    """A JPEG or JPEG 2000 among the objects loses what it says of itself. Whatever it was packed in comes off."""
    import pikepdf

    filters, parms = (_as_list(stream.get(name)) for name in ("/Filter", "/DecodeParms"))
    bare = BARE.get(str(filters[-1])) if filters else None
    if bare is None:
        return
    content = stream.read_raw_bytes()
    if filters[:-1]:
        packed = pikepdf.Stream(pdf, content, Filter=pikepdf.Array(filters[:-1]))
        if parms:
            packed.DecodeParms = pikepdf.Array(parms[:-1])
        content = packed.read_bytes()
    last = parms[-1] if len(parms) == len(filters) else None
    stream.write(bare(content), filter=filters[-1], decode_parms=last)


def _as_list(entry: Any) -> list[Any]:
    import pikepdf

    if entry is None:
        return []
    return list(entry) if isinstance(entry, pikepdf.Array) else [entry]


def bare_jpeg(content: bytes) -> bytes:
    """The same picture, point for point: size, colours and tables stay, all that is written beside them goes, also
    what follows the end. Raises ValueError for what is no whole JPEG."""
    at = content.index(b"\xff\xd8") + 2
    kept = [b"\xff\xd8"]
    while marker := NEXT_MARKER.match(content, at):
        at, kind = marker.end(), marker[1]
        if kind == b"\xd9":
            return b"".join([*kept, b"\xff\xd9"])
        end = at + int.from_bytes(content[at : at + 2])
        if kind == b"\xda":  # then the points themselves, up to the next marker
            end = (POINTS_END.search(content, end) or marker).start()
        if end <= at:
            break
        if not SAYS.match(kind + content[at + 2 : at + 14]):
            kept.append(b"\xff" + kind + content[at:end])
        at = end
    raise ValueError("no whole JPEG")


def bare_jpeg_2000(content: bytes) -> bytes:
    """The same, of boxes: each has its length, its kind, and at length 1 a longer length."""
    at, kept = 0, []
    while len(content) - at >= 8 and not content.startswith(b"\xff\x4f"):
        length = int.from_bytes(content[at : at + 4])
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16])
        length = length or len(content) - at
        if length < 8:
            raise ValueError("no whole JPEG 2000")
        if content[at + 4 : at + 8] not in (b"uuid", b"xml ", b"uinf"):
            kept.append(content[at : at + length])
        at += length
    return b"".join(kept) or content


BARE = {"/DCTDecode": bare_jpeg, "/DCT": bare_jpeg, "/JPXDecode": bare_jpeg_2000}


def page_pictures(pdf: bytes) -> list[bytes]:
    """A JPEG of each page, drawn by poppler."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.pdf").write_bytes(pdf)
        command = ["pdftoppm", "-jpeg", "-scale-to", PAGE_SIDE, "in.pdf", "page"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=30)  # noqa: S603  # fixed words
        return [path.read_bytes() for path in sorted(Path(folder).glob("page-*.jpg"))]


def clean(kind: str, content: bytes) -> tuple[Facts, list[bytes]]:
    """What is known of the file and its parts, or {"bad": a sentence}."""
    try:
        return clean_pdf(content) if kind == "pdf" else clean_photo(content)
    except Bad as problem:
        return {"bad": str(problem)}, []
    except UnidentifiedImageError:
        moves = content.startswith(b"GIF8") and b"\x00!\xf9\x04" in content  # we open no GIF to see
        return {"bad": MOVING if moves else WRONG_KIND}, []
    except Image.DecompressionBombError:  # more than twice what we take, and no camera's
        return {"bad": BOMB}, []
    except (Image.DecompressionBombWarning, MemoryError):
        return {"bad": TOO_LARGE}, []
    except (OSError, ValueError, SyntaxError, subprocess.SubprocessError):
        return {"bad": NOT_WHOLE}, []


def answer(facts: Facts, parts: list[bytes]) -> None:
    """Facts and the lengths of what follows in one line, then what follows."""
    line = json.dumps({**facts, "lengths": [len(part) for part in parts]})
    sys.stdout.buffer.write(line.encode() + b"\n" + b"".join(parts))


if __name__ == "__main__":
    limit()
    prepare()
    answer(*clean(sys.argv[1], sys.stdin.buffer.read()))
