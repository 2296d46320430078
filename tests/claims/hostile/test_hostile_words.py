"""Hostile words in every field of every form of claims and rates: found on the pages, so that a new field is met too.

Each answer is a page in plain words that shows again what was typed, or leads on; none is a crash, and none holds
what was typed as anything but words.
"""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from portal.foundation.database import db
from tests.claims.hostile import scene
from tests.support import hostile

MINE = ("portal.claims.costs", "portal.claims.making", "portal.claims.receipts", "portal.claims.timing",
        "portal.claims.sending", "portal.claims.following", "portal.claims.limits")  # fmt: skip
ROOMS = {"amina": MINE, "carys": ("portal.claims.deciding",), "hana": ("portal.rates", "portal.changes")}
SAME_FIELDS = {"rates.start_using", "rates.add_rate"}  # as stop_using and check_rate have them, which are met
FINE = {200, 303, 422}
ALSO_HIDDEN = FINE | {
    400,
    404,
    409,
}  # of what nobody types: a key, a version, an option that is not on the page
BROKEN = re.compile("[\ud800-\udfff]")  # no character: what a page can show of it is the browser's choice


class Kept:
    """The database as it was: what a form changed is undone before the next is sent."""

    def __init__(self, database):
        self.live = Path(make_url(database).database)
        self.copy = self.live.with_suffix(".kept")
        db.session.remove()
        db.engine.dispose()
        with sqlite3.connect(self.live) as line:
            line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.live, self.copy)

    def back(self):
        db.session.remove()
        db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.live}{ending}").unlink(missing_ok=True)
        shutil.copyfile(self.copy, self.live)


@pytest.fixture
def values(claims, amina, visit, photo, answered):
    answered("yes")
    return scene.made(claims, amina, visit(amina), photo)


@pytest.fixture
def kept(values, database):
    return Kept(database)


def every_form(app, client, rooms, values):
    """One form of each shape, with its page."""
    met = set()
    for rule, address in scene.addresses(app, rooms, values):
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for form in with_what_follows(client, hostile.forms_of(answer.page)):
            shape = (rule, endpoint(app, form), *sorted([*form.typed, *form.picked, *form.hidden]))
            if shape not in met:
                met.add(shape)
                yield form


def with_what_follows(client, forms):
    """A form that only asks leads to the one that acts."""
    for form in forms:
        yield form
        if form.method == "get":
            yield from hostile.forms_of(send(client, form, form.filled()).page)


def acts(app, rooms):
    """Every address of the rooms that takes a form."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods
            and app.view_functions[rule.endpoint].__module__.startswith(rooms)}  # fmt: skip


def endpoint(app, form):
    return app.url_map.bind("localhost").match(form.action.split("?")[0], form.method.upper())[0]


def send(client, form, pairs):
    if form.method == "get":
        return client.get(f"{form.action.split('?')[0]}?{hostile.body(pairs)}")
    return client.post(
        form.action, data=hostile.body(pairs), content_type="application/x-www-form-urlencoded"
    )


def tries(form):
    """(what is said of it, pairs, what was typed in boxes, statuses that are fine)."""
    for number, (name, words) in enumerate(hostile.WORDS.items() if form.typed else ()):
        everywhere = dict.fromkeys(form.typed, words)
        for way in range(form.ways) if name in hostile.TAKEN else [number % form.ways]:
            yield f"{name}, way {way}", form.filled(way, **everywhere), everywhere, FINE
    for box in first_of_each(form.typed) if len(form.typed) > 1 else ():
        for name in hostile.FEW:
            yield f"{name} in {box}", form.filled(0, **{box: hostile.WORDS[name]}), {}, FINE
    for box in first_of_each([*form.picked, *form.hidden]):
        for name in hostile.FEW:
            others = [pair for pair in form.filled() if pair[0] != box]
            yield f"{name} in {box}", [*others, (box, hostile.WORDS[name])], {}, ALSO_HIDDEN


def first_of_each(names):
    """Of boxes that stand once for every line of a claim, those of its first line."""
    return [name for name in names if not re.search(r"-[1-9]\d*-", name)]


def wrong_with(client, form, pairs, typed, fine):
    """What is wrong with the answer, in words; an empty list where nothing is."""
    answer = send(client, form, pairs)
    if answer.status_code not in fine:
        return [f"answered {answer.status_code}"]
    after = client.get(answer.location) if answer.status_code == 303 else answer
    found = [] if after.status_code in {200, 303, *fine} else [f"led to {after.status_code}"]
    found += ["a header was written by a field"] if "X-Injected" in answer.headers else []
    return found + wrong_on(after.page) + (lost(answer.page, typed) if answer.status_code == 422 else [])


def wrong_on(page):
    found = [f"{element.tag} made of words" for element in page.all("img[src=x], main script, title *")]
    found += ["markup stands in the page"] if "<script>alert" in page.source else []
    return found + [f"not our words: {error}" for error in page.errors if hostile.OURS.search(error)]


def lost(page, typed):
    """What was typed and is not in its box any more."""
    boxes = {box.get("name"): box for box in page.all("main input[name], main textarea[name]")}
    return [f"lost what was typed in {name}" for name, words in typed.items() if name in boxes
            and shown(boxes[name]) != hostile.visible(words) and not BROKEN.search(words)]  # fmt: skip


def shown(box):
    return hostile.visible(box.value or "")


@pytest.mark.parametrize("name", ROOMS)
def test_hostile_words_in_every_field_are_answered_in_plain_words(
    app, kept, values, people, visit, monkeypatch, name
):
    # Keys and searches that no browser sends are given back as they came: such pages are no pattern of valid HTML.
    monkeypatch.setattr("tests.support.seen.keep_page", lambda *_: None)
    app.testing = False  # a crash is a page, as for people
    client, wrong, count = visit(people[name]), [], 0
    forms = list(every_form(app, client, ROOMS[name], values))
    met = {endpoint(app, form) for form in forms} | SAME_FIELDS
    assert acts(app, ROOMS[name]) - met == set(), "on no page of the scene"
    for form in forms:
        for said, pairs, typed, fine in tries(form):
            found = wrong_with(client, form, pairs, typed, fine)
            wrong += [f"{form.method} {endpoint(app, form)}: {said}: {one}" for one in found]
            count += 1
            kept.back()
    assert not wrong, f"{len(wrong)} of {count}\n" + "\n".join(wrong)
