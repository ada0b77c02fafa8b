"""Answers: documents as JSON."""

from typing import Any

import msgspec
from django.http import HttpResponse

ENCODER = msgspec.json.Encoder()


def answer(content: Any, status: int = 200) -> HttpResponse:
    """A document as JSON."""
    return HttpResponse(ENCODER.encode(content), status=status, content_type="application/json")
