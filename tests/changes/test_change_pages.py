"""The pages of proposed changes, by role."""

import pytest

from portal.changes import service
from tests.support.counting import statements

LIST = "/admin/changes"


def test_a_finance_approver_reads_what_it_would_mean_and_confirms(visit, grace, proposed):
    client, change = visit(grace), proposed()
    page = client.get(LIST).page
    assert page.link("Changes") == LIST
    page = client.get(page.link("Hearts gets a new name")).page
    assert page.h1 == "Hearts gets a new name"
    for words in (
        "Hana Sato, 17 November 2026",
        "It is time",
        "Hearts!",
        "It touches 1 person today.",
        "£2.50 more",
    ):
        assert words in page.main
    answer = client.post(f"{LIST}/{change}/confirm", data=page.form(), follow_redirects=True)
    assert "Confirmed: Hearts gets a new name." in answer.page.main
    assert "No change waits for an answer." in answer.page.main
    assert "Confirmed byGrace O'Brien, 17 November 2026" in client.get(f"{LIST}/{change}").page.main


def test_who_proposed_it_may_take_it_back_and_is_not_offered_more(visit, hana, proposed):
    client, change = visit(hana), proposed()
    page = client.get(f"{LIST}/{change}").page
    assert "Another administrator or finance approver confirms it." in page.main
    assert "Confirm this change" not in page.main and "Turn it down" not in page.main
    assert client.post(f"{LIST}/{change}/confirm", data={"once": "k"}).status_code == 409
    answer = client.post(f"{LIST}/{change}/take-back", data=page.form(), follow_redirects=True)
    assert "Taken back: Hearts gets a new name." in answer.page.main


def test_turning_down_needs_a_reason_that_is_read(visit, grace, proposed):
    client, change = visit(grace), proposed()
    page = client.get(f"{LIST}/{change}/turn-down").page
    answer = client.post(page.path, data=page.form(reason=""))
    assert (answer.status_code, answer.page.errors) == (422, ["Enter why you turn it down"])
    client.post(page.path, data=page.form(reason="Too soon"))
    assert "Why notToo soon" in client.get(f"{LIST}/{change}").page.main


def test_who_comes_second_is_told_so(visit, grace, proposed):
    client, change = visit(grace), proposed()
    form = client.get(f"{LIST}/{change}").page.form()
    service.take_back(change, by="hana", once="k")
    answer = client.post(f"{LIST}/{change}/confirm", data=form)
    assert answer.status_code == 409
    assert "Somebody was here before you: this change is taken back." in answer.page.main


def test_what_became_impossible_says_so_and_can_only_be_turned_down(
    visit, grace, proposed, word, monkeypatch
):
    change = proposed()
    monkeypatch.setitem(word.__dict__, "why_not", lambda *_: "The day has passed.")
    page = visit(grace).get(f"{LIST}/{change}").page
    assert "This cannot be confirmed any more The day has passed." in page.main
    assert "Confirm this change" not in page.main and "Turn it down" in page.main


@pytest.mark.parametrize("name", ["amina", "ben", "carys", "dev", "efe", "femi", "ivo", "jo"])
def test_nobody_else_sees_or_answers_a_change(visit, people, proposed, name):
    client, change = visit(people[name]), f"{LIST}/{proposed()}"
    gets = [client.get(address).status_code for address in (LIST, change, f"{change}/turn-down")]
    posts = [client.post(f"{change}/{act}").status_code for act in ("confirm", "turn-down", "take-back")]
    assert {*gets, *posts} == {403}
    assert f'href="{LIST}"' not in client.get("/help").page.source


def test_nobody_who_confirms_does_so_long_after_signing_in(visit, grace, proposed, clock):
    client, change = visit(grace), proposed()
    clock.forward(minutes=6)
    assert client.post(f"{LIST}/{change}/confirm", data={"once": "k"}).location == "/sign-in/again"


def test_a_change_that_is_not_there_is_not_found(visit, grace):
    assert visit(grace).get(f"{LIST}/nothing").status_code == 404


def test_an_empty_list_says_so(visit, hana):
    assert "No change waits for an answer." in visit(hana).get(LIST).page.main


def test_list_and_change_are_read_in_few_statements(visit, grace, proposed):
    client, change = visit(grace), proposed()
    for address, most in ((LIST, 7), (f"{LIST}/{change}", 8)):
        with statements() as sent:
            client.get(address)
        assert len(sent) <= most, sent
