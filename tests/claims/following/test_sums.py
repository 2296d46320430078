"""What a claim comes to: claimed, to pay, paid, not decided yet; costs and time apart."""

import pytest

from portal.claims.shown import Part, comes_to

PARTS = [
    ([], [("You claimed", "Costs £0.00")]),
    ([("meal", 500, None, 0, False)], [("You claimed", "Costs £5.00")]),
    (
        [("meal", 500, 400, 0, False), ("time", 5000, None, 0, False)],
        [
            ("You claimed", "Costs £5.00. Payment for time £50.00"),
            ("We will pay", "Costs £4.00"),
            ("Not decided yet", "Payment for time £50.00"),
        ],
    ),
    (
        [("meal", 500, 400, 400, True), ("time", 5000, 5000, 0, False)],
        [
            ("You claimed", "Costs £5.00. Payment for time £50.00"),
            ("We paid", "Costs £4.00"),
            ("We will pay", "Payment for time £50.00"),
        ],
    ),
    ([("meal", 500, 0, 0, False)], [("You claimed", "Costs £5.00"), ("We will pay", "Costs £0.00")]),
]


@pytest.mark.parametrize(("lines", "rows"), PARTS)
def test_what_a_claim_comes_to(lines, rows):
    found = comes_to(Part(*line) for line in lines).rows
    assert [(label, sums.words) for label, sums in found] == rows
