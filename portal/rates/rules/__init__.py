"""What would this pay? Pure rules over the rows of rate cards, by subject, each with the number of its rule.

Results are whole pence: a line is worked out exactly and rounded once, half up.
"""

from portal.rates.rules.caps import Capped, cap, limit_pence
from portal.rates.rules.changes import (
    PricedLines,
    day_before_next,
    preview,
    why_not_start,
    would_have_been_more,
)
from portal.rates.rules.mileage import (
    Drive,
    Journey,
    Vehicle,
    excess_over_amap,
    miles_before_each,
    miles_words,
    passengers,
    price_mileage,
)
from portal.rates.rules.pays import asks_for, what_it_pays
from portal.rates.rules.rows import (
    AMAP,
    SURENESS,
    TIME_UNITS,
    Limit,
    NoRate,
    Preparation,
    Priced,
    Rate,
    Unit,
    amap,
    figure_words,
    in_force,
    limit_on,
    rate_on,
    row_on,
)
from portal.rates.rules.time import (
    band_on,
    minutes_attended,
    minutes_that_count,
    offer_words,
    online_allowance,
    price_time,
)

__all__ = [
    "AMAP",
    "SURENESS",
    "TIME_UNITS",
    "Capped",
    "Drive",
    "Journey",
    "Limit",
    "NoRate",
    "Preparation",
    "Priced",
    "PricedLines",
    "Rate",
    "Unit",
    "Vehicle",
    "amap",
    "asks_for",
    "band_on",
    "cap",
    "day_before_next",
    "excess_over_amap",
    "figure_words",
    "in_force",
    "limit_on",
    "limit_pence",
    "miles_before_each",
    "miles_words",
    "minutes_attended",
    "minutes_that_count",
    "offer_words",
    "online_allowance",
    "passengers",
    "preview",
    "price_mileage",
    "price_time",
    "rate_on",
    "row_on",
    "what_it_pays",
    "why_not_start",
    "would_have_been_more",
]
