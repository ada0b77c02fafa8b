"""Russian: without the abbreviated word for year."""

DATE_FORMAT = "j E Y"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "j E"
SHORT_DATE_FORMAT = "d.m.Y"
