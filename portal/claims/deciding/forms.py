"""What a member of staff answers about a claim. Words: journeys C-10, C-11."""

from typing import Any

from wtforms import FieldList, Form, FormField, HiddenField

from portal.claims.deciding import rules
from portal.claims.deciding.evidence import ClaimView, LineView
from portal.foundation.calendar import add_working_days, short_date, today
from portal.foundation.fields import (
    ChoiceField,
    LongTextField,
    MoneyField,
    PortalForm,
    TickField,
    VersionedForm,
)
from portal.foundation.money import pounds
from portal.organisation.queries import setting

OTHER = "other"
PAYS = ("approve", "different")
ASK = [("", "Choose a question"), *((one, one) for one in rules.QUESTIONS), (OTHER, "In my own words")]
REASONS = [
    ("", "Choose a reason"),
    *((reason, reason) for reason in rules.REASONS),
    (OTHER, "In my own words"),
]


class LineForm(Form):
    """One line's decision."""

    line_id = HiddenField()
    decision = ChoiceField("Your decision", choices=list(rules.DECISIONS.items()))
    amount = MoneyField("How much to approve?", thing="Amount to approve")
    less_reason = ChoiceField("Why not all of it?", choices=REASONS)
    less_words = LongTextField("Or in your own words", longest=500, thing="Reason")
    no_reason = ChoiceField("Why?", choices=REASONS)
    no_words = LongTextField("Or in your own words", longest=500, thing="Reason")
    often = ChoiceField("What do you want to ask?", choices=ASK)
    question = LongTextField("Or in your own words", longest=500, thing="Question")
    spent_twice = TickField("I have checked that this was spent again, for example on the way back")
    was_agreed = TickField("I have checked that this was agreed before, or I agree to it now")
    wants = ChoiceField("What do you need?", choices=list(rules.WANTS.items()), default="words")

    def choice(self) -> rules.Choice:
        """What was chosen, in the shape of the rules."""
        decision = self.decision.data or ""
        words = self.question_text() if decision == "question" else self.reason_text()
        return rules.Choice(
            self.line_id.data or "", decision, self.amount.data if decision == "different" else None, words or "",
            self.wants.data or "words", bool(self.spent_twice.data),
            bool(self.was_agreed.data),
        )  # fmt: skip

    def reason_text(self) -> str:
        """The sentence that the person reads: one's own, or one of ours."""
        return _sentence(*self.reasons())

    def question_text(self) -> str:
        """The question that the person reads: one's own, or one of ours."""
        return _sentence(self.often, self.question)

    def reasons(self) -> tuple[ChoiceField, LongTextField]:
        """The pick and the box that belong to the decision."""
        if self.decision.data == "different":
            return self.less_reason, self.less_words
        return self.no_reason, self.no_words


def _sentence(picked: ChoiceField, words: LongTextField) -> str:
    return words.data or (str(picked.data) if picked.data and picked.data != OTHER else "")


class MessageForm(PortalForm):
    """Words to the person about their claim."""

    words = LongTextField("Write to the person", longest=2000, empty="Enter your message", thing="Message")
    rang = TickField("We rang them, and this is what was said")


class UndoForm(VersionedForm):
    """Why a decision is taken back."""

    why = LongTextField(
        "Why do you undo it?",
        hint="The person who claimed reads this",
        longest=300,
        empty="Enter why",
        thing="Reason",
    )


class DecideForm(VersionedForm):
    """Every line that waits for a decision. Each is decided, but one that was asked about may wait for its answer."""

    lines = FieldList(FormField(LineForm))
    note = LongTextField("Note for staff (optional)", longest=500, thing="Note")

    def for_claim(self, view: ClaimView) -> "DecideForm":
        """The words that depend on the claim: amounts in the choices, the person's name."""
        self.note.description = f"{view.first_name} can ask to see this"
        by_id = {line.line.id: line for line in view.lines}
        for entry in self.lines:
            if entry.form.line_id.data in by_id:
                _label(entry.form, by_id[entry.form.line_id.data])
        return self

    def check(self, view: ClaimView, asking: bool = False) -> bool:
        """validate(), and what only the claim can tell. Errors stand beside their fields. `asking`: questions only."""
        good = self.validate()
        by_id = {line.line.id: line for line in view.to_decide}
        forms = [entry.form for entry in self.lines if not asking or entry.form.decision.data == "question"]
        nothing = not any(form.decision.data for form in forms)
        problems = [
            _check(form, by_id.get(form.line_id.data or ""), view.first_name, nothing) for form in forms
        ]
        if asking and nothing and self.lines.entries:
            _wrong(self.lines[0].form.decision, "Select 'Ask a question' for the cost you want to ask about")
        if any(problems) or nothing:
            self.lines.errors = ["a line"]  # the list itself must know, or the page has no summary on top
            return False
        return bool(good)

    def approved_pence(self, view: ClaimView) -> int:
        """Pence approved before, and what the choices of the form would add."""
        by_id = {line.line.id: line for line in view.to_decide}
        pairs = [(entry.form, by_id.get(entry.form.line_id.data or "")) for entry in self.lines]
        return int(view.sums["approved"]) + sum(_approves(form, line) for form, line in pairs if line)

    def choices(self, asking: bool = False) -> list[rules.Choice]:
        """What was chosen; `asking`: only the questions."""
        chosen = [entry.form.choice() for entry in self.lines if entry.form.decision.data]
        return [choice for choice in chosen if not asking or choice.decision == "question"]


