"""How far a report to an authority has come. It leaves the node only after a second officer approved it (S3)."""

from enum import StrEnum


class ReportState(StrEnum):
    """WAITING for a second officer; the last three are history."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
