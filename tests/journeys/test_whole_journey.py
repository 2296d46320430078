"""One person is looked after from "who are you?" to "here is your statement", by three kinds of people, in a browser.

This is the thread that everything else hangs on: real rooms, transactions and permissions, with JavaScript on and off.
"""

import pytest

from tests.support.browser import DESK, PHONE
from tests.support.journey import Person, looked_after
from tests.support.opening import published_opening


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_who_are_you_to_here_is_your_statement(window, enter, people, carys, hana, javascript):
    opening = published_opening(carys, hana)

    def staff(name):
        page = window(DESK, javascript)
        enter(page, people[name])
        return Person(page)

    looked_after(Person(window(PHONE, javascript)), staff, opening, javascript)
