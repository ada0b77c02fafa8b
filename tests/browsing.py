"""What the tests in a real browser share."""

from collections.abc import Callable

from playwright.sync_api import Page

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
Opened = Callable[..., Page]
