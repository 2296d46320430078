"""Nobody is paid twice for the same time (rule 39)."""

import pytest

from portal.claims.timing import service
from portal.foundation.database import new_id
from portal.foundation.pages import Refused


@pytest.mark.parametrize("paid_by", ["employer", "other"])
def test_time_that_somebody_else_pays_is_refused_whatever_page_it_comes_from(
    claims, amina, answered, paid_by
):
    answered("yes")
    ref = claims.start(amina)
    with pytest.raises(Refused) as refused:
        service.choose_sessions(amina.id, ref, ["meeting-meeting"], paid_by, by=amina.id, once=new_id())
    assert refused.value.code == "paid-already" and claims.lines_of(ref) == []
