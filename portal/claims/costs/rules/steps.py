"""Which pages a line has, and the line in a few words."""

from portal.claims.costs.rules import choices
from portal.claims.costs.rules.families import FAMILIES, FUEL_STEPS, PAGES, Answers, family, journey_words
from portal.claims.kinds.rules import CostKind, family_of


def steps(kind: str, answers: Answers) -> tuple[str, ...]:
    """The pages of one line in order. `no_receipt`: it is too small to need one."""
    pages = FUEL_STEPS if answers.get("fuel_only") else _steps(kind)
    return tuple(page for page in pages if page != "receipt" or not answers.get("no_receipt"))


def missing(kind: str, answers: Answers) -> str | None:
    """The first page that has no answer yet; None: the line is whole."""
    return next((step for step in steps(kind, answers) if not answered(step, answers)), None)


def answered(step: str, answers: Answers) -> bool:
    """Whether a page has its answer."""
    return answers.get(PAGES[step].field) is not None


def blank(answers: Answers) -> bool:
    """Nothing was answered yet."""
    return set(answers) <= {"fuel_only", "no_receipt", "agreement", "once_key"}


def describe(kind: CostKind, answers: Answers) -> str:
    """The line in a few words: "Bus, Market Square to City Hospital and back"."""
    pages = FAMILIES.get(kind.family)
    parts = (pages.what(answers) if pages else "", journey_words(answers))
    return ", ".join(part for part in (parts[0] or kind.short, parts[1]) if part)[:200]


def cost_name(kind: str, answers: Answers) -> str:
    """What cost it, inside a sentence: "how much the bus cost"; "it" before its first question is answered."""
    return family(kind).thing(answers) if answered(steps(kind, answers)[0], answers) else "it"


def too_short_for_food(answers: Answers) -> bool:
    """Away for less time than food is paid for (P-59): said to the person and to whoever decides, never refused."""
    return answers.get("away") == "under 5"


def is_held(answers: Answers) -> bool:
    """Whether it is paid only once somebody has checked that it was agreed before (rule 23)."""
    return answers.get("agreement") == "hold"


def agreement_words(answers: Answers) -> str:
    """For whoever decides: whether it was agreed before, as the person says; empty where it need not be."""
    if not answers.get("agreement") or "who" in answers:
        return _care_words(answers)
    if answers.get("need") not in (None, "agreed"):
        return f"Must be agreed before. Not agreed, needed for: {choices.NEEDS[answers['need']].lower()}"
    said_yes = answers.get("need") == "agreed" or answers.get("agreed") == "yes"
    return f"Must be agreed before. The person says that it was{'' if said_yes else ' not'}"


def _care_words(answers: Answers) -> str:
    """Care is paid where it cost more than the person normally pays (P-58)."""
    return "They did not pay more than they normally would" if answers.get("more") == "no" else ""


def _steps(kind: str) -> tuple[str, ...]:
    """Payment for time and passengers have none."""
    pages = FAMILIES.get(family_of(kind))
    return pages.steps if pages else ()
