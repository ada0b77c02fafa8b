"""What was read is told once: an answer carries the tag of its content, and who shows the tag is told "unchanged".

A write names the `version` that was seen (RFC 9110 If-Match, in the content): whoever saved first wins.
"""

import hashlib

from django.http import HttpRequest, HttpResponse

READS = frozenset({"GET", "HEAD"})


def told_once(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with its tag; 304 without content where the caller has this content already (RFC 9110, 13.1.2)."""
    if request.method not in READS or answer.status_code != 200 or answer.streaming:
        return answer
    tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    if has(request.headers.get("If-None-Match", ""), tag):
        answer = HttpResponse(status=304)
        del answer["Content-Type"]
    answer["ETag"] = tag
    return answer


def has(shown: str, tag: str) -> bool:
    """Is this tag among those shown? Compared weakly, as the RFC has it for reading; `*` is any."""
    tags = [each.strip().removeprefix("W/") for each in shown.split(",")]
    return tag in tags or tags == ["*"]
