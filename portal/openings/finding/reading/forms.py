"""A question about an opening, before anybody decides anything."""

from portal.foundation.fields import LongTextField, PortalForm


class QuestionForm(PortalForm):
    """Short, so that it fits on the list of what staff must do."""

    words = LongTextField(
        "What would you like to ask?",
        hint="A few words are fine. Asking does not mean that you have to join.",
        empty="Enter your question",
        thing="Question",
        longest=200,
    )
