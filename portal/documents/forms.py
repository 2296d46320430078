"""The code on a document, as people type it."""

from portal.documents import rules
from portal.foundation.fields import PortalForm, TextField


class CodeForm(PortalForm):
    """Asked at /verify."""

    code = TextField(
        "What is the code on the document?",
        hint="8 letters and numbers, like K7QM 3XRD. It is near the end of the document.",
        empty="Enter the code on the document",
        thing="Code",
        longest=40,
    )

    def tidy(self) -> str | None:
        """The code as we keep it; None, with words beside the field, when it can't be one."""
        code = rules.tidy_code(self.code.data or "")
        if code is None:
            self.wrong("code", "Enter the code in the correct format, like K7QM 3XRD")
        return code
