"""Rows, not the domain: modules of `store` turn them into core values and back, and no queryset leaves `store`."""

from comity.store.models.alert import AlertHitRow, AlertRow, ListedRow, RunRow
from comity.store.models.case import AttachmentRow, CaseRow, NoteRow
from comity.store.models.disposition import DispositionHitRow, DispositionRow, JudgedPairRow
from comity.store.models.idempotency import IdempotencyRow
from comity.store.models.log import LogCheckpoint, LogEntry, LogNode
from comity.store.models.measure import ExemptionRow, MeasureRow, ReleaseTaskRow
from comity.store.models.officer import Officer, RoleGrant
from comity.store.models.report import RedressRow, ReportRow
from comity.store.models.sign_in import SignInFailures
from comity.store.models.token import TokenRow
from comity.store.models.upload import UploadRow
from comity.store.models.watch import ListCheckRow, WatchRow
from comity.store.models.webhook import WebhookMessageRow, WebhookRow

__all__ = [
    "AlertHitRow",
    "AlertRow",
    "AttachmentRow",
    "CaseRow",
    "DispositionHitRow",
    "DispositionRow",
    "ExemptionRow",
    "IdempotencyRow",
    "JudgedPairRow",
    "ListCheckRow",
    "ListedRow",
    "LogCheckpoint",
    "LogEntry",
    "LogNode",
    "MeasureRow",
    "NoteRow",
    "Officer",
    "RedressRow",
    "ReleaseTaskRow",
    "ReportRow",
    "RoleGrant",
    "RunRow",
    "SignInFailures",
    "TokenRow",
    "UploadRow",
    "WatchRow",
    "WebhookMessageRow",
    "WebhookRow",
]
