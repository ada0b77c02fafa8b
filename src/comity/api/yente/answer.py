"""Answers in yente's form: JSON as it sends it, and what was refused under the `detail` that its clients read."""

from typing import Any

import msgspec
from django.http import HttpResponse

from comity.api.problems import problem

ENCODER = msgspec.json.Encoder()


class Misread(Exception):
    """A parameter or a part of the content cannot be read; told in the form that yente's own validation has."""

    def __init__(self, place: str, message: str, kind: str, where: str = "query") -> None:
        super().__init__(f"{where}.{place}: {message}")
        self.place, self.message, self.kind, self.where = place, message, kind, where


def answer(content: Any) -> HttpResponse:
    """A document as JSON."""
    return HttpResponse(ENCODER.encode(content), content_type="application/json")


def misread(refused: Misread) -> HttpResponse:
    """422, with the list of errors that yente sends, in a problem document."""
    errors = [{"loc": [refused.where, refused.place], "msg": refused.message, "type": refused.kind}]
    return problem(422, "request.misread", str(refused), errors=errors)
