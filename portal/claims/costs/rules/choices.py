"""What can be chosen on the pages of costs: code → words."""

from portal.rates.rules import Vehicle

TRAVEL = {
    "train": "Train", "bus": "Bus", "tram": "Tram or underground", "ferry": "Ferry", "other": "Other",
}  # fmt: skip
VEHICLES = {Vehicle.CAR.value: "Car", Vehicle.MOTORBIKE.value: "Motorbike", Vehicle.BIKE.value: "Bike"}
CHARGES = {
    "parking": "Parking", "toll": "A road, bridge or tunnel toll", "air": "A clean air or congestion charge",
    "fine": "A parking fine or penalty",
}  # fmt: skip
CHARGE_NAMES = {"parking": "Parking", "toll": "Toll", "air": "Clean air or congestion charge"}
MEALS = {"LUNCH": "Lunch, breakfast or a snack", "DINNER": "Evening meal"}
A_MEAL = {"LUNCH": "lunch, breakfast or a snack", "DINNER": "an evening meal"}
MEAL_NAMES = {"LUNCH": "Food and drink", "DINNER": "Evening meal"}
AWAY = {"under 5": "Less than 5 hours", "5 to 10": "5 to 10 hours", "over 10": "More than 10 hours"}
FOOD_FROM = "We pay for food when {you_were} away for 5 hours or more. You can still ask."
NEEDS = {
    "agreed": "It was agreed before", "health": "Health or disability", "none": "No public transport",
    "safety": "Safety", "carrying": "Carrying things", "other": "Something else",
}  # fmt: skip
LOOKED_AFTER = {"child": "A child", "adult": "An adult"}
YES_NO = {"yes": "Yes", "no": "No"}
