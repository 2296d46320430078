"""What a receipt seems to say, from text that a machine read on its photo: a hint for staff alone. Pure."""

import datetime as dt
import re

from portal.foundation.calendar import full_date
from portal.foundation.money import pounds

AMOUNT = re.compile(r"(?<![\d.,])(\d{1,4})[.,](\d{2})(?![\d.,]*\d)")
TOTAL = re.compile(r"total|paid|amount|fare|to pay", re.IGNORECASE)
DAY = re.compile(r"\b(\d{1,2})[ ./-](\d{1,2}|[a-z]{3,9})[ ./-](\d{4}|\d{2})\b", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def hint(text: str) -> str:
    """ "£6.80, 3 March 2026", or what of it was found, or ""."""
    pence, day = amount(text), date(text)
    found = [pounds(pence) if pence is not None else "", full_date(day) if day else ""]
    return ", ".join(part for part in found if part)


def amount(text: str) -> int | None:
    """Pence: the largest amount on the lines that speak of a total, else the largest of all."""
    lines = text.splitlines()
    for chosen in ([line for line in lines if TOTAL.search(line)], lines):
        found = [
            int(whole) * 100 + int(pence)
            for line in chosen
            for whole, pence in AMOUNT.findall(DAY.sub(" ", line))
        ]
        if found:
            return max(found)
    return None


def date(text: str) -> dt.date | None:
    """The first day that there is, written as people here write it: day, month, year."""
    for day, month, year in DAY.findall(text):
        number = int(month) if month.isdigit() else _month(month)
        try:
            return dt.date(int(year) + 2000 * (len(year) == 2), number, int(day))
        except ValueError:
            continue
    return None


def _month(word: str) -> int:
    """1 to 12; 0 for a word that is no month."""
    start = word[:3].casefold()
    return MONTHS.index(start) + 1 if start in MONTHS else 0
