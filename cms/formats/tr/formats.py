"""Turkish dates without a leading zero: “4 Eylül 2026”, not Django's “04 Eylül 2026”."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
MONTH_DAY_FORMAT = "j F"
