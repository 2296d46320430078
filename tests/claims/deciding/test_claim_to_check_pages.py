"""One claim with its evidence beside the decision: every answer, every error, and what changed meanwhile."""

import pytest

from tests.support.claims import add_receipt, claim_of, decide, lines_of, once, question_of, sent_claim

LINE = "lines-0-"
BUS = "Bus, Market Square to City Hospital on 16 November"
REASON = f"Enter a reason Amina will understand for {BUS}"


@pytest.fixture
def ref(people, amina):
    return sent_claim(amina)


@pytest.fixture
def desk(visit, carys):
    return visit(carys)


def send(client, ref, act="send", page=None, **answers):
    """What Carys chose for the first line, or for the others as lines_1_decision=…"""
    page = page or client.get(f"/queue/{ref}").page
    typed = {
        (name.replace("_", "-", 2) if name.startswith("lines_") else LINE + name): v
        for name, v in answers.items()
    }
    return client.post(f"/queue/{ref}", data=page.form(act=act, **typed))


def test_everything_that_counts_stands_on_one_page(desk, amina):
    ref = sent_claim(amina, bus=460, time=5000, by="ben", priced_words="2 hours at £25.00 = £50.00")
    add_receipt(ref)
    page = desk.get(f"/queue/{ref}").page
    assert page.h1 == "Check claim C 100 001"
    for words in (
        "Amina Yusuf, sent by Ben Carter", "Falls group, 16 November", "£54.60: costs £4.60, time £50.00",
        "No bank details yet", "This is the first claim", "Filled in by Ben Carter for Amina",
        "Bank account not used by someone else", "You did not enter or send this claim", "Sent within 3 months",
        "There is a receipt, and its photo was not used before", "No line like it before",
    ):  # fmt: skip
        assert words in page.main, words
    assert page.all("img.picture") and page.link("Full size")


def test_approving_sends_the_decision_and_comes_back_to_the_queue(desk, ref):
    answer = send(desk, ref, decision="approve")
    assert (answer.status_code, answer.location) == (303, "/queue")
    assert "Sent. Amina has been told about C 100 001." in desk.get("/queue").page.main
    assert lines_of(ref)[0].decision == "approved"


def test_the_next_claim_opens_without_a_way_round(desk, ref, ivo):
    following = sent_claim(ivo)
    assert send(desk, ref, act="next", decision="approve").location == f"/queue/{following}"
    assert send(desk, following, act="next", decision="approve").location == "/queue"


def test_a_reason_of_ours_or_in_ones_own_words(desk, amina):
    picked, own = sent_claim(amina), sent_claim(amina)
    reason = "We can only pay for travel to the meeting. Send us a message if this was part of it."
    send(desk, picked, decision="decline", no_reason=reason)
    send(desk, own, decision="different", amount="£3", less_reason="other", less_words="The card shows £3.")
    assert lines_of(picked)[0].reason == reason
    assert (lines_of(own)[0].approved_pence, lines_of(own)[0].reason) == (300, "The card shows £3.")


@pytest.mark.parametrize(
    ("often", "words", "asked"),
    [
        ("Can you check the amount?", "", "Can you check the amount?"),
        ("other", "Which bus?", "Which bus?"),
        ("Can you check the amount?", "And which bus?", "And which bus?"),
    ],
)
def test_a_question_of_ours_or_in_ones_own_words(desk, ref, often, words, asked):
    send(desk, ref, decision="question", often=often, question=words, wants="amount")
    question = question_of(ref)
    assert (question.words, question.wants) == (asked, "amount")


