"""Ids of what officers work on, as people write them: alert/123, case/7. A kind of id never fits where another goes."""

from typing import NewType

AlertId = NewType("AlertId", int)
HitId = NewType("HitId", int)
DispositionId = NewType("DispositionId", int)
CaseId = NewType("CaseId", int)
NoteId = NewType("NoteId", int)
AttachmentId = NewType("AttachmentId", int)
MeasureId = NewType("MeasureId", int)
ExemptionId = NewType("ExemptionId", int)
ReleaseTaskId = NewType("ReleaseTaskId", int)
ReportId = NewType("ReportId", int)
RedressId = NewType("RedressId", int)
RunId = NewType("RunId", str)  # chosen by whoever screens; the same run repeated has the same id
