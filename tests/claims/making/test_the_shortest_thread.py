"""One bus fare with its photo, from a log entry to "Claim sent": eight pages, as a phone without scripts does it."""

import io

from portal.claims.models import ReceiptUse
from portal.foundation.database import db


def press(client, page, **typed):
    """Sends the page's form with what was typed; follows to the next page."""
    return client.post(page.path, data=page.form(**typed), follow_redirects=True).page


def test_amina_claims_a_bus_fare_from_her_log(visit, amina, entry, knows_how_to_pay, photo):
    client = visit(amina)
    page = client.get("/claims/new/for?entry=entry").page
    assert page.h1 == "What is this claim for?"
    page = press(client, page)
    assert page.h1 == "What do you want to claim for?"
    page = press(client, page, kinds=["public transport"])
    assert page.h1 == "Where did you travel?"
    page = press(client, page, travel="bus", start="Market Square", return_journey="yes")
    assert page.h1 == "How much did it cost?"
    page = press(client, page, cost="£6.40")
    assert page.h1 == "Add a photo of your receipt"
    page = press(client, page, photo=(io.BytesIO(photo()), "bus.jpg"))
    assert page.h1 == "Check your photo"
    page = press(client, page, readable="yes")
    assert page.h1 == "What you have added"
    page = press(client, page, more="no")
    assert page.h1 == "Check your answers before sending your claim"
    assert "Bus, Market Square to City Hospital and back" in page.main
    page = client.post(
        page.all("form[action$='/send']")[0].get("action"), data=page.form(), follow_redirects=True
    ).page
    assert page.h1 == "Claim sent"
    assert "We check it by Tuesday 24 November 2026." in page.main
    assert db.session.query(ReceiptUse).one().line_id