@pytest.mark.parametrize(
    ("answers", "error", "field"),
    [
        ({}, f"Select a decision for {BUS}", "decision"),
        ({"decision": "different", "less_words": "Less"}, f"Enter the amount to approve for {BUS}", "amount"),
        ({"decision": "different", "amount": "x", "less_words": "Less"},
         "Amount to approve must be an amount of money, like 4.50", "amount"),
        ({"decision": "different", "amount": "4.60", "less_words": "Less"},
         "Amount to approve must be less than £4.60", "amount"),
        ({"decision": "different", "amount": "0", "less_words": "Less"},
         "Amount to approve must be more than £0", "amount"),
        ({"decision": "different", "amount": "3"}, REASON, "less_reason"),
        ({"decision": "different", "amount": "3", "less_reason": "other"}, REASON,
         "less_words"),
        ({"decision": "decline"}, REASON, "no_reason"),
        ({"decision": "decline", "no_reason": "other"}, REASON, "no_words"),
        ({"decision": "decline", "no_words": "x" * 501}, "Reason must be 500 characters or less", "no_words"),
        ({"decision": "question"}, f"Enter a question Amina will understand for {BUS}", "often"),
        ({"decision": "question", "often": "other"}, f"Enter a question Amina will understand for {BUS}", "question"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(desk, ref, answers, error, field):
    answer = send(desk, ref, **answers)
    assert answer.status_code == 422 and answer.page.errors == [error]
    assert answer.page.title.startswith("Error: Check claim C 100 001")
    assert error in answer.page.words_of(f"#{LINE}{field}-error")
    assert lines_of(ref)[0].decision == "undecided"


def test_nothing_typed_is_lost_with_an_error(desk, ref):
    page = send(desk, ref, decision="different", amount="abc", less_words="The card shows less.").page
    kept = page.form()
    assert (kept[LINE + "amount"], kept[LINE + "less_words"].strip()) == ("abc", "The card shows less.")


def test_the_message_can_be_seen_first(desk, ref):
    answer = send(desk, ref, act="preview", decision="different", amount="3", less_words="The card shows £3.")
    assert answer.status_code == 200
    assert "What Amina will read" in answer.page.main
    assert "approved £3.00 of £4.60. The card shows £3." in answer.page.main
    assert lines_of(ref)[0].decision == "undecided"


def test_what_is_saved_without_sending_is_there_again(desk, ref):
    answer = send(desk, ref, act="save", decision="decline", no_words="The trust paid.")
    assert answer.status_code == 303
    assert "Saved, not sent. You can go on with C 100 001 at any time." in desk.get("/queue").page.main
    kept = desk.get(f"/queue/{ref}").page.form()
    assert (kept[LINE + "decision"], kept[LINE + "no_words"].strip()) == ("decline", "The trust paid.")


def test_a_claim_that_changed_meanwhile_is_shown_with_what_was_typed(desk, ref, visit, efe):
    before = desk.get(f"/queue/{ref}").page
    decide(ref, ("question", "Which bus?"), by="efe")
    answer = send(desk, ref, page=before, decision="decline", no_words="The trust paid.")
    assert answer.status_code == 409
    assert "This claim changed while you were reading it" in answer.page.main
    assert (
        "Efe Demir asked a question at 10am. Your answers are kept. Check and send again." in answer.page.main
    )
    assert answer.page.form()[LINE + "no_words"].strip() == "The trust paid."
    assert send(desk, ref, page=answer.page).status_code == 303
    assert lines_of(ref)[0].reason == "The trust paid."


def test_words_typed_for_a_line_that_somebody_else_decided_are_shown(desk, ref):
    before = desk.get(f"/queue/{ref}").page
    decide(ref, "approve", by="efe")
    answer = send(desk, ref, page=before, decision="decline", no_words="The trust paid.")
    assert answer.status_code == 409
    assert (
        "You had chosen: Decline. The trust paid." in answer.page.main
        and "Approved £4.60" in answer.page.main
    )


def test_a_claim_that_was_taken_back_meanwhile_says_so(desk, ref, visit, amina):
    from tests.claims.support import give_up

    before = desk.get(f"/queue/{ref}").page
    _was_sent(ref)
    give_up(amina, ref, "take_back")
    answer = send(desk, ref, page=before, decision="approve")
    assert answer.status_code == 409
    assert "Amina Yusuf took the claim back to change it at 10am. It comes to you again" in answer.page.main


def _was_sent(ref):
    from portal.foundation import audit
    from portal.foundation.database import writing

    with writing():
        audit.record("claim sent", "claim", claim_of(ref).id, by="amina", person_id="amina")


def test_a_second_press_changes_nothing_and_answers_alike(desk, ref, outbox, amina):
    page = desk.get(f"/queue/{ref}").page
    answers = [send(desk, ref, page=page, decision="approve") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert outbox.kinds(amina) == ["E-10"]


def test_a_field_that_nobody_asked_for_changes_nothing(desk, ref, ivo):
    other = lines_of(sent_claim(ivo))[0].id
    send(desk, ref, decision="approve", approved_pence="99999", line_id=lines_of(ref)[0].id)
    assert lines_of(ref)[0].approved_pence == 460
    answer = send(desk, sent_claim("amina"), decision="approve", line_id=other)
    assert answer.page.errors == ["This line cannot be decided by you now"]


def test_ones_own_claim_can_be_read_and_not_decided(desk, people):
    page = desk.get(f"/queue/{sent_claim('carys')}").page
    assert "You cannot decide a claim you entered. Ask a colleague." in page.main
    assert "You entered or sent this claim" in page.main
    assert not page.all("input[type=radio]") and "Send decision" not in page.main


def test_payment_that_waits_for_the_person_is_not_decided(desk, amina):
    page = desk.get(f"/queue/{sent_claim(amina, bus=460, time=5000, waits=True)}").page
    assert page.main.count("This waits for an answer from the person.") == 1 and not page.all(
        "input[type=radio]"
    )


def test_a_receipt_by_post_is_noted_when_it_comes(desk, amina):
    ref = sent_claim(amina, receipt_state="post")
    page = desk.get(f"/queue/{ref}").page
    (form,) = page.all("form[action$='/receipt']")
    assert desk.post(form.get("action"), data={"once": once()}).status_code == 303
    assert "Noted: the receipt has come." in desk.get(f"/queue/{ref}").page.main
    assert desk.post(f"/queue/{ref}/lines/9/receipt", data={"once": once()}).status_code == 404


def test_words_go_to_the_person_and_stand_in_the_thread(desk, ref, outbox, amina):
    answer = desk.post(f"/queue/{ref}/messages", data={"words": "We look on Monday.", "once": once()})
    assert answer.location == f"/queue/{ref}"
    page = desk.get(f"/queue/{ref}").page
    assert "Your message is sent. Amina hears that it waits." in page.main
    assert "Carys Rees 17 November at 10amWe look on Monday." in page.main
    assert outbox.kinds(amina) == ["E-00"]


def test_an_empty_message_says_what_to_do(desk, ref):
    answer = desk.post(f"/queue/{ref}/messages", data={"words": ""})
    assert answer.status_code == 422 and answer.page.errors == ["Enter your message"]


def test_the_person_reads_the_thread_on_their_claim(desk, ref, visit, amina):
    desk.post(f"/queue/{ref}/messages", data={"words": "We look on Monday.", "once": once()})
    assert "We look on Monday." in visit(amina).get(f"/claims/{ref}").page.main


@pytest.mark.parametrize("path", ["/queue/{}", "/queue/C999999", "/queue/nonsense"])
def test_another_team_and_a_missing_claim_look_the_same(visit, dev, ref, path):
    client = visit(dev)
    assert client.get(path.format(ref)).status_code == 404
    assert client.post(path.format(ref), data={}).status_code == 404
    assert client.post(path.format(ref) + "/messages", data={"words": "x"}).status_code == 404


def test_a_draft_is_no_business_of_staff(desk, ref):
    from portal.foundation.database import writing

    with writing() as session:
        session.merge(claim_of(ref)).state = "draft"
    assert desk.get(f"/queue/{ref}").status_code == 404


def test_the_budget_holder_decides_in_their_team(visit, efe, ref):
    assert send(visit(efe), ref, decision="approve").status_code == 303
    assert lines_of(ref)[0].decided_by == "efe"


def test_the_number_is_understood_as_people_write_it(desk, ref):
    assert desk.get("/queue/c 100 001").page.h1 == "Check claim C 100 001"
