"""Photos that look nearly the same (rule 18): noted for the person and for staff, never refused."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance

from portal.claims.models import ReceiptAlike
from portal.claims.receipts import rules
from portal.foundation import redraw
from portal.foundation.database import db


def taken(seed):
    """A photo of a ticket on a table, as no other seed gives it."""
    chance = random.Random(seed)
    picture = Image.new("L", (24, 32))
    picture.putdata([chance.randrange(40, 200) for _ in range(24 * 32)])
    picture = picture.resize((600, 800), Image.Resampling.BICUBIC).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((150, 200, 450, 600), fill="white")
    draw.text((200, 260), f"Bus {seed}", fill="black")
    return picture


def saved(picture, quality=80):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


SAME = {
    "saved again": lambda photo: photo,
    "half the size": lambda photo: photo.resize((300, 400)),
    "brighter": lambda photo: ImageEnhance.Brightness(photo).enhance(1.08),
}


@pytest.mark.parametrize("change", SAME)
def test_a_photo_changed_a_little_looks_nearly_the_same(change):
    photo, other = taken(1), Image.open(io.BytesIO(saved(SAME[change](taken(1)), 50)))
    assert rules.apart(redraw.look(photo), redraw.look(other)) <= rules.NEAR


def test_another_photo_looks_different():
    assert rules.apart(redraw.look(taken(1)), redraw.look(taken(2))) > 3 * rules.NEAR


def test_a_plain_picture_has_no_look_to_compare():
    assert redraw.look(Image.new("RGB", (60, 80), "white")) == "" and rules.bands("") == []


LOOKS = st.integers(0, 2**256 - 1).map(lambda bits: f"{bits:064x}")


@given(LOOKS, st.sets(st.integers(0, 255), max_size=15))
def test_looks_less_than_sixteen_points_apart_share_a_part(look, changed):
    other = f"{int(look, 16) ^ sum(1 << point for point in changed):064x}"
    assert rules.apart(look, other) == len(changed)
    untold = 16 - min(len(rules.bands(look)), len(rules.bands(other)))
    if len(changed) + 2 * untold < 16:
        assert set(rules.bands(look)) & set(rules.bands(other))


def add(client, ref, content, number=1):
    answer = client.post(
        f"/claims/{ref}/lines/{number}/receipt", data={"photo": (io.BytesIO(content), "bus.jpg")}
    )
    return client.get(answer.location).page


@pytest.mark.both_databases
def test_the_person_and_the_staff_are_told_of_a_photo_that_looks_like_another(visit, amina, carys, claims):
    client, first, second = visit(amina), claims.bus(amina), claims.bus(amina, pence=720)
    add(client, first, saved(taken(1)))
    page = add(client, second, saved(taken(1).resize((300, 400)), 60))
    said = (
        f"This photo looks nearly the same as one on claim C {first[1:4]} {first[4:]}. Is it the right one?"
    )
    assert said in page.main
    for ref in (first, second):
        claims.send(amina, ref)
    page = visit(carys).get(f"/queue/{second}").page
    assert f"Looks nearly the same as a photo on C {first[1:4]} {first[4:]}" in page.main
    assert "Photo looks like another" in visit(carys).get("/queue").page.main


def test_different_photos_are_not_noted(visit, amina, claims):
    client, first, second = visit(amina), claims.bus(amina), claims.bus(amina)
    add(client, first, saved(taken(1)))
    add(client, second, saved(taken(2)))
    assert db.session.query(ReceiptAlike).count() == 0
