"""Every address of the node. A test walks them all as each role."""

from django.urls import URLPattern, URLResolver, path

from comity.api.urls import urlpatterns as for_programs
from comity.web.page import guarded
from comity.web.routes import PAGES

urlpatterns: list[URLPattern | URLResolver] = [
    *(path(page.path, guarded(page), name=page.name) for page in PAGES),
    *for_programs,
]

handler400 = "comity.web.refusal.bad_request"
handler404 = "comity.web.refusal.not_found"
handler500 = "comity.web.refusal.fault"
