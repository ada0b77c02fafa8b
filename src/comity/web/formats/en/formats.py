"""English: the day first, as the rest of the pages is British."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "j M"
SHORT_DATE_FORMAT = "j M Y"
