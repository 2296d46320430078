"""How should we pay you? (P-64, P-64a) and bank details to check (F-30): pages, errors, who may see what."""

import pytest

from portal.foundation.database import db
from portal.payees.models import BankDetails
from tests.claims.helping import helping
from tests.support.claims import bank, confirmed_bank, once

GOOD = {"name_on_account": "A Yusuf", "sort_code": "08-99-99", "account_number": "6637 4958"}


@pytest.fixture
def mine(visit, amina):
    return visit(amina)


@pytest.fixture
def desk(visit, femi):
    return visit(femi)


def give(client, **answers):
    return client.post("/me/bank/details", data={**GOOD, **answers})


def save(client):
    return client.post("/me/bank/check", data=client.get("/me/bank/check").page.form())


# P-64


@pytest.mark.parametrize(
    "back, way_back",
    [
        ("/claims/C100001/check", "/claims/C100001/check"),
        ("https://elsewhere.example/", "/me"),
        ("//elsewhere.example", "/me"),
    ],
)
def test_the_way_back_is_where_they_came_from_and_never_another_site(mine, back, way_back):
    page = mine.get("/me/bank", query_string={"back": back}).page
    assert page.link("Back") == way_back
    give(mine)
    assert save(mine).location == way_back
    assert mine.get("/me/bank").page.link("Back") == "/me"


def test_the_three_ways_lead_on(mine):
    page = mine.get("/me/bank").page
    assert page.h1 == "How should we pay you?"
    for how, leads in (
        ("bank", "/me/bank/details"),
        ("abroad", "/me/bank/call"),
        ("another", "/me/bank/call"),
    ):
        assert mine.post("/me/bank", data=page.form(how=how)).location == leads
    assert mine.get("/me/bank/call").page.h1 == "Call us. We will sort it out"


@pytest.mark.parametrize("how", ["", "cash"])
def test_a_way_must_be_picked(mine, how):
    answer = mine.post("/me/bank", data={"how": how})
    assert (answer.status_code, answer.page.errors) == (422, ["Select how we should pay you"])


def test_the_account_that_is_known_is_shown_by_its_end(mine, amina):
    confirmed_bank(amina, account="66374958")
    page = mine.get("/me/bank").page
    assert "the account ending 958" in page.main and "66374958" not in page.source


# P-64a


def test_details_are_shown_once_and_then_masked_for_ever(mine):
    assert give(mine).location == "/me/bank/check"
    check = mine.get("/me/bank/check").page
    assert "66374958" in check.main and "08-99-99" in check.main and "Not provided" in check.main
    answer = save(mine)
    assert answer.location == "/me"
    page = mine.get("/me").page
    assert "Saved. We will check your bank details before we pay you." in page.main
    assert "Account ending 958" in page.main and "66374958" not in page.source
    assert mine.get("/me/bank/check").location == "/me/bank/details"
    assert not mine.get("/me/bank/details").page.form()["account_number"]


