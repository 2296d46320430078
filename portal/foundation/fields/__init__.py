"""Form fields in the words and shapes of the design system. How they look: templates/shared/fields.html."""

from portal.foundation.fields.base import AskedField, PortalForm, VersionedForm, error_list
from portal.foundation.fields.choices import ChoiceField, ManyChoicesField, Pick, TickField
from portal.foundation.fields.dates import DateField, read_date
from portal.foundation.fields.files import FileUploadField
from portal.foundation.fields.numbers import (
    AccountNumberField,
    DecimalField,
    HoursMinutesField,
    MoneyField,
    SortCodeField,
    WholeNumberField,
)
from portal.foundation.fields.words import (
    EmailField,
    LongTextField,
    PasswordField,
    PhoneField,
    TextField,
    uk_number,
)

HoursMinutes = HoursMinutesField

__all__ = [
    "AccountNumberField",
    "AskedField",
    "ChoiceField",
    "DateField",
    "DecimalField",
    "EmailField",
    "FileUploadField",
    "HoursMinutes",
    "HoursMinutesField",
    "LongTextField",
    "ManyChoicesField",
    "MoneyField",
    "PasswordField",
    "PhoneField",
    "Pick",
    "PortalForm",
    "SortCodeField",
    "TextField",
    "TickField",
    "VersionedForm",
    "WholeNumberField",
    "error_list",
    "read_date",
    "uk_number",
]
