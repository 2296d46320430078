"""Photos of receipts, other ways, no receipt at all; and who may see a picture."""

import io

import pytest
from PIL import Image

from portal.claims.models import Receipt
from portal.foundation import stored_files
from portal.foundation.database import db
from portal.foundation.pages import Refused
from tests.claims.support import add_kept


def add(client, ref, content, name="bus.jpg", number=1):
    address = f"/claims/{ref}/lines/{number}/receipt"
    return client.post(address, data={"photo": (io.BytesIO(content), name)})


@pytest.fixture
def ref(claims, amina):
    return claims.bus(amina)


def test_a_photo_is_added_and_shown_to_be_checked(visit, amina, claims, ref, photo):
    client = visit(amina)
    page = client.get(add(client, ref, photo()).location).page
    assert page.h1 == "Check your photo"
    receipt = db.session.query(Receipt).one()
    assert page.all("img")[0].get("src") == f"/claims/receipts/{receipt.id}"
    assert claims.only_line(ref).receipt_state == "complete"


def test_without_photo_or_another_way_the_page_asks_for_one(visit, amina, ref):
    answer = visit(amina).post(f"/claims/{ref}/lines/1/receipt", data={})
    assert (answer.status_code, answer.page.errors) == (422, ["Select a photo or file of your receipt"])


FILES = [
    (b"", "The selected file is empty"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "The selected file must be a JPG, PNG, WebP, HEIC or PDF"),
    (b"PK\x03\x04" + b"0" * 100, "The selected file must be a JPG, PNG, WebP, HEIC or PDF"),
]


def test_a_file_that_cannot_be_kept_says_why(visit, amina, claims, ref):
    client = visit(amina)
    for content, message in FILES:
        answer = add(client, ref, content)
        assert (answer.status_code, answer.page.errors) == (422, [message])
    assert db.session.query(Receipt).count() == 0


def test_a_photos_location_is_gone_from_what_is_kept(visit, amina, ref):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG", exif=exif)
    add(visit(amina), ref, out.getvalue())
    kept = stored_files.read(db.session.query(Receipt).one().file_key)
    assert not dict(Image.open(io.BytesIO(kept)).getexif())


def test_the_same_photo_twice_on_one_cost_is_one(visit, amina, ref, photo):
    client = visit(amina)
    assert add(client, ref, photo()).location == add(client, ref, photo()).location


def test_more_than_ten_photos_on_one_cost_are_refused(claims, amina, ref):
    for number in range(10):
        add_kept(amina, ref, f"{number:064}")
    with pytest.raises(Refused, match="You can only add up to 10 photos to one cost"):
        add_kept(amina, ref, "f" * 64)


def test_a_photo_used_on_another_claim_gives_a_note(visit, amina, claims, ref, photo):
    client, other = visit(amina), claims.bus(amina)
    add(client, other, photo())
    page = client.get(add(client, ref, photo()).location).page
    assert f"You used this photo on claim C {other[1:4]} {other[4:]}. Is it the right one?" in page.main


def test_a_photo_that_nobody_looked_at_is_kept_and_said_to_be_unchecked(visit, amina, claims, ref, photo):
    client = visit(amina)
    address = add(client, ref, photo()).location
    page = client.get(f"/claims/{ref}/lines/1/receipt").page
    assert "Added: photo at 10am. Not checked yet." in page.main
    assert page.link("Check it") == address
    assert "Added. Not checked yet" in client.get(f"/claims/{ref}/check").page.main
    client.post(address, data={"readable": "yes"})
    assert "Not checked yet" not in client.get(f"/claims/{ref}/check").page.main


def test_kept_photos_stand_above_the_buttons_and_are_enough_to_go_on(visit, amina, claims, ref, photo):
    client = visit(amina)
    add(client, ref, photo())
    page = client.get(f"/claims/{ref}/lines/1/receipt").page
    assert page.main.index("Added: photo") < page.main.index("Continue")
    assert client.post(page.path, data=page.form()).location == f"/claims/{ref}/lines"
    client.post(page.all("form[id=remove-1]")[0].get("action"))
    assert claims.only_line(ref).receipt_state == "waiting"


def test_a_photo_on_two_costs_of_a_claim_is_a_note_and_no_refusal(visit, amina, claims, ref, photo):
    client = visit(amina)
    add(client, claims.bus(amina, ref=ref), photo(), number=1)
    page = client.get(add(client, ref, photo(), number=2).location).page
    assert (
        "You used this photo on another cost of this claim: Bus, Market Square to City Hospital and back."
        in page.main
    )
    assert client.post(page.path, data={"readable": "yes"}).location == f"/claims/{ref}/lines"


def test_staff_are_asked_to_look_at_a_photo_on_two_costs_of_a_claim(visit, amina, carys, claims, ref, photo):
    client = visit(amina)
    claims.bus(amina, ref=ref)
    for number in (1, 2):
        add(client, ref, photo(), number=number)
    claims.send(amina, ref)
    page = visit(carys).get(f"/queue/{ref}").page
    assert page.main.count("The same photo is on another line of this claim. Check that it shows both") == 2
    assert "its photo was not used before" not in page.main
    assert "Photo used before" in visit(carys).get("/queue").page.main


def test_a_photo_that_cannot_be_read_is_taken_off(visit, amina, claims, ref, photo):
    client = visit(amina)
    address = add(client, ref, photo()).location
    assert client.post(address, data={}).page.errors == ["Select if you can read the amount and the date"]
    assert client.post(address, data={"readable": "no"}).location == f"/claims/{ref}/lines/1/receipt"
    assert claims.only_line(ref).receipt_state == "waiting"


