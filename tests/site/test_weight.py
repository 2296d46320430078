"""What a phone downloads: a first visit is light, a second one lighter, and nobody else is asked for anything."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from tests.site.test_accessibility import somebody
from tests.support import signing_in

FIRST_BYTES, FIRST_REQUESTS, AGAIN_BYTES = 45_000, 6, 5_000
PAGES = ["/", "/openings", "/help", "/sign-in", "/join"]
PAGES_OF_A_PARTICIPANT = ["/home", "/openings", "/log", "/claims", "/goals", "/record", "/me", "/statements"]


@dataclass
class Wire:
    """What crosses it, counted by the browser itself: compressed, headers too; what its cache held is nothing."""

    bytes: int = 0
    addresses: list[str] = field(default_factory=list)

    def clear(self) -> None:
        self.bytes, self.addresses = 0, []


@pytest.fixture
def wire(phone):
    wire, cached, session = Wire(), set(), phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    asked = {}
    session.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.requestServedFromCache", lambda e: cached.add(e["requestId"]))

    def finished(event):
        if event["requestId"] not in cached and event["encodedDataLength"]:
            wire.bytes += int(event["encodedDataLength"])
            wire.addresses.append(asked.get(event["requestId"], "?"))

    session.on("Network.loadingFinished", finished)
    return wire


def visit(phone, address):
    answer = phone.goto(address, wait_until="networkidle")
    assert answer.status == 200, f"{address} answered {answer.status}"


def too_heavy(wire, phone, address):
    """First with an empty cache, then again with what the browser kept."""
    visit(phone, address)
    first, requests = wire.bytes, len(wire.addresses)
    wire.clear()
    visit(phone, address)
    if first > FIRST_BYTES or requests > FIRST_REQUESTS or wire.bytes > AGAIN_BYTES:
        return (
            f"{address}: {first} bytes in {requests} requests, then {wire.bytes} bytes for {wire.addresses}"
        )
    return None


@pytest.mark.parametrize("address", PAGES)
def test_a_first_visit_by_anybody_is_light(wire, phone, address):
    assert too_heavy(wire, phone, address) is None


@pytest.mark.parametrize("address", PAGES_OF_A_PARTICIPANT)
def test_a_first_visit_by_a_participant_is_light(live_portal, wire, phone, address):
    signing_in.enter(phone, somebody("participant"), live_portal)
    assert too_heavy(wire, phone, address) is None


def test_no_page_asks_anybody_else_for_anything(live_portal, wire, phone):
    for address in PAGES:
        visit(phone, address)
    hosts = {urlsplit(address).netloc for address in wire.addresses} - {urlsplit(live_portal).netloc}
    assert not hosts, f"These hear of every visit: {hosts}"
