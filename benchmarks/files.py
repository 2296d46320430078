"""Memory of the decoder and of a web process with the largest photos, and noting a look among 100,000 receipts."""

import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from sqlalchemy import insert

from benchmarks.many import settings_for
from portal import create_app
from portal.claims.models import Receipt, ReceiptBand
from portal.claims.receipts import keeping, rules
from portal.demo import service as demo
from portal.demo.content import PASSWORD
from portal.foundation import stored_files
from portal.foundation.database import db, new_id, writing
from portal.foundation.stored_files import Accepted

DECODER_MIB, WEB_MIB = 400, 200
LARGEST = (8000, 6000)
UPLOADS, CALLS = 8, 200
CHILD = """import resource, subprocess, sys
subprocess.run([sys.executable, "-I", *sys.argv[1:]], stdin=sys.stdin, stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"""
WEB = "import sys; from benchmarks.files import web_peak; print(web_peak(sys.argv[1]))"


def measure() -> Iterator[str]:
    """One line for each figure."""
    for kind, content in _photos().items():
        peak = _run(CHILD, str(stored_files.REDRAW), "photo", content=content)
        yield f"decoder, {kind} of 48 megapixels, peak ÷ {DECODER_MIB} MiB: {peak / DECODER_MIB:.2f} ({peak} MiB)"
    with tempfile.TemporaryDirectory() as folder:
        peak = _run(WEB, folder)
    yield f"web process after {UPLOADS} such photos, peak ÷ {WEB_MIB} MiB: {peak / WEB_MIB:.2f} ({peak} MiB)"
    few, many = (_noting(count) for count in (1_000, 100_000))
    yield f"keeping a photo among 100,000 receipts ÷ among 1,000: {many / few:.2f}"


def _run(code: str, *arguments: str, content: bytes = b"") -> int:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, input=content, capture_output=True, check=True)  # our own words
    return int(done.stdout.split()[-1])


def _photos() -> dict[str, bytes]:
    import pillow_heif

    picture = Image.effect_noise((800, 600), 90).resize(LARGEST).convert("RGB")
    heic = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", LARGEST, "steelblue")).save(heic, quality=40)
    see_through = Image.new("RGBA", LARGEST, (0, 0, 200, 90))
    return {
        "JPEG": _saved(picture, "JPEG", quality=70),
        "progressive JPEG": _saved(picture, "JPEG", quality=60, progressive=True),
        "HEIC": heic.getvalue(),
        "see-through PNG": _saved(see_through, "PNG"),
    }


def _saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def web_peak(folder: str) -> int:
    """MiB that a process takes at most while photos come in. In a process of its own: the peak is never forgotten."""
    app = create_app(settings_for(Path(folder)))
    with app.app_context():
        db.create_all()
        demo.load(demo.Size(participants=2, openings=1, claims=1))
    client = app.test_client()
    client.post("/sign-in/password", data={"email": "participant@demo.example", "password": PASSWORD})
    for number in range(UPLOADS):
        content = _jpeg_in_a_child(number)
        answer = client.post("/claims/receipts", data={"photo": (io.BytesIO(content), "a.jpg")})
        assert answer.status_code == 303, answer.text  # a figure of refusals would mislead
    peak = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(peak.split()[1]) // 1024  # ru_maxrss would count what the parent held before it began us


def _jpeg_in_a_child(number: int) -> bytes:
    """Drawn elsewhere, so that drawing is not measured."""
    code = (
        "import sys; from PIL import Image; Image.effect_noise((800, 600), 90 + int(sys.argv[1]))"
        ".resize((8000, 6000)).save(sys.stdout.buffer, 'JPEG', quality=70)"
    )
    command = [sys.executable, "-c", code, str(number)]
    return subprocess.run(command, capture_output=True, check=True).stdout  # our own words


def _noting(count: int) -> float:
    """Seconds of CPU to keep one photo, with so many receipts there."""
    chance = random.Random(1)  # looks, not secrets
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder)))
        with app.app_context():
            db.create_all()
            other, person, *_ = demo.load(demo.Size(participants=2, openings=1, claims=1)).people
            _write(other, count, chance)
            began = time.process_time()
            for number in range(CALLS):
                receipt = keeping.add_to_tray(person, _kept(number, _look(chance)), by=person)
                keeping.throw_away(person, receipt, by=person)
            taken = time.process_time() - began
            db.session.remove()
            db.engine.dispose()
    return taken / CALLS


def _look(chance: random.Random) -> str:
    return f"{chance.getrandbits(256):064x}"


def _kept(number: int, look: str) -> Accepted:
    return Accepted("ab/abc.jpg", "photo", f"{number:064x}", 60, 80, "ab/abc-small.jpg", 1000, 1, "", look)


def _write(person: str, count: int, chance: random.Random) -> None:
    """Receipts of somebody else, none of them alike."""
    rows = [
        {
            "id": new_id(),
            "person_id": person,
            "file_key": "a",
            "original_sha256": new_id(),
            "added_by": person,
        }
        | {"look": _look(chance), "width": 60, "height": 80, "small_key": "b"}
        for _ in range(count)
    ]
    bands = [
        {"band": band, "part": part, "receipt_id": row["id"]}
        for row in rows
        for band, part in rules.bands(str(row["look"]))
    ]
    with writing() as session:
        for table, values in ((Receipt, rows), (ReceiptBand, bands)):
            for start in range(0, len(values), 5_000):
                session.execute(insert(table), values[start : start + 5_000])
