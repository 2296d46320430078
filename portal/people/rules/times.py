"""When and how people can take part (P-13), and how openings say the same."""

from portal.people.rules.coded import listed

TIMES = listed(
    ("weekday-mornings", "Weekday mornings", "weekday mornings"),
    ("weekday-afternoons", "Weekday afternoons", "weekday afternoons"),
    ("weekday-evenings", "Weekday evenings", "weekday evenings"),
    ("weekends", "Weekends", "weekends"),
    ("it-changes", "It changes", "times that change"),
)
WAYS = listed(
    ("in-person", "In person", "in person"),
    ("online", "Online", "online"),
    ("phone", "By phone", "by phone"),
    ("at-home", "In my own time at home", "in your own time at home"),
)
TRAVEL = listed(
    ("none", "I cannot travel", "none"),
    ("5", "Up to 5 miles", "5"),
    ("10", "Up to 10 miles", "10"),
    ("25", "Up to 25 miles", "25"),
    ("any", "Any distance", "any"),
)
HOW_MUCH = listed(
    ("now-and-then", "An hour now and then", "an hour now and then"),
    ("few-hours", "A few hours a month", "a few hours a month"),
    ("a-day", "A day a month", "a day a month"),
    ("more", "More", "more than a day a month"),
)


def travel_miles(code: str | None) -> int | None:
    """How far somebody can go, in miles; None where they did not say or any distance is fine."""
    return {"none": 0, "5": 5, "10": 10, "25": 25}.get(code or "")
