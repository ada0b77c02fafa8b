"""A route of yente's: opened like every other, refusals told in the form that yente's clients read."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from comity.api.caller import Caller
from comity.api.door import CallerView, P, View, opened
from comity.api.yente.misread import Misread, misread


def faithful(*methods: str) -> Callable[[CallerView[P]], View[P]]:
    """Open a view as `door.opened` does; what it could not read of the request is told as yente tells it."""

    def at_the_door(view: CallerView[P]) -> View[P]:
        @wraps(view)
        def carried_out(request: HttpRequest, caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                return view(request, caller, *args, **kwargs)
            except Misread as refused:
                return misread(refused)

        return opened(*methods)(carried_out)

    return at_the_door
