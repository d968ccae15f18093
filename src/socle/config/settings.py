"""Every setting, from the environment; with none set, the embedded defaults. See docs/deploy.md."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from socle.config import logs

env = environ.Env()

SOURCE_DIR = Path(__file__).resolve().parents[1]
ROOT_DIR = SOURCE_DIR.parents[1]

# --- where this site is, and where it keeps things ---

SOCLE_DATA_DIR = Path(env.str("SOCLE_DATA_DIR", default=str(ROOT_DIR / "var"))).resolve()
SOCLE_BASE_URL = env.str("SOCLE_BASE_URL", default="http://localhost:8000").rstrip("/")
SOCLE_COUNTRY = env.str("SOCLE_COUNTRY", default="be")
SOCLE_PACK_DIR = ROOT_DIR / "packs" / SOCLE_COUNTRY
SOCLE_PHASE = env.str("SOCLE_PHASE", default="ask")
# Name and address, separated by commas, of who answers for what is kept of people.
SOCLE_CONTROLLER = env.str("SOCLE_CONTROLLER", default="")
SOCLE_SOURCE_URL = env.str("SOCLE_SOURCE_URL", default="")
SOCLE_STORAGE_URL = env.str("SOCLE_STORAGE_URL", default="")
SOCLE_MAP_TILES = env.str("SOCLE_MAP_TILES", default="")
SOCLE_DEMO = env.bool("SOCLE_DEMO", default=False)
REDIS_URL = env.str("REDIS_URL", default="")

HTTPS = SOCLE_BASE_URL.startswith("https://")
# An address with https has a proxy in front: it holds the certificate.
SOCLE_PROXIES = env.int("SOCLE_PROXIES", default=1 if HTTPS else 0)
DEBUG = False
TEST_RUNNER = "django.test.runner.DiscoverRunner"


def kept_secret() -> str:
    """The site's secret: made on first use, readable by its owner only."""
    path = SOCLE_DATA_DIR / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        SOCLE_DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
        return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret()
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", urlsplit(SOCLE_BASE_URL).hostname]
)

# --- the house ---

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "allauth.account",
    "allauth.mfa",
    "socle.foundation",
    "socle.accounts",
    "socle.territories",
    "socle.groups",
    "socle.texts",
    "socle.library",
    "socle.elections",
    "socle.demands",
    "socle.commitments",
    "socle.web",
]
MIDDLEWARE = [
    # First: a kept page is answered before anything else is asked.
    "socle.foundation.kept.KeptPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "socle.accounts.sessions.NoteWhenSeen",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "socle.config.urls"
WSGI_APPLICATION = "socle.config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORMS_URLFIELD_ASSUME_HTTPS = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A component is a folder of the design system: its template, style, script, examples.
        "DIRS": [SOURCE_DIR / "foundation"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "socle.foundation.templatetags.days",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "socle.foundation.context.site",
                "socle.web.context.around",
                "socle.accounts.context.who_looks",
            ],
        },
    }
]
COTTON_DIR = "design"
# A component sees what it is given and the request, never its page.
COTTON_ISOLATE_BY_DEFAULT = True

# --- database, cache, jobs, mail ---

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{SOCLE_DATA_DIR / 'socle.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing, readers never wait: see docs/decisions/0003-databases.md
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # On a public site, what the ledger has promised outlives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; "
        f"PRAGMA synchronous={'FULL' if HTTPS else 'NORMAL'}",
    }
    # Opening the file again costs more than answering with a kept page.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}

if REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "socle.foundation.database_cache.LeanDatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 200_000},
        }
    }

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 60
DEFAULT_FROM_EMAIL = env.str(
    "SOCLE_MAIL_FROM", default=f"Socle <socle@{urlsplit(SOCLE_BASE_URL).hostname}>"
)

LOGGING = logs.LOGGING

# --- sign-in: a code by e-mail or a passkey; there is no password ---

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
# Where people land who were on their way to nowhere, and where "My home" leads.
LOGIN_REDIRECT_URL = "web:me"
# Of a room above: pages of one's data lead there.
DATA_PROTECTION_PAGE = "web:data-protection"
ACCOUNT_ADAPTER = "socle.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The code itself proves the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
# Seconds. A code is old long before its page is forgotten, so that the page can say so.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
# allauth counts wrong second steps, for each person; SOCLE_LIMITS says the rest.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
MFA_ADAPTER = "socle.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Socle"
# A clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
# How often, in how long, for whom: see foundation/limits.py. Many people may share one client
# address (ip), in a school or at an assembly.
SOCLE_LIMITS = {
    "default": "60/10m/ip,5/10m/pair,20/h/key",
    "accounts.code": "60/10m/ip,5/10m/pair,20/h/key",
    "accounts.guess": "5/15m/key",
    "accounts.passkey": "60/10m/ip",
    "accounts.email": "10/h/key",
    "groups.start": "5/h/key",
    "groups.ask": "10/h/key",
    "groups.invite": "20/h/key",
    "groups.write": "20/h/ip,5/h/pair,10/h/key",
    "library.write": "30/h/key",
    "texts.picture": "60/h/key",
    "texts.suggest": "30/h/ip,10/h/pair,20/h/key",
}

# --- languages, dates ---

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")]
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fr",)
USE_TZ = True
TIME_ZONE = "Europe/Brussels"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "socle.foundation.formats"
LANGUAGE_COOKIE_NAME = "language"

# --- files ---

STATIC_URL = "/static/"
STATIC_ROOT = SOCLE_DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "socle.foundation.design.finder.DesignFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": SOCLE_DATA_DIR / "media", "base_url": "/media/"},
    },
    "staticfiles": {"BACKEND": "socle.foundation.static_files.HashedStaticFiles"},
}

# --- security: strict, and the same on every page, so that kept pages can carry it ---

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "socle.accounts.sessions"
# Seconds without a visit after which a device is signed out.
SESSION_COOKIE_AGE = 60 * 24 * 3_600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [SOCLE_BASE_URL]
# 2 MB of any words, three bytes for each as a form sends them, reach the page that counts them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_388_608
