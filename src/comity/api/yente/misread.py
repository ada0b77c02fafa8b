"""What yente could not read of a request, told in the form that its own validation has."""

from django.http import HttpResponse

from comity.api.problems import problem


class Misread(Exception):
    """A parameter or a part of the content cannot be read."""

    def __init__(self, place: str, message: str, kind: str, where: str = "query") -> None:
        super().__init__(f"{where}.{place}: {message}")
        self.place, self.message, self.kind, self.where = place, message, kind, where


def misread(refused: Misread) -> HttpResponse:
    """422, with the list of errors that yente sends, in a problem document."""
    errors = [{"loc": [refused.where, refused.place], "msg": refused.message, "type": refused.kind}]
    return problem(422, "request.misread", str(refused), errors=errors)