def test_a_receipt_may_come_later_or_by_post(visit, amina, claims, ref):
    client = visit(amina)
    for way, state in (("add later", "waiting"), ("send by post", "post")):
        client.post(f"/claims/{ref}/lines/1/receipt", data={"other_way": way})
        assert claims.only_line(ref).receipt_state == state


def test_no_receipt_needs_to_know_what_happened(visit, amina, claims, ref):
    client, address = visit(amina), f"/claims/{ref}/lines/1/no-receipt"
    assert client.post(f"/claims/{ref}/lines/1/receipt", data={"other_way": "have none"}).location == address
    assert client.post(address, data={}).page.errors == ["Select what happened"]
    assert client.post(address, data={"reason": "lost"}).page.errors == ["Enter what happened"]
    client.post(address, data={"reason": "lost", "words": "It fell out of my pocket."})
    assert claims.only_line(ref).receipt_words == "Lost it. It fell out of my pocket."


def test_under_five_pounds_the_reason_alone_is_enough(visit, amina, claims):
    ref = claims.bus(amina, pence=500)
    visit(amina).post(f"/claims/{ref}/lines/1/no-receipt", data={"reason": "small"})
    assert (claims.only_line(ref).receipt_state, claims.only_line(ref).receipt_words) == ("none", "Under £5")


def test_what_cost_more_than_five_pounds_was_not_under_it(visit, amina, claims):
    ref = claims.bus(amina, pence=501)
    address = f"/claims/{ref}/lines/1/no-receipt"
    answer = visit(amina).post(address, data={"reason": "small", "words": "It was small"})
    assert answer.page.errors == ["This cost was £5.01. Select another answer"]


@pytest.mark.parametrize(("pence", "asked"), [(2500, False), (2501, True)])
def test_above_the_ceiling_no_receipt_can_be_said_and_will_be_asked_about(
    visit, amina, carys, claims, pence, asked
):
    client, ref = visit(amina), claims.bus(amina, pence=pence)
    address = f"/claims/{ref}/lines/1/no-receipt"
    assert ("We will ask you about it" in client.get(address).page.main) == asked
    client.post(address, data={"reason": "lost", "words": "It fell out."})
    claims.send(amina, ref)
    assert ("More than the £25 we pay without asking" in visit(carys).get(f"/queue/{ref}").page.main) == asked


def test_staff_are_asked_to_look_at_the_same_amount_twice_on_one_day(visit, amina, carys, claims):
    ref = claims.bus(amina, pence=320)
    claims.bus(amina, pence=320, ref=ref)
    claims.send(amina, ref)
    assert visit(carys).get(f"/queue/{ref}").page.main.count("is on this claim twice") == 2


def test_htmx_gets_the_photo_in_place_with_focus_on_its_heading(visit, amina, ref, photo):
    answer = visit(amina).post(
        f"/claims/{ref}/lines/1/receipt",
        data={"photo": (io.BytesIO(photo()), "a.jpg")},
        headers={"HX-Request": "true"},
    )
    assert "<html" not in answer.text
    assert answer.page.title.startswith("Check your photo")
    assert answer.page.all("h1[data-focus]")[0].text == "Check your photo"


def test_a_receipt_can_still_be_added_after_sending(visit, amina, claims, ref, photo):
    client = visit(amina)
    claims.send(amina, ref)
    assert client.get(f"/claims/{ref}").page.link("Add a photo") == f"/claims/{ref}/lines/1/receipt"
    page = client.post(
        add(client, ref, photo()).location, data={"readable": "yes"}, follow_redirects=True
    ).page
    assert page.path == f"/claims/{ref}"
    assert "Add a photo" not in page.main


# Who may see a picture


@pytest.fixture
def picture(visit, amina, ref, photo):
    add(visit(amina), ref, photo())
    return f"/claims/receipts/{db.session.query(Receipt).one().id}"


def test_the_person_sees_the_picture_inline_and_may_keep_it(visit, amina, picture):
    client = visit(amina)
    answer = client.get(picture)
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
        "image/jpeg",
        'inline; filename="receipt.jpg"',
    )
    assert client.get(f"{picture}?size=small").status_code == 200
    assert client.get(f"{picture}?page=9").status_code == 200
    assert client.get(f"{picture}?file=yes").headers["Content-Disposition"].startswith("attachment")


def test_staff_see_a_picture_once_the_claim_was_sent_to_their_team(
    visit, amina, carys, dev, claims, ref, picture
):
    assert visit(carys).get(picture).status_code == 404
    claims.send(amina, ref)
    assert visit(carys).get(picture).status_code == 200
    assert visit(dev).get(picture).status_code == 404


def test_a_picture_of_a_claim_that_was_cancelled_is_the_persons_own_again(
    visit, amina, carys, claims, ref, picture
):
    claims.send(amina, ref)
    client = visit(amina)
    client.post(f"/claims/{ref}/cancel", data=client.get(f"/claims/{ref}/cancel").page.form())
    assert claims.of(ref).state == "withdrawn"
    assert visit(carys).get(picture).status_code == 404 and client.get(picture).status_code == 200


def test_nobody_else_sees_a_picture(visit, client, ivo, ben, femi, hana, picture):
    assert client.get(picture).status_code in (302, 303)
    assert [visit(someone).get(picture).status_code for someone in (ivo, ben, femi, hana)] == [404] * 4
