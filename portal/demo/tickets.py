"""Pictures of tickets and receipts, drawn for the demo."""

import datetime as dt
import hashlib
import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from portal.foundation import stored_files
from portal.foundation.assets import FONTS
from portal.foundation.money import pounds
from portal.foundation.stored_files import Accepted

SIZE, SMALL = (600, 780), (230, 299)


def ticket(title: str, words: str, pence: int, day: dt.date, number: int) -> Accepted:
    """A photo of a ticket, kept as if somebody had sent it."""
    picture = Image.new("RGB", SIZE, "#efece4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((50, 50, 550, 730), fill="#fffdf8", outline="#c9c3b4", width=2)
    for y, text, size in (
        (90, title.upper(), 36), (180, words, 24), (240, f"{day:%d %b %Y}", 28), (340, pounds(pence), 72),
        (520, f"No. {number:06d}", 24), (640, "Thank you for travelling", 22),
    ):  # fmt: skip
        draw.text((80, y), text[:34], fill="#1b2430", font=_font(size))
    return _keep(picture)


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Our own: the drawing library's has no pound sign."""
    return ImageFont.truetype(FONTS / "NotoSans-Regular.ttf", size)


def _keep(picture: Image.Image) -> Accepted:
    main = _jpeg(picture)
    key = stored_files.keep(main, "jpg")
    small = stored_files.keep(_jpeg(picture.resize(SMALL)), "jpg", key=key.replace(".jpg", "-small.jpg"))
    digest = hashlib.sha256(main).hexdigest()
    return Accepted(key, "photo", digest, *SIZE, small, len(main), 1, "ticket.jpg")


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
