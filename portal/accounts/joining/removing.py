"""Accounts that nobody confirmed within their 7 days go, with all that was saved under them."""

from collections.abc import Callable, Iterator

from sqlalchemy import Column, ColumnElement, Table, delete, select
from sqlalchemy.orm import Session

from portal.accounts import rules
from portal.accounts.models import Person, StaffRole
from portal.foundation import audit, calendar
from portal.foundation.database import Model, db, writing

_forgetting: list[Callable[[Session, str], None]] = []


def when_removed(forget: Callable[[Session, str], None]) -> None:
    """For rooms that name a person without a foreign key: called with the id, inside the removal."""
    _forgetting.append(forget)


def remove_unconfirmed() -> int:
    """Removes them, each in a transaction of its own so that nobody waits; how many went."""
    before = calendar.now() - rules.PROVISIONAL_LIFE
    invited = select(StaffRole.id).where(StaffRole.person_id == Person.id).exists()
    old = select(Person.id).where(Person.confirmed_at.is_(None), Person.joined_at < before, ~invited)
    ids = list(db.session.scalars(old))
    return sum(_remove(person_id) for person_id in ids)


def _remove(person_id: str) -> bool:
    with writing() as session:
        person = session.get(Person, person_id, with_for_update=True, populate_existing=True)
        if person is None or person.confirmed_at:  # the link was opened a moment ago
            return False
        for forget in _forgetting:
            forget(session, person_id)
        table = Model.metadata.tables["person"]
        _delete_with_what_names_it(session, table, table.c.id == person_id, ())
        audit.record("account removed", "person", person_id, by="portal", person_id=person_id)
        return True


def _delete_with_what_names_it(
    session: Session, table: Table, which: ColumnElement[bool], path: tuple[Table, ...]
) -> None:
    """Rows that name these rows go first, through as many tables as there are between them."""
    for child, column, named in _children(table):
        if child is not table and child not in path:
            theirs = column.in_(select(named).where(which))
            _delete_with_what_names_it(session, child, theirs, (*path, table))
    session.execute(delete(table).where(which))


def _children(table: Table) -> Iterator[tuple[Table, Column[object], Column[object]]]:
    for child in Model.metadata.sorted_tables:
        for key in child.foreign_keys:
            if key.column.table is table:
                yield child, key.parent, key.column
