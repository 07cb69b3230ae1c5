"""The settings of the server. What the shop decides for itself is a row: models/shop.py."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF

from regulars import __version__
from regulars.config import env

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()
VERSION = __version__

DEBUG = False
ADDRESS = env.address()
SECRET_KEY = env.secret_key(DATA)
SECRET_KEY_FALLBACKS = env.old_secret_keys()
IS_HTTPS = ADDRESS.startswith("https://")
ALLOWED_HOSTS = sorted({"localhost", "127.0.0.1", "[::1]", urlsplit(ADDRESS).hostname or ""})
CSRF_TRUSTED_ORIGINS = [ADDRESS] if IS_HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "regulars",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "regulars.web.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "regulars.web.access.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "regulars.web.shop.ShopMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "regulars.config.urls"
WSGI_APPLICATION = "regulars.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regulars.web.shop.shop_context",
            ],
            "libraries": {"regulars": "regulars.web.tags"},
            "builtins": ["django.templatetags.i18n", "regulars.web.tags"],
        },
    }
]

DATABASES = {"default": env.database(DATA)}
DNS_SERVER = env.dns_server()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
ENGINE = env.engine()
BROKER_URL = env.broker_url(ENGINE)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "regulars.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "regulars.web.account.passphrases.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "regulars.web.account.passphrases.NotCommon"},
    {
        "NAME": "regulars.web.account.passphrases.NotTheName",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
]
LOGIN_URL = "account:sign_in"
LOGIN_REDIRECT_URL = "today:show"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # what is stored; the shop's own zone is activated for each request

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# --- what a browser may do (headers that Django has no setting for: web/headers.py) ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["htmx"],  # the one policy: static/regulars/guard.js
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Under no-referrer browsers send "Origin: null" with our own forms, which CSRF protection refuses.
# Customers' pages (web/public) act by their link and not by a cookie: they say no-referrer.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = env.is_on("REGULARS_HSTS_PRELOAD")
SECURE_SSL_REDIRECT = False
IS_BEHIND_PROXY = env.is_on("REGULARS_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
USE_X_FORWARDED_HOST = False
X_FRAME_OPTIONS = "DENY"
# __Host- cookies need https; a shop that serves its own counter PC over http keeps plain names.
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "regulars.web.errors.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "regulars.config.logs.WithoutData",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {
        "worth_a_line": {
            "()": "django.utils.log.CallbackFilter",
            "callback": "ext://regulars.config.logs.is_worth_a_line",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["worth_a_line"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"regulars": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
