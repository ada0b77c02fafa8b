"""The coded reasons of a judgement, in the reader's language. A test compares them with cases/disposition.py."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REASON_WORDS: Mapping[str, Any] = {
    "a document or register number is the same": _("a document or register number is the same"),
    "name and date of birth are the same": _("name and date of birth are the same"),
    "documents that were seen show the same identity": _("documents that were seen show the same identity"),
    "an authority says that it is the listed one": _("an authority says that it is the listed one"),
    "the subject says so": _("the subject says so"),
    "another reason, in the text": _("another reason, in the text"),
    "born on another date": _("born on another date"),
    "the document or register number is another's": _("the document or register number is another's"),
    "the names belong to different bearers": _("the names belong to different bearers"),
    "of another nationality, and nothing else agrees": _("of another nationality, and nothing else agrees"),
    "lives or is seated elsewhere, and nothing else agrees": _("lives or is seated elsewhere, and nothing else agrees"),
    "of another gender": _("of another gender"),
    "a person is not an organisation, a vessel not a company": _(
        "a person is not an organisation, a vessel not a company"
    ),
    "documents that were seen show another identity": _("documents that were seen show another identity"),
    "an authority says that it is not the listed one": _("an authority says that it is not the listed one"),
    "too little is known of the subject": _("too little is known of the subject"),
    "too little is published of the listed one": _("too little is published of the listed one"),
    "the subject, a branch or an authority was asked": _("the subject, a branch or an authority was asked"),
}
