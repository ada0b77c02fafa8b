"""English: the day first, as the rest of the pages is British."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
