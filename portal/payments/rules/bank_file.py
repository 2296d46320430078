"""The file that the bank reads, as pure functions (domain.md rules 48-50)."""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BANK_WIDTH = 18


def bank_text(words: str, width: int = BANK_WIDTH) -> str:
    """Text that a bank takes: no accents, upper case, anything but A-Z 0-9 . & / - becomes a space (rule 48)."""
    plain = unicodedata.normalize("NFKD", words)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter)).upper()
    safe = re.sub(r"[^A-Z0-9.&/-]", " ", kept)
    return re.sub(r" +", " ", safe).strip().lstrip("-.&/ ")[:width].strip()


@dataclass(frozen=True)
class FileRow:
    """One payment with the account it goes to."""

    name: str
    sort_code: str
    account_number: str
    roll_number: str
    pence: int
    reference: str


COLUMNS = ("Sort code", "Account number", "Name", "Amount", "Reference", "Roll number", "Payment date")


def payments_csv(rows: Sequence[FileRow], pay_on: dt.date) -> bytes:
    """The payment file: a header, pounds with two decimals, CRLF line ends; bank-safe text, so no cell is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        amount = f"{row.pence // 100}.{row.pence % 100:02d}"
        writer.writerow(
            (
                row.sort_code, row.account_number, bank_text(row.name), amount, row.reference,
                bank_text(row.roll_number), f"{pay_on:%d/%m/%Y}",
            )
        )  # fmt: skip
    return out.getvalue().encode("ascii")