def fill(view: ClaimView, approve: bool = False) -> DecideForm:
    """The form for a claim, with what was saved without sending; `approve`: with each line ticked as approved."""
    saved, ticked = view.saved, {"decision": "approve"} if approve else {}
    kept = {row.get("line_id"): row for row in saved.get("lines", [])}
    rows = [{**kept.get(line.line.id, {}), **ticked, "line_id": line.line.id} for line in view.to_decide]
    form = DecideForm(data={"version": view.claim.version, "lines": rows, "note": saved.get("note", "")})
    return form.for_claim(view)


def typed(form: DecideForm) -> dict[str, Any]:
    """What was chosen and typed, as plain values to keep."""
    return {"note": form.note.data or "", "lines": [dict(entry.form.data) for entry in form.lines]}


def _named(view: LineView) -> str:
    return f"{view.line.what} on {short_date(view.line.on_date)}"


def _approves(form: LineForm, view: LineView) -> int:
    if form.decision.data == "different":
        return min(int(form.amount.data or 0), view.line.payable_pence)
    return view.line.payable_pence if form.decision.data == "approve" else 0


def _label(form: LineForm, view: LineView) -> None:
    labels = {**rules.DECISIONS, "approve": f"Approve {pounds(view.line.payable_pence)}"}
    if view.line.payable_pence <= 1:  # nothing lies between nothing and a penny
        labels.pop("different")
    form.decision.choices = list(labels.items())
    last_day = add_working_days(today(), int(setting("question_days")))
    form.question.description = f"Answer by {short_date(last_day)}. The rest of the claim goes on"


def _check(form: LineForm, view: LineView | None, first_name: str, nothing: bool) -> bool:
    """Puts what is wrong beside its field; whether something is. `nothing`: no line has a decision."""
    if view is None:
        return _wrong(form.decision, "This line cannot be decided by you now")
    decision, who = form.decision.data, f"{first_name} will understand for {_named(view)}"
    if not decision:
        open_ = nothing or not view.asked
        return open_ and _wrong(form.decision, f"Select a decision for {_named(view)}")
    if decision == "question" and not form.question_text():
        field = form.question if form.often.data == OTHER else form.often
        return _wrong(field, f"Enter a question {who}")
    unticked = decision in PAYS and _unticked(form, view)
    if decision == "different":
        return _check_amount(form, view) | _check_reason(form, who) | unticked
    if unticked:
        return True
    return decision == "decline" and _check_reason(form, who)


def _unticked(form: LineForm, view: LineView) -> bool:
    """What is paid only with a tick: the same spent again (rule 18), what must be agreed before (rule 23)."""
    again = view.alike and not form.spent_twice.data
    to_agree = view.to_agree and not form.was_agreed.data
    if again:
        _wrong(
            form.spent_twice, f"Tick the box if {_named(view)} was spent again, or choose another decision"
        )
    if to_agree:
        _wrong(form.was_agreed, f"Tick the box if {_named(view)} was agreed, or choose another decision")
    return again or to_agree


def _check_amount(form: LineForm, view: LineView) -> bool:
    if form.amount.errors:
        return True
    if form.amount.data is None:
        return _wrong(form.amount, f"Enter the amount to approve for {_named(view)}")
    problem = rules.why_not_amount(form.amount.data, view.line.payable_pence)
    return _wrong(form.amount, problem) if problem else False


def _check_reason(form: LineForm, who: str) -> bool:
    if form.reason_text():
        return False
    picked, words = form.reasons()
    return _wrong(words if picked.data == OTHER else picked, f"Enter a reason {who}")


def _wrong(field: Any, words: str) -> bool:
    field.errors = [*field.errors, words]
    return True
