"""The API of ours, as ninja serves it and OpenAPI describes it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security.base import AuthBase

from comity import __version__
from comity.api.native.orders import ORDER_OF
from comity.api.native.shapes import Problem
from comity.api.native.way import CODE_HEADER, KEY_HEADER, caller_in
from comity.api.problems import PROBLEM_TYPE, TITLES, problem, refusal
from comity.model.errors import ComityError
from comity.operations.permits import PERMITS

PREFIX = "/api/v1/"
REFUSED = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503})
Route = Callable[..., HttpResponse]

DESCRIPTION = """\
Screening, alerts and cases, lists, measures and the log of a Comity node. A program acts under an officer's name with a
token; what a token may do is its scopes and its officer's roles. Every refusal is a problem document (RFC 9457).
"""


class Shown(AuthBase):
    """The token in the Authorization header. Who is behind it was found on the way."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any:
        """Who calls."""
        return caller_in(request)


class Documented(NinjaAPI):
    """ninja's API, with problem documents where it would send its own."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:  # noqa: ARG002 as ninja asks for it
        """Where it all begins; the routes are led, so Django does not know it by ninja's name."""
        return PREFIX

    def get_openapi_schema(self, **said: Any) -> OpenAPISchema:
        """The description, in which every refusal has its own content type."""
        whole = super().get_openapi_schema(**said)
        for path, operations in whole["paths"].items():
            for method, operation in operations.items():
                _complete(operation, writes=method != "get")
                _tell_permit(operation, f"{method.upper()} {path.removeprefix(PREFIX)}")
        return whole


def _tell_permit(operation: dict[str, Any], call: str) -> None:
    order = ORDER_OF[call]
    permit = PERMITS[order]
    operation["x-comity-order"], operation["x-comity-scope"] = order, permit.scope
    operation["x-comity-roles"] = sorted(role.value for role in permit.roles)
    operation["x-comity-code"] = permit.confirmed


def _complete(operation: dict[str, Any], *, writes: bool) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            response["description"] = TITLES.get(int(status), "Refused")
            response["content"] = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if not writes:
        _tell_unchanged(operation)
        return
    text = {"type": "string", "maxLength": 200}
    operation.setdefault("parameters", []).extend(
        {"in": "header", "name": name, "required": False, "description": told, "schema": text}
        for name, told in (
            (KEY_HEADER, "sent again with the same key, the order is carried out once (24 hours)"),
            (CODE_HEADER, "the officer's one-time code, where the order needs a second factor"),
        )
    )


def _tell_unchanged(operation: dict[str, Any]) -> None:
    tag = {"description": "tells this content from every other", "schema": {"type": "string"}}
    operation["responses"][200]["headers"] = {"ETag": tag}
    operation["responses"][304] = {"description": "The content is the one whose tag was shown"}
    operation.setdefault("parameters", []).append(
        {
            "in": "header", "name": "If-None-Match", "required": False, "schema": {"type": "string", "maxLength": 200},
            "description": "the ETag of an answer that the program has: 304 where it would come again",
        }
    )  # fmt: skip


def documented() -> Documented:
    """The API without any route yet."""
    api = Documented(
        title="Comity",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,  # ninja's page would fetch its programs from elsewhere
        openapi_url="/openapi.json",
        urls_namespace="api-v1",
        auth=Shown(),
    )
    api.add_exception_handler(ComityError, _refused)
    api.add_exception_handler(ValidationError, _misread)
    api.add_exception_handler(HttpError, _http)
    return api


def answers(shape: Any, status: int = 200) -> dict[Any, Any]:
    """What a route answers: this shape, or a problem."""
    return {status: shape, REFUSED: Problem}


def _refused(request: HttpRequest, refused: Any) -> HttpResponse:  # noqa: ARG001 as ninja calls it
    return refusal(refused)


def _misread(request: HttpRequest, refused: Any) -> HttpResponse:  # noqa: ARG001
    errors = [{"loc": list(each["loc"]), "msg": each["msg"], "type": each["type"]} for each in refused.errors]
    places = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in errors[:5])
    return problem(422, "request.misread", places, errors=errors)


def _http(request: HttpRequest, refused: Any) -> HttpResponse:  # noqa: ARG001
    return problem(refused.status_code, "request.bad", str(refused))
