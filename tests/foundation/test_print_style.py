"""Documents in a person's own size, on their own paper, in letters that the typeface has."""

import pytest

from portal.foundation.print_style import PAPERS, paper_colour, print_css, printable, quoted


@pytest.mark.parametrize("points, size", [(14, "14pt/"), (24, "24pt/"), (2, "9pt/"), (400, "40pt/")])
def test_the_text_has_the_persons_size_within_what_a_page_holds(points, size):
    assert size in print_css(points=points)


@pytest.mark.parametrize("asked, colour", [
    (None, "#ffffff"),
    ("yellow", PAPERS["yellow"]),
    ("Pale yellow", PAPERS["yellow"]),
    ("#fdf6e3", "#fdf6e3"),
    ("red; } @import", "#ffffff"),
])  # fmt: skip
def test_the_paper_has_the_persons_colour_and_white_is_for_what_we_do_not_know(asked, colour):
    assert paper_colour(asked) == colour and f"background: {colour}" in print_css(paper=asked)


def test_nothing_is_left_to_be_filled_in():
    assert "@POINTS@" not in print_css() and not any(
        f"@{word}@" in print_css() for word in ("SIDE", "FOOTER", "TURN")
    )


def test_peoples_words_cannot_end_the_footer():
    assert quoted('a";}') == '"a\\000022 \\00003b \\00007d "'


@pytest.mark.parametrize("typed, printed", [
    ("O’Brien, Łukasz, ŵyn, Αθήνα, Київ, £4", "O’Brien, Łukasz, ŵyn, Αθήνα, Київ, £4"),
    ("Thanks 🙂!", "Thanks !"),
    ("ﬁne ①", "ﬁne 1"),
    ("李 Wei", "� Wei"),
])  # fmt: skip
def test_a_document_holds_only_letters_that_can_be_drawn(typed, printed):
    assert printable(typed) == printed
