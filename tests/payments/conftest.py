"""Who sits at finance's pages."""

import pytest


@pytest.fixture
def desk(visit, femi):
    return visit(femi)


@pytest.fixture
def second(visit, grace):
    return visit(grace)
