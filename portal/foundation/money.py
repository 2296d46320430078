"""Money is a whole number of pence, with a name that says so (`claimed_pence`). Nothing here ever touches a float."""

import re
from fractions import Fraction

MOST_PENCE = 999_999_999  # £9,999,999.99: more is a slip of the hand, and it fits a 32 bit column
_MINUS = "\N{MINUS SIGN}"  # screen readers say "minus"; a hyphen they leave out
_AMOUNT = re.compile(
    r"£? ?(?P<pounds>[0-9]{1,7}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2})?(?:\.(?P<pence>[0-9]{1,2})?)?", re.ASCII
)


class NotMoney(ValueError):
    """What was typed is no amount of money. Its text follows the name of the box: "Taxi cost must be …"."""

    def __init__(self) -> None:
        super().__init__("must be an amount of money, like 4.50")


def parse_pounds(text: str) -> int:
    """What a person typed ("4.5", "£4.50", "1,234.50 ") in pence, never negative. Raises NotMoney."""
    match = _AMOUNT.fullmatch(text.strip())
    if not match or not (match["pounds"] or match["pence"]):
        raise NotMoney
    pounds_part = (match["pounds"] or "0").replace(",", "")
    return int(pounds_part) * 100 + int((match["pence"] or "0").ljust(2, "0"))


def pounds(pence: int) -> str:
    """Always with two decimals, for columns and totals: £1,234.50."""
    sign, rest = (_MINUS, -pence) if pence < 0 else ("", pence)
    return f"{sign}£{_whole(rest) // 100:,}.{rest % 100:02}"


def pounds_short(pence: int) -> str:
    """For sentences: £4, £4.50."""
    return pounds(pence).removesuffix(".00")


def typed_pounds(pence: int) -> str:
    """For filling a box in again, as it could have been typed: 1234.50."""
    return pounds(pence).removeprefix("£").replace(",", "")


def half_up(amount: Fraction | int) -> int:
    """The nearest whole penny, halves away from zero, so that a reversal is exactly its original with a minus."""
    if isinstance(amount, float):
        raise TypeError("money is never a float: use whole pence or a Fraction")
    exact = Fraction(amount)
    return (2 * exact + 1) // 2 if exact >= 0 else -((1 - 2 * exact) // 2)


def _whole(pence: int) -> int:
    if not isinstance(pence, int):
        raise TypeError(f"pence are whole numbers, not {type(pence).__name__}")
    return pence
