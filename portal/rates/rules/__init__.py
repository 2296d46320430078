"""What would this pay? Pure rules over the rows of rate cards, by subject, each with the number of its rule.

Results are whole pence: a line is worked out exactly and rounded once, half up.
"""

from portal.rates.rules.caps import Capped, cap, limit_pence
from portal.rates.rules.changes import last_day, preview, why_not_start
from portal.rates.rules.mileage import (
    Journey,
    Vehicle,
    excess_over_amap,
    miles_this_year,
    miles_words,
    passengers,
    price_mileage,
)
from portal.rates.rules.rows import (
    AMAP,
    TIME_UNITS,
    Card,
    Limit,
    NoRate,
    Preparation,
    Priced,
    Rate,
    Unit,
    amap,
    in_force,
    limit_on,
    rate_on,
    row_on,
)
from portal.rates.rules.time import (
    band_on,
    minutes_attended,
    minutes_that_count,
    online_allowance,
    price_time,
)

__all__ = [
    "AMAP",
    "TIME_UNITS",
    "Capped",
    "Card",
    "Journey",
    "Limit",
    "NoRate",
    "Preparation",
    "Priced",
    "Rate",
    "Unit",
    "Vehicle",
    "amap",
    "band_on",
    "cap",
    "excess_over_amap",
    "in_force",
    "last_day",
    "limit_on",
    "limit_pence",
    "miles_this_year",
    "miles_words",
    "minutes_attended",
    "minutes_that_count",
    "online_allowance",
    "passengers",
    "preview",
    "price_mileage",
    "price_time",
    "rate_on",
    "row_on",
    "why_not_start",
]