def test_first_details_are_not_spoken_of_as_a_change(mine, amina, outbox):
    """Nobody is told that someone changed what they gave for the first time; a change is always told."""
    warning = "If you did not just do this, someone else may have."
    give(mine)
    assert warning not in mine.get("/me/bank/check").page.main
    save(mine)
    told = outbox.to(amina)[-1]
    assert told.subject == "You gave us your bank details" and "Someone changed" not in told.body_text
    give(mine)
    assert warning in mine.get("/me/bank/check").page.main
    save(mine)
    assert outbox.to(amina)[-1].subject == "Your bank details were changed"


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"name_on_account": ""}, ["Enter the name on the account"]),
        ({"name_on_account": "x" * 71}, ["Name on the account must be 70 characters or less"]),
        ({"name_on_account": "李"}, ["Enter the name on the account in letters from A to Z, as the bank writes it"]),
        ({"sort_code": ""}, ["Enter a sort code"]),
        ({"sort_code": "08999"}, ["Sort code must be 6 digits"]),
        ({"sort_code": "08999a"}, ["Sort code must be 6 digits"]),
        ({"account_number": ""}, ["Enter an account number"]),
        ({"account_number": "12345"}, ["Account number must be between 6 and 8 digits"]),
        ({"account_number": "123456789"}, ["Account number must be between 6 and 8 digits"]),
        ({"roll_number": "x" * 19}, ["Roll number must be 18 characters or less"]),
        ({"roll_number": "B*1"},
         ["Roll number can only have letters, numbers, spaces, hyphens, full stops and slashes"]),
        ({"not_mine": "yes"}, ["Enter whose account it is", "Select how you know each other"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_words_of_the_page(mine, answers, errors):
    answer = give(mine, **answers)
    assert (answer.status_code, answer.page.errors) == (422, errors)
    assert answer.page.title.startswith("Error: Bank details")
    assert answer.page.form()["name_on_account"] == {**GOOD, **answers}["name_on_account"]


def test_short_numbers_are_padded_and_any_way_of_writing_is_read(mine, amina):
    give(mine, sort_code="08 99 99", account_number="123-4567", roll_number="B/18-3 4.")
    save(mine)
    from portal.payees.queries import open_account

    (row,) = db.session.query(BankDetails)
    assert open_account(row.id) == ("A Yusuf", "089999", "01234567", "B/18-3 4.")


def test_somebody_elses_account_says_whose(mine):
    give(mine, not_mine="yes", holder_name="Sam Yusuf", holder_relationship="Family")
    assert "Sam Yusuf (Family)" in mine.get("/me/bank/check").page.main
    save(mine)
    (row,) = db.session.query(BankDetails)
    assert (row.own_account, row.holder_name, row.holder_relationship) == (False, "Sam Yusuf", "Family")


def test_a_second_press_gives_them_once(mine):
    give(mine)
    page = mine.get("/me/bank/check").page
    for _ in range(2):
        assert mine.post("/me/bank/check", data=page.form()).status_code == 303
    assert db.session.query(BankDetails).count() == 1


def test_what_was_typed_is_forgotten_after_half_an_hour(mine, visit, amina, clock):
    give(mine)
    with mine.session_transaction() as cookie:
        kept = cookie["bank"]
    assert "66374958" not in str(kept)
    clock.forward(minutes=31)
    later = visit(amina)
    with later.session_transaction() as cookie:
        cookie["bank"] = kept
    assert later.get("/me/bank/check").location == "/me/bank/details"


def test_bank_details_ask_for_a_fresh_sign_in(mine, clock):
    clock.forward(minutes=6)
    for path in ("/me/bank/details", "/me/bank/check"):
        assert "/sign-in" in mine.get(path).location, path


def test_a_trusted_person_never_reaches_bank_details(visit, ben):
    client = helping(visit, ben)
    for path in ("/me/bank", "/me/bank/details", "/me/bank/check", "/me/bank/call"):
        assert client.get(path).status_code == 403, path


# F-30


def test_an_empty_list_says_so(desk):
    page = desk.get("/finance/bank").page
    assert page.h1 == "Bank details to check" and "No bank details wait to be checked." in page.main


def test_what_waits_is_listed_with_what_is_worth_a_look(desk, amina, ivo):
    bank(amina, account="66374958")
    confirmed_bank(ivo, account="66374958")
    bank(ivo, account="66374958", own_account=False, holder_name="Sam", holder_relationship="Friend")
    main = desk.get("/finance/bank").page.main
    for words in (
        "Amina Yusuf",
        "ending 958",
        "Same account as Ivo Novak",
        "Changed",
        "Account of Sam (Friend)",
    ):
        assert words in main, words
    assert "66374958" not in main and "089999" not in main


def test_confirming_says_how_and_that_the_person_was_alone(desk, amina):
    details_id = bank(amina, account="66374958")
    page = desk.get(f"/finance/bank/{details_id}").page
    empty = desk.post(page.path, data=page.form())
    assert empty.page.errors == [
        "Select how you checked", "Tick the box if you spoke to the person alone and they want the money to go there",
    ]  # fmt: skip
    assert desk.post(page.path, data=page.form(how="face to face", alone="yes")).location == "/finance/bank"
    assert (
        "Confirmed. Amina Yusuf can be paid into the account ending 958."
        in desk.get("/finance/bank").page.main
    )


def test_a_phone_number_is_shown_only_when_it_may_be_called(desk, amina):
    page = desk.get(f"/finance/bank/{bank(amina)}").page
    assert "There is no phone number that was on record 30 days before." in page.main
    answer = desk.post(page.path, data=page.form(how="phone", alone="yes"))
    assert answer.status_code == 422 and answer.page.errors == ["Select how you checked"]


def test_details_that_are_not_right_are_asked_for_again(desk, amina, outbox):
    details_id = bank(amina)
    page = desk.get(f"/finance/bank/{details_id}/not-right").page
    assert desk.post(page.path, data=page.form()).page.errors == ["Enter why they are not right"]
    assert desk.post(page.path, data=page.form(why="The name differs")).location == "/finance/bank"
    assert "We asked Amina Yusuf to give their bank details again." in desk.get("/finance/bank").page.main
    assert "E-15" in outbox.kinds(amina)


def test_the_person_hears_why_and_gives_them_again(visit, desk, amina):
    details_id = bank(amina)
    page = desk.get(f"/finance/bank/{details_id}/not-right").page
    desk.post(page.path, data=page.form(why="The name on the account differs."))
    mine = visit(amina)
    home = mine.get("/home").page
    assert "We could not use the account ending" in home.main
    page = mine.get(home.link("See why and give them again")).page
    assert "The name on the account differs." in page.main and "Your money is safe." in page.main
    give(mine)
    assert save(mine).location == "/home"
    assert "could not use" not in mine.get("/home").page.main
    assert "could not use" not in mine.get("/me/bank").page.main


def test_details_answered_meanwhile_say_so(desk, amina):
    details_id = confirmed_bank(amina)
    for late in (
        desk.get(f"/finance/bank/{details_id}"),
        desk.post(f"/finance/bank/{details_id}", data={"how": "letter", "alone": "yes", "once": once()}),
    ):
        assert late.status_code == 409 and "changed or checked meanwhile" in late.page.main


def test_a_confirmation_sent_twice_has_one_answer(desk, amina):
    page = desk.get(f"/finance/bank/{bank(amina)}").page
    answers = page.form(how="face to face", alone="yes")
    assert [desk.post(page.path, data=answers).location for _ in range(2)] == ["/finance/bank"] * 2


def test_finance_cannot_confirm_their_own(visit, people):
    answer = visit(people["femi"]).post(
        f"/finance/bank/{bank('femi')}", data={"how": "letter", "alone": "yes", "once": once()}
    )
    assert answer.status_code == 409 and "Someone else must confirm these" in answer.page.main


def test_bank_details_are_for_the_person_and_finance(visit, amina, carys, hana, jo, ivo):
    details_id = bank(amina)
    for who in (carys, hana, jo, ivo):
        assert visit(who).get("/finance/bank").status_code == 403, who.id
        assert visit(who).get(f"/finance/bank/{details_id}").status_code == 403, who.id
    assert visit(carys).get("/me/bank").status_code == 403
