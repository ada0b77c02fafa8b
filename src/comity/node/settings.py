"""Django's settings, from the environment alone.

COMITY_HOME    where lists, keys, attachments and the embedded database are kept (see comity.runtime)
DATABASE_URL   postgres://USER:PASSWORD@HOST/NAME; without it SQLite under COMITY_HOME
COMITY_URL     the address at which officers reach the node; https makes cookies secure (http://127.0.0.1:8765)
COMITY_HOSTS   further host names it answers to, separated by commas
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from comity.node.demonstration import is_demonstration
from comity.node.secret import session_secret
from comity.runtime import settings as comity_settings

HOME = comity_settings().home
HOME.mkdir(parents=True, exist_ok=True)
WEB = Path(__file__).resolve().parent.parent / "web"

PUBLIC_URL = os.environ.get("COMITY_URL", "http://127.0.0.1:8765")
_public = urlsplit(PUBLIC_URL)
_secure = _public.scheme == "https"

DEBUG = False
DEMONSTRATION = is_demonstration(HOME)  # invented data only, and every page says so
SECRET_KEY = session_secret(HOME)
ALLOWED_HOSTS = [
    *filter(None, {_public.hostname, "127.0.0.1", "localhost"}),
    *filter(None, os.environ.get("COMITY_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if _secure else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_htmx",
    "comity.store",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "comity.web.session.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "comity.web.policy.ContentPolicy",
]

ROOT_URLCONF = "comity.node.urls"
WSGI_APPLICATION = "comity.node.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "comity.web.environment.environment"},
    },
    # Django's own form widgets are rendered by its own engine.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}},
]

# SQLite: every transaction says at its beginning that it will write, so that none fails half way because
# another was faster; readers never wait (WAL).
_SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'node.sqlite3'}"
    chosen: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if chosen["ENGINE"].endswith("sqlite3"):
        chosen["OPTIONS"] = {**chosen.get("OPTIONS", {}), **_SQLITE}
        # Tests with several threads and processes need one file, not one memory each.
        chosen["TEST"] = {"NAME": str(HOME / f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.sqlite3")}
    return chosen


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "comity.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "login"
OTP_TOTP_ISSUER = "Comity"

CSRF_FAILURE_VIEW = "comity.web.refusal.forged"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SESSION_COOKIE_AGE = 8 * 3600  # web/session.py ends them earlier where they are left alone
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("COMITY_BEHIND_PROXY") == "1" else None
X_FRAME_OPTIONS = "DENY"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [WEB / "locale"]
FORMAT_MODULE_PATH = "comity.web.formats"

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True  # served from the package: no build step
WHITENOISE_AUTOREFRESH = False

# Warnings and faults on standard error. Nothing that a person typed: no addresses of pages, no form contents.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "comity": {"level": "INFO"},
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 << 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20  # larger uploads go to a file at once
FILE_UPLOAD_PERMISSIONS = 0o600
