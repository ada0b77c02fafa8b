"""Russian: without the abbreviated word for year."""

DATE_FORMAT = "j E Y"
TIME_FORMAT = "H:i"
