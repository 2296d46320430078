"""The coordinator's side of an agreement: written part by part, signed first, versions with their changes (C-32)."""

import pytest
from sqlalchemy import select, update

from portal.foundation.database import Stale, db, writing
from portal.foundation.pages import Refused
from portal.openings.models import AgreementDraft, Opening, RoleAgreement
from portal.openings.offering.agreements import service
from portal.openings.offering.roles import service as roles
from tests.openings.offering.stored import at_once, role_state, row_of, verbs


@pytest.fixture
def hers(visit, carys):
    return visit(carys)


@pytest.fixture
def address(opening):
    return lambda role: f"/manage/openings/{opening}/roles/{role}"


def versions(role):
    db.session.rollback()
    rows = select(RoleAgreement).where(RoleAgreement.role_id == role).order_by(RoleAgreement.number)
    return db.session.scalars(rows).all()


def test_before_signing_every_part_can_be_changed(hers, address, accepted, amina):
    role = accepted(amina)
    path = hers.get(address(role)).page.link("Change part 2")
    answer = hers.post(path, data=hers.get(path).page.form(you="Come on Mondays"))
    assert answer.location == address(role)
    assert row_of(AgreementDraft, role).parts[1]["you"] == "Come on Mondays"


def test_a_part_needs_both_sides(hers, address, accepted, amina):
    path = f"{address(accepted(amina))}/parts/1"
    answer = hers.post(path, data=hers.get(path).page.form(you="", we=""))
    assert answer.page.errors == ["Enter what the person does", "Enter what we do"]


def test_of_two_who_write_one_part_the_second_keeps_what_was_typed(
    hers, address, accepted, carys, once, amina
):
    role = accepted(amina)
    path = f"{address(role)}/parts/1"
    form = hers.get(path).page.form(you="Mine")
    service.write_part(role, 1, 0, "Hers", "Ours", by=carys.id, once=once())
    answer = hers.post(path, data=form)
    assert answer.status_code == 409
    assert "Hers" in answer.page.main
    assert answer.page.form()["you"].strip() == "Mine"
    assert hers.post(path, data=answer.page.form()).status_code == 303


def test_signing_asks_the_person_with_the_first_meeting(hers, address, meeting, accepted, amina, outbox):
    role = accepted(amina)
    hers.post(f"{address(role)}/sign", data=hers.get(address(role)).page.form())
    (signed,) = versions(role)
    assert (role_state(role), signed.signed_name, signed.offered_pence) == ("offered", "Carys Rees", 5000)
    told = outbox.to(amina)[-1]
    assert told.kind == "E-05"
    assert "The first meeting is on Tuesday 1 December 2026 at 2pm, Room 4" in told.body_text
    assert f"/roles/{role}/agree" in told.body_text


def test_too_late_to_book_travel_no_day_is_named_for_it(meeting, accepted, amina, carys, once, clock, outbox):
    clock.forward(days=10)  # to the Friday before the meeting on Tuesday
    service.sign(accepted(amina), 1, by=carys.id, once=once())
    told = outbox.to(amina)[-1].body_text
    assert "Tell us by" not in told and "The first meeting is soon." in told


def test_until_it_is_signed_the_person_sees_nothing(visit, accepted, amina):
    assert visit(amina).get(f"/roles/{accepted(amina)}").status_code == 404


@pytest.mark.both_databases
def test_two_who_sign_at_once_make_one_version(app, accepted, amina, carys, hana):
    role = accepted(amina)
    results = at_once(
        app,
        lambda: service.sign(role, 1, by=carys.id, once="one"),
        lambda: service.sign(role, 1, by=hana.id, once="two"),
    )
    assert sorted(isinstance(one, Refused) for one in results) == [False, True]
    assert len(versions(role)) == 1


@pytest.mark.both_databases
def test_what_changed_before_the_signature_is_read_first(accepted, amina, carys, once):
    role = accepted(amina)
    service.write_part(role, 1, 0, "You", "We", by=carys.id, once=once())
    with pytest.raises(Stale):
        service.sign(role, 1, by=carys.id, once=once())


@pytest.mark.both_databases
def test_without_a_rate_in_force_nothing_is_promised(opening, accepted, amina, carys, once):
    role = accepted(amina)
    with writing() as session:
        session.execute(update(Opening).where(Opening.id == opening).values(rate_code="GONE"))
    with pytest.raises(Refused, match="no rate in force"):
        service.sign(role, 1, by=carys.id, once=once())


@pytest.mark.both_databases
def test_nobody_signs_an_agreement_with_themselves(accepted, amina, once):
    with pytest.raises(Refused, match="because the role is yours"):
        service.sign(accepted(amina), 1, by=amina.id, once=once())


def test_a_wish_for_change_becomes_a_new_version_with_its_changes_marked(
    hers, address, offered, amina, once, outbox
):
    role = offered(amina)
    roles.answer_agreement(role, 1, "change", "Mondays suit me", by=amina.id, once=once())
    page = hers.get(address(role)).page
    assert "Mondays suit me" in page.main
    hers.post(f"{address(role)}/new-version", data=page.form())
    path = f"{address(role)}/parts/2"
    hers.post(path, data=hers.get(path).page.form(you="Mondays at 2pm"))
    page = hers.get(address(role)).page
    assert "We changed part 2." in page.main
    assert page.words_of("ins").startswith("new: Mondays")
    hers.post(f"{address(role)}/sign", data=page.form())
    assert [one.number for one in versions(role)] == [1, 2]
    assert outbox.kinds(amina)[-1] == "E-23"


@pytest.mark.both_databases
def test_the_signed_version_stays_as_it_was(agreed, amina, carys, once):
    role = agreed(amina)
    before = versions(role)[0].parts
    service.begin_version(role, by=carys.id, once=once())
    service.write_part(role, 1, 0, "New", "New", by=carys.id, once=once())
    service.sign(role, 2, by=carys.id, once=once())
    assert versions(role)[0].parts == before
    assert (role_state(role), versions(role)[1].answer) == ("agreed", "")


@pytest.mark.both_databases
def test_a_new_version_waits_until_the_last_one_is_answered(offered, amina, carys, once):
    with pytest.raises(Refused, match="have not answered"):
        service.begin_version(offered(amina), by=carys.id, once=once())


def test_the_agreement_can_be_kept_as_a_pdf(hers, address, agreed, amina):
    answer = hers.get(f"{address(agreed(amina))}/pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_staff_read_costs_only_whatever_the_reason(hers, address, agreed, amina, ben):
    for someone, answer in ((amina, "no"), (ben, "costs only")):
        page = hers.get(address(agreed(someone, answer=answer))).page
        assert "Payment for time: Costs only." in page.main


def test_another_teams_coordinator_finds_no_agreement(visit, dev, address, accepted, amina):
    role, client = accepted(amina), visit(dev)
    for more in ("", "/parts/1", "/pdf"):
        assert client.get(address(role) + more).status_code == 404
    for more in ("/sign", "/new-version", "/parts/1"):
        assert client.post(address(role) + more, data={"once": more}).status_code == 404
    assert verbs(role) == ["role begun"]


def test_a_part_that_is_not_there_is_not_found(hers, address, offered, amina, accepted, ben):
    assert hers.get(f"{address(accepted(ben))}/parts/8").status_code == 404
    assert hers.get(f"{address(offered(amina))}/parts/1").status_code == 404
