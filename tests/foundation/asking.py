"""A form with one field, as a person sent it."""

from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.foundation import fields


def asked(field, **sent):
    """A form with that one field called `it`, after it was sent with `it` or parts such as `it_day`."""
    form_class = type("OneForm", (Form,), {"it": field})
    form = form_class(MultiDict([(name.replace("_", "-"), value) for name, value in sent.items()]))
    form.validate()
    return form.it


def said(field, **sent):
    return next(iter(asked(field, **sent).errors), None)


FARE = fields.MoneyField("Cost", empty="Enter how much the taxi cost", thing="Taxi cost", most_pence=50_000)
