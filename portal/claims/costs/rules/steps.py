"""Which pages a line has, and the line in a few words."""

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
    return set(answers) <= {"fuel_only", "no_receipt"}


def describe(kind: CostKind, answers: Answers) -> str:
    """The line in a few words: "Bus, Market Square to City Hospital and back"."""
    parts = (family(kind.code).what(answers) or kind.short, journey_words(answers))
    return ", ".join(part for part in parts if part)[:200]


def cost_name(kind: str, answers: Answers) -> str:
    """What cost it, inside a sentence: "how much the bus cost"; "it" before its first question is answered."""
    return family(kind).thing(answers) if answered(steps(kind, answers)[0], answers) else "it"


def too_short_for_food(answers: Answers) -> bool:
    """Away for less time than food is paid for (P-59): said to the person and to whoever decides, never refused."""
    return answers.get("away") == "under 5"


def _steps(kind: str) -> tuple[str, ...]:
    """Payment for time and passengers have none."""
    pages = FAMILIES.get(family_of(kind))
    return pages.steps if pages else ()
