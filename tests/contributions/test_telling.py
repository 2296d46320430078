"""The story (P-32): words that save themselves, photos, sound, a call, and who can see it; and how it was (P-33)."""

import io

import pytest
from sqlalchemy import select

from portal.contributions.models import Reflection, StoryFile
from portal.contributions.telling import service
from portal.foundation import recordings
from portal.foundation.database import Stale, db, new_id
from portal.messages.models import StaffTodo
from portal.messages.service import finish_todos

SOUND = b"ID3" + bytes(2000)


def upload(name, content):
    """What a browser sends for one file; the test client itself would leave a large one open."""
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\n\r\n'.encode()
    return {"data": head + content + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def files():
    return list(db.session.scalars(select(StoryFile)))


def todos():
    return list(db.session.scalars(select(StaffTodo.kind).where(StaffTodo.done_at.is_(None))))


def story_form(client, entry, **answers):
    return client.get(f"/log/{entry}/story").page.form(**answers)


def tell(client, entry, **answers):
    return client.post(f"/log/{entry}/story", data=story_form(client, entry, **answers))


def autosave(client, entry, form, words):
    return client.post(
        f"/log/{entry}/story/draft", data=form | {"words": words}, headers={"HX-Request": "true"}
    )


@pytest.fixture
def entry(logged):
    return logged(told=False)


@pytest.fixture
def amina_tells(visit, amina):
    return visit(amina)


def test_the_page_says_what_nobody_has_to_do_and_who_helps(amina_tells, entry):
    page = amina_tells.get(f"/log/{entry}/story").page
    assert page.h1 == "What happened, in your words?"
    assert "You do not have to share anything you do not want to. You can stop at any time." in page.main
    assert "We do not read this straight away. If you or someone else is in danger, call 999." in page.main
    assert "Samaritans, call 116 123, day or night" in page.main


def test_the_coordinator_is_named_and_chosen_first(amina_tells, entry):
    page = amina_tells.get(f"/log/{entry}/story").page
    labels = [label.text_content() for label in page.all("label.nhsuk-radios__label")]
    assert labels == [
        "Only me", "Me and Carys Rees", "You can use it, without my name", "You can use it with my name",
    ]  # fmt: skip
    assert page.form()["seen_by"] == "coordinator"


def test_a_story_is_kept_with_who_may_see_it_and_leads_to_how_it_was(amina_tells, entry, reload):
    answer = tell(amina_tells, entry, words="It was cold.\nI said so.", seen_by="name")
    kept = reload(entry)
    assert (kept.story, kept.seen_by, bool(kept.story_at)) == ("It was cold.\nI said so.", "name", True)
    assert answer.location.endswith("/reflect")


def test_who_can_see_it_must_be_picked(amina_tells, entry):
    answer = tell(amina_tells, entry, words="Mine", seen_by="everyone")
    assert answer.page.errors == ["Select who can see your story"] and "Mine" in answer.page.main


def test_a_story_of_ten_thousand_characters_fits_and_one_more_does_not(amina_tells, entry):
    assert tell(amina_tells, entry, words="x" * 10_000).status_code == 303
    assert tell(amina_tells, entry, words="x" * 10_001).page.errors == [
        "Story must be 10,000 characters or less"
    ]


def test_words_are_saved_as_they_are_written_and_seen_by_nobody(amina_tells, entry, reload):
    answer = autosave(amina_tells, entry, story_form(amina_tells, entry), "It was c")
    kept = reload(entry)
    assert answer.text.strip() == "Saved at 10am"
    assert (kept.story, kept.story_draft, kept.story_at) == ("", "It was c", None)
    assert story_form(amina_tells, entry)["words"].strip() == "It was c"


def test_one_window_saves_itself_again_and_again(amina_tells, entry, reload):
    form = story_form(amina_tells, entry)
    for words in ("one", "one two", "one two three"):
        assert "Saved at" in autosave(amina_tells, entry, form, words).text
    amina_tells.post(f"/log/{entry}/story", data=form | {"words": "one two three four"})
    assert reload(entry).story == "one two three four"


def test_an_older_window_cannot_write_over_a_newer_one(amina_tells, entry, reload):
    older, newer = story_form(amina_tells, entry), story_form(amina_tells, entry)
    autosave(amina_tells, entry, newer, "newer")
    page = autosave(amina_tells, entry, older, "older").page
    assert "You changed this in another window at 10am. Open the newer one." in page.words_of("[role=alert]")
    assert amina_tells.post(f"/log/{entry}/story", data=older | {"words": "older"}).status_code == 409
    assert reload(entry).story_draft == "newer"


def test_save_and_come_back_later_keeps_the_words_unshared(amina_tells, entry, reload):
    page = amina_tells.get(tell(amina_tells, entry, words="half", then="later").location).page
    assert "Your story is saved. You can carry on with it at any time." in page.main
    assert reload(entry).story_at is None
    assert "not saved yet" in amina_tells.get(f"/log/{entry}").page.main


def test_a_wish_to_be_called_is_a_task_for_the_team(amina_tells, entry):
    tell(amina_tells, entry, call_me="yes")
    assert todos() == ["call about a story"]
    tell(amina_tells, entry, call_me="")
    assert todos() == []


def test_pressing_continue_twice_tells_the_story_once(amina_tells, entry, count_events):
    form = story_form(amina_tells, entry, words="Once.")
    assert [amina_tells.post(f"/log/{entry}/story", data=form).status_code for _ in range(2)] == [303, 303]
    assert count_events("story saved") == 1


def test_new_words_are_unread_words(amina_tells, logged, reload):
    entry = logged(read_by="carys", read_at=None)
    tell(amina_tells, entry, words="Other words")
    assert reload(entry).read_by is None


@pytest.mark.both_databases
def test_an_old_version_is_refused_by_the_service(logged):
    entry = logged(told=False)
    service.keep_draft("amina", entry, "new", key=new_id(), seen=1, by="amina")
    with pytest.raises(Stale):
        service.save_story("amina", entry, "old", "me", False, seen=1, by="amina")


# Photos and sound


def test_a_photo_is_added_without_losing_the_words(amina_tells, entry, photo, reload):
    answer = tell(amina_tells, entry, words="See my drawing", then="photo")
    page = amina_tells.post(answer.location, data={"photo": photo()}, follow_redirects=True).page
    assert "Photo added." in page.main and "See my drawing" in page.main
    assert [file.kind for file in files()] == ["photo"] and reload(entry).story_at is None


@pytest.mark.parametrize("page", ["photo", "sound"])
def test_each_other_way_to_tell_it_leads_back_to_the_words(amina_tells, entry, page):
    answer = amina_tells.get(f"/log/{entry}/story/{page}")
    assert answer.status_code == 200 and answer.page.link("Go back without it").endswith(
        f"/log/{entry}/story"
    )


def test_a_photo_alone_is_a_story_once_it_is_saved(amina_tells, entry, photo, reload):
    amina_tells.post(f"/log/{entry}/story/photo", data={"photo": photo()})
    tell(amina_tells, entry)
    assert reload(entry).story_at


def test_the_same_photo_twice_is_one(amina_tells, entry, photo):
    for _ in range(2):
        amina_tells.post(f"/log/{entry}/story/photo", data={"photo": photo()})
    assert len(files()) == 1


def test_a_photo_is_shown_to_its_person_and_can_be_removed(amina_tells, entry, photo):
    amina_tells.post(f"/log/{entry}/story/photo", data={"photo": photo()})
    address = f"/log/{entry}/files/{files()[0].id}"
    for address_of_picture in (address, f"{address}?size=small"):
        answer = amina_tells.get(address_of_picture)
        assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    amina_tells.post(f"{address}/remove")
    assert amina_tells.get(address).status_code == 404


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (None, "Select a photo or file"),
        (b"", "The selected file is empty"),
        (b"<svg onload=alert(1)>", "The selected file must be a JPG, PNG, WebP, HEIC or PDF"),
    ],
)
def test_the_photo_page_says_what_is_wrong(amina_tells, entry, sent, error):
    data = {} if sent is None else {"photo": (io.BytesIO(sent), "a.jpg")}
    answer = amina_tells.post(f"/log/{entry}/story/photo", data=data)
    assert (answer.status_code, answer.page.errors, files()) == (422, [error], [])


