"""What to show on the record, and under which name (P-36). A GET form: its answers are in the address."""

from flask_wtf import FlaskForm

from portal.contributions.record.rules import PARTS
from portal.foundation.fields import ManyChoicesField, TextField


class RecordForm(FlaskForm):
    class Meta:
        csrf = False

    show = ManyChoicesField(
        "What do you want to show?", choices=list(PARTS.items()), empty="Select what you want to show"
    )
    name = TextField("Name to show", longest=100, empty="Enter a name to show", thing="Name")
