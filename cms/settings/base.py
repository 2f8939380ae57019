"""What is true everywhere. Apps are named here, never imported."""

from pathlib import Path
from typing import Any

from . import env
from .languages import (
    ADMIN_LANGUAGES,
    EASY_LANGUAGE,
    LANGUAGES,
    LANGUAGES_BIDI,
    SOURCE_LANGUAGE,
)
from .untraced import untraced

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.text("WIRKT_VAR", BASE_DIR / "var"))
NODE_MODULES = BASE_DIR / "node_modules"

INSTALLED_APPS = [
    "cms",
    "demo",
    "home",
    "events",
    "strategy",
    "council",
    "partners",
    "translating",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "simple_history",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.middleware.ProtectedMiddleware",
    "cms.keeping.KeepWords",
    "cms.gates.LanguageGate",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "cms.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context_processors.site",
                "home.context_processors.town_frame",
            ],
        },
    },
]

# --- database: SQLite embedded by default, PostgreSQL in production -----------------------------
if env.text("WIRKT_DB", "sqlite") == "postgresql":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": env.text("PGDATABASE", "wirkt"),
            "USER": env.text("PGUSER", "wirkt"),
            "PASSWORD": env.text("PGPASSWORD", ""),
            "HOST": env.text("PGHOST", "127.0.0.1"),
            "PORT": env.text("PGPORT", "5432"),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "wirkt.sqlite3",
            # SQLite ignores select_for_update(): BEGIN IMMEDIATE lets one writer in at a time instead.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }

# --- languages and time --------------------------------------------------------------------------
LANGUAGE_CODE = SOURCE_LANGUAGE
#: Names that are the same in every language: a title that is one needs no translation.
PROPER_NAMES = {"Weiterstadt WIRkt!", "WIRkt"}
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
EASY_LANGUAGE, LANGUAGES_BIDI = EASY_LANGUAGE, LANGUAGES_BIDI
WAGTAILADMIN_PERMITTED_LANGUAGES = ADMIN_LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
FORMAT_MODULE_PATH = "cms.formats"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # One town, one clock; among all names some are no browser's.
#: A town keeps catalogues of its own languages apart from ours, and may say some things its own way.
OWN_LOCALE = Path(env.text("LOCALE_DIR", VAR_DIR / "locale"))
LOCALE_PATHS = [BASE_DIR / "locale", *([OWN_LOCALE] if OWN_LOCALE.is_dir() else [])]
# German must never appear under another language's address just because the source went live.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = []
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
#: Only where no web server stands in front.
SERVE_MEDIA = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Document"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "txt", "xlsx"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.number("IMAGE_MEGABYTES", 10) * 1024 * 1024
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.number("DOCUMENT_MEGABYTES", 20) * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
#: The largest film in sign language an editor may upload.
SIGN_VIDEO_MAX_BYTES = env.number("FILM_MEGABYTES", 200) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Wagtail -------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "WIRkt"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.login.TownLoginForm"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# The editing interface must not phone out.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# The workflow engine (design.md section 3): our finish action, our own pin, no cancelling by publishing.
WAGTAIL_FINISH_WORKFLOW_ACTION = "council.finish.finish_workflow"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # no third-party requests

# --- security ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # data: for the icon masks of KERN
        "media-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"  # Wagtail lifts it for its own previews
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "cms.keeping.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
LOGIN_URL = "wagtailadmin_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- mail ----------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "WIRkt <wirkt@example.org>")
#: A silent mail server must not hold up who has just voted.
EMAIL_TIMEOUT = 10
#: The mail of the day leaves with the first run of ``send_notices`` after this hour.
NOTICE_DIGEST_HOUR = env.number("NOTICE_DIGEST_HOUR", 7)
#: After so many days ``send_notices`` deletes what people were told.
NOTICE_DAYS = env.number("NOTICE_DAYS", 90)

#: After so many days settled reports of mistakes in translations are deleted (``forget_mistakes``).
MISTAKE_REPORT_DAYS = env.number("MISTAKE_REPORT_DAYS", 180)
#: So many reports one network address may send on a day.
MISTAKE_REPORTS_A_DAY = env.number("MISTAKE_REPORTS_A_DAY", 10)
#: The header in which the web server in front names the reader's address; empty: there is none.
ADDRESS_HEADER = env.text("ADDRESS_HEADER", "")

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# --- background jobs: at once by default, by a worker (`manage.py db_worker`) where TASKS=database ---
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if env.text("TASKS", "immediate") == "database"
        else "django_tasks.backends.immediate.ImmediateBackend",
    }
}

# --- machine translation: off unless a town names its own LibreTranslate server -------------------
LIBRETRANSLATE_URL = env.url("LIBRETRANSLATE_URL", "")
# Not wagtail-localize's own setting: its button knows neither budget nor rules.
MACHINE_TRANSLATOR: dict[str, Any] | None = (
    {
        "CLASS": "translating.libretranslate.CarefulTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": LIBRETRANSLATE_URL,
            "API_KEY": env.text("LIBRETRANSLATE_KEY", ""),
            "TIMEOUT": env.number("LIBRETRANSLATE_TIMEOUT", 10),
        },
    }
    if LIBRETRANSLATE_URL
    else None
)
#: German words that the machine may be sent in a month, all languages together.
MACHINE_WORDS_PER_MONTH = env.number("MACHINE_WORDS_PER_MONTH", 50_000)

# --- log -----------------------------------------------------------------------------------------
# With DEBUG off Django shows an error to nobody. Address and traceback, no form data, no cookies.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"untraced": {"()": "django.utils.log.CallbackFilter", "callback": untraced}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},  # a missing page is no event
        # Told to whoever sent it (cms/views.py); where it came to light helps nobody.
        "django.security.RequestDataTooBig": {"filters": ["untraced"]},
        "django.security.TooManyFieldsSent": {"filters": ["untraced"]},
        "django.security.TooManyFilesSent": {"filters": ["untraced"]},
    },
}

# --- this product --------------------------------------------------------------------------------
#: Shows the demo banner on every page; the demo sets it, a real town never does.
DEMO = env.flag("DEMO", False)
#: The gallery of components at /design/.
DESIGN_GALLERY = False