def test_a_recording_over_the_usual_limit_fits_at_its_own_address_only(amina_tells, entry):
    large = SOUND + bytes(14_000_000)
    at = {name: f"/log/{entry}/story/{name}" for name in ("sound", "photo")}
    refused = amina_tells.post(at["photo"], **upload("photo", large))
    kept = amina_tells.post(at["sound"], **upload("sound", large))
    assert (refused.status_code, kept.status_code) == (413, 303)
    answer = amina_tells.get(f"/log/{entry}/files/{files()[0].id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (None, "Select a sound recording"),
        (b"MZ\x90 a program", recordings.NOT_SOUND),
        (SOUND + bytes(25_500_000), recordings.TOO_BIG),
    ],
)
def test_the_recording_page_says_what_is_wrong(amina_tells, entry, sent, error):
    answer = amina_tells.post(f"/log/{entry}/story/sound", **(upload("sound", sent) if sent else {}))
    assert (answer.status_code, answer.page.errors, files()) == (422, [error], [])


def test_a_story_holds_ten_files_and_no_more(amina_tells, entry):
    for number in range(11):
        sound = io.BytesIO(SOUND + bytes([number]))
        answer = amina_tells.post(f"/log/{entry}/story/sound", data={"sound": (sound, "a.mp3")})
    assert (answer.status_code, len(files())) == (409, 10)
    assert "You can add up to 10 files to one story." in answer.page.main


# How it was


def test_how_it_was_is_two_questions_and_a_wish(amina_tells, entry):
    path = f"/log/{entry}/reflect"
    form = amina_tells.get(path).page.form(listened="a lot", could_change="skip", better="Start later")
    page = amina_tells.post(path, data=form, follow_redirects=True).page
    assert "Yes, a lot" in page.main and "Prefer not to say" in page.main and "Start later" in page.main


def test_nobody_has_to_say_how_it_was(amina_tells, entry):
    path = f"/log/{entry}/reflect"
    assert amina_tells.post(path, data={}).location == f"/log/{entry}"
    assert db.session.scalar(select(Reflection)) is None
    page = amina_tells.post(path, data={"listened": "a lot"}, follow_redirects=True).page
    assert "Yes, a lot" in page.main and "Prefer not to say" in page.main


def test_an_answer_that_was_not_offered_is_refused(amina_tells, entry):
    answer = amina_tells.post(f"/log/{entry}/reflect", data={"listened": "very"})
    assert (answer.status_code, answer.page.errors) == (422, ["Select one of these answers"])


@pytest.mark.both_databases
def test_answering_again_replaces_the_answers(logged):
    entry = logged()
    for answer in ("a lot", "not at all"):
        service.reflect("amina", entry, answer, "a bit", "", by="amina")
    assert list(db.session.scalars(select(Reflection.listened))) == ["not at all"]


def test_a_call_that_was_made_stays_done(logged):
    entry = logged(told=False)
    service.save_story("amina", entry, "", "coordinator", True, seen=1, by="amina")
    finish_todos(f"story:{entry}", by="carys")
    service.save_story("amina", entry, "Words", "coordinator", True, seen=2, by="amina")
    assert todos() == []
