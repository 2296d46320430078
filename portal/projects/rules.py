"""The stages of an improvement project, in the order in which most go through them."""

from dataclasses import dataclass

STAGES: dict[str, str] = {
    "listening": "Listening",
    "planning": "Planning together",
    "testing": "Testing a change",
    "making it stick": "Making it stick",
    "finished": "Finished",
}
MEANINGS: dict[str, str] = {
    "listening": "Finding out what matters to people",
    "planning": "Deciding together what to try",
    "testing": "Trying it on a small scale, and looking at what happens",
    "making it stick": "Making what works the usual way",
    "finished": "Nothing more is planned. Its openings stay to be read",
}


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done, in words for the coordinator."""

    code: str
    text: str


def why_not_move(stage: str, to: str, open_openings: int) -> Refusal | None:
    """A project may go back a stage (testing often leads back to planning). It is not finished while people can still
    join: an answer that they wait for would never come (domain.md 6, feedback loop)."""
    if to == stage:
        return Refusal("same-stage", f"The project is at this stage already: {STAGES[stage].lower()}.")
    if to == "finished" and open_openings:
        return Refusal(
            "openings-open", "People can still join an opening of this project. Close its openings first."
        )
    return None
