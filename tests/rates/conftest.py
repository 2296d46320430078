"""The shipped rate cards, loaded."""

import pytest

from portal.rates import queries, service


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
        for act in (service.confirm_card, service.start_using):
            act(
                card_id,
                version=queries.card_page(card_id).version,
                by=hana.id,
                once=f"{act.__name__} {scheme}",
            )
        return card_id

    return confirm
