"""The shipped rate cards, loaded."""

import pytest

from portal.rates import queries, service
from tests.support.changes import agreed


@pytest.fixture
def cards(people):
    """`cards("NIHR")` is the id of that scheme's card."""
    service.load_shipped_rates()
    return queries.card_of_scheme


@pytest.fixture
def confirmed(cards, hana):
    """`confirmed("NIHR")` is the id of that scheme's card once Hana has confirmed and put it to use."""

    def confirm(scheme):
        card_id = cards(scheme)
        for act, more in ((service.confirm_card, {}), (service.start_using, {"why": "Agreed"})):
            version = queries.card_page(card_id).version
            agreed(act(card_id, version=version, by=hana.id, once=f"{act.__name__} {scheme}", **more))
        return card_id

    return confirm
