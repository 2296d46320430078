"""Small numbers and sums for reports (domain.md 5.3, rules 56 and 57). Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from portal.foundation.calendar import add_months, financial_year, full_date

FEW = 5


def hidden_few(counts: Sequence[int]) -> list[bool]:
    """Which of some counts with a visible total are hidden (LT5): 1 to 4; and, where only one is, the next smallest
    that is not 0, or it could be worked out from the total (rule 56).
    """
    hidden = [0 < count < FEW for count in counts]
    if sum(hidden) == 1:
        others = [count for count, gone in zip(counts, hidden, strict=True) if count and not gone]
        if others:
            hidden[next(i for i, c in enumerate(counts) if c == min(others) and not hidden[i])] = True
    return hidden


def published(count: int) -> str:
    """The NHS Digital way: 0 as it is, 1 to 7 as "*", else the nearest 5 (rule 57)."""
    if count == 0:
        return "0"
    return "*" if count <= 7 else str(5 * ((count + 2) // 5))


@dataclass(frozen=True)
class Span:
    """From when to when a report tells, both included."""

    key: str
    label: str
    first: dt.date
    last: dt.date


def spans(today: dt.date) -> list[Span]:
    """What a report can be about: three months, this financial year, the one before."""
    year = financial_year(today)
    before = financial_year(year.start - dt.timedelta(days=1))
    return [
        Span("3-months", "The last 3 months", add_months(today, -3), today),
        Span("this-year", f"This financial year, since {full_date(year.start)}", year.start, today),
        Span("last-year", f"{full_date(before.start)} to {full_date(before.end)}", before.start, before.end),
    ]


@dataclass(frozen=True)
class TeamSums:
    """One team's sums: people who gave something or were paid, minutes, stories, pence, days from sending to paid, and
    how many people were paid.
    """

    team: str
    people: int
    minutes: int = 0
    stories: int = 0
    costs_pence: int = 0
    time_pence: int = 0
    days: tuple[int, ...] = ()
    paid: int = 0


@dataclass(frozen=True)
class ReportRow:
    """One team as shown; None where it would point at somebody."""

    team: str
    people: str
    minutes: int | None
    stories: str
    costs_pence: int | None
    time_pence: int | None
    days: int | None


def report_rows(sums: Sequence[TeamSums]) -> list[ReportRow]:
    """Teams with few people show no figure of theirs, nor do teams in which few were paid show money; where one alone
    would be hidden, another is too, because the total of all teams stays visible.
    """
    people, stories, paid = (
        hidden_few(counts)
        for counts in ([t.people for t in sums], [t.stories for t in sums], [t.paid for t in sums])
    )
    return [_row(*each) for each in zip(sums, people, stories, paid, strict=True)]


def _row(team: TeamSums, gone: bool, few_stories: bool, few_paid: bool) -> ReportRow:
    if gone:
        return ReportRow(team.team, _masked(team.people), None, "hidden", None, None, None)
    stories = _masked(team.stories) if few_stories else str(team.stories)
    if few_paid:
        return ReportRow(team.team, str(team.people), team.minutes, stories, None, None, None)
    return ReportRow(
        team.team,
        str(team.people),
        team.minutes,
        stories,
        team.costs_pence,
        team.time_pence,
        middle(team.days),
    )


def _masked(count: int) -> str:
    """What stands in place of a hidden count: "hidden" when only its neighbour is few."""
    return f"<{FEW}" if count < FEW else "hidden"


def total_row(sums: Sequence[TeamSums], people: int, paid: int) -> ReportRow:
    """All teams together; `people` and `paid` count each person once. Hidden as a whole when they are few."""
    days = tuple(day for team in sums for day in team.days)
    together = TeamSums(
        "All teams", people, sum(t.minutes for t in sums), sum(t.stories for t in sums),
        sum(t.costs_pence for t in sums), sum(t.time_pence for t in sums), days,
    )  # fmt: skip
    return _row(together, 0 < people < FEW, 0 < together.stories < FEW, 0 < paid < FEW)


def middle(days: Sequence[int]) -> int | None:
    """The median in whole days; None for no days, or too few to hide behind."""
    return round(median(days)) if len(days) >= FEW else None
