"""Settings for every place Worksbill runs; what differs between places comes from the environment.

docs/operations.md lists the variables.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("WORKSBILL_DATA_DIR", BASE_DIR / "var")).resolve()


def env_flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes"}


def env_list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part]


def read_secret_key() -> str:
    """The key from the environment, else one made on first use and kept in the data folder."""
    if key := os.environ.get("DJANGO_SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    try:
        return path.read_text().strip()
    except OSError:
        key = secrets.token_urlsafe(50)
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(key)
    except OSError:
        # An unwritable folder is reported by `serve` in one sentence; commands that
        # touch no session still work with a key of their own.
        return key
    return key


DEBUG = env_flag("DJANGO_DEBUG")
SECRET_KEY = read_secret_key()
ALLOWED_HOSTS = env_list("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("DJANGO_CSRF_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "tailwind",
    "theme",
    "organizations",
    "jobs",
    "bills",
    "documents",
]

MIDDLEWARE = [
    "project.logs.RequestIdMiddleware",
    "project.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jobs.middleware.UnchangedPollMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organizations.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "project.middleware.LoginRedirectMiddleware",
    "organizations.api_access.ApiTokenMiddleware",
    "organizations.api_access.ApiRateMiddleware",
    "organizations.middleware.OrganizationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "project.middleware.ErrorMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organizations.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "project.sessions"

OUR_FORMS = "organizations.account_forms"
# People. Sign-in is by e-mail address and slows down after wrong passwords.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "organizations.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "organizations.forms.OfficeOfSignUpForm"
ACCOUNT_FORMS = {
    "login": f"{OUR_FORMS}.OurLoginForm",
    "signup": f"{OUR_FORMS}.OurSignupForm",
    "add_email": f"{OUR_FORMS}.OurAddEmailForm",
    "change_password": f"{OUR_FORMS}.OurChangePasswordForm",
    "reset_password": f"{OUR_FORMS}.OurResetPasswordForm",
    "reset_password_from_key": f"{OUR_FORMS}.OurResetPasswordKeyForm",
    "reauthenticate": f"{OUR_FORMS}.OurReauthenticateForm",
}
ACCOUNT_EMAIL_VERIFICATION = os.environ.get("WORKSBILL_VERIFY_EMAIL", "none")
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": f"{OUR_FORMS}.OurSecondFactorForm",
    "reauthenticate": f"{OUR_FORMS}.OurSecondFactorAgainForm",
    "activate_totp": f"{OUR_FORMS}.OurActivateTOTPForm",
}
MFA_TOTP_ISSUER = "Worksbill"
MFA_ALLOW_UNVERIFIED_EMAIL = ACCOUNT_EMAIL_VERIFICATION != "mandatory"
# How many proxies stand in front and add the visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("WORKSBILL_PROXIES", 0))

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jobs.context_processors.running_jobs",
            ],
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "jobs.templatetags.ui",
            ],
        },
    },
]

# Database. SQLite needs WAL and IMMEDIATE to let the worker and the web server write
# side by side; ATOMIC_REQUESTS stays off because it would make every poll take the
# write lock.


def postgres_options(*, idle_in_transaction: timedelta) -> dict[str, Any]:
    """A host that is cut off is noticed on both sides, so that it locks nobody out for long.

    `idle_in_transaction`: so long a silent transaction keeps the rows that it has locked.
    """
    idle = int(idle_in_transaction.total_seconds() * 1000)
    return {
        "connect_timeout": 5,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,  # milliseconds
        "options": "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 "
        "-c tcp_keepalives_count=3 "
        f"-c idle_in_transaction_session_timeout={idle}",
    }


def read_database() -> dict[str, Any]:
    url = (
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'worksbill.sqlite3'}"
    )
    database: dict[str, Any] = {**dj_database_url.parse(url)}
    if "sqlite" in database["ENGINE"]:
        # To open the file anew for each request would cost more than the request.
        database["CONN_MAX_AGE"] = None
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        database["CONN_MAX_AGE"] = 60
        database["CONN_HEALTH_CHECKS"] = True
        ours = postgres_options(idle_in_transaction=timedelta(minutes=1))
        database["OPTIONS"] = ours | database.get("OPTIONS", {})
    return database


DATABASES = {"default": read_database()}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# The interface alone: papers, stored texts and the API stay English (decision 19).
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("te", "తెలుగు"), ("hi", "हिन्दी")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = os.environ.get("WORKSBILL_TIME_ZONE", "Asia/Kolkata")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "files"
DOWNLOAD_URL_LIFE = timedelta(seconds=60)  # of the signed address of a file


def read_file_store() -> dict[str, Any]:
    """Files lie on the local disk, or in an S3 store when a bucket is named.

    The keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    """
    bucket = os.environ.get("WORKSBILL_S3_BUCKET", "")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    from botocore.config import Config  # slow to import, so only where it is used

    addressing = os.environ.get("WORKSBILL_S3_ADDRESSING") or "auto"
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": os.environ.get("WORKSBILL_S3_ENDPOINT") or None,
            "region_name": os.environ.get("WORKSBILL_S3_REGION") or None,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": addressing},
                # A store that is away costs each of botocore's tries this much.
                connect_timeout=5,
                read_timeout=30,
            ),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_expire": int(DOWNLOAD_URL_LIFE.total_seconds()),
        },
    }


STORAGES: dict[str, dict[str, Any]] = {
    "default": read_file_store(),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

TAILWIND_APP_NAME = "theme"
TAILWIND_CSS_PATH = "css/styles.css"

# Security. Everything the browser runs or shows comes from this server.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if env_flag("WORKSBILL_HTTPS"):
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

# Uploads are inspected before anything opens them; larger ones are refused in words.
UPLOAD_MAX_BYTES = int(os.environ.get("WORKSBILL_UPLOAD_MAX_BYTES", 25 * 1024 * 1024))
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A workbook with more filled cells is read again by a job after each correction.
PREVIEW_INLINE_CELLS = 20_000
BATCH_MAX_FILES = int(os.environ.get("WORKSBILL_BATCH_MAX_FILES", 200))
BATCH_MAX_BYTES = int(os.environ.get("WORKSBILL_BATCH_MAX_BYTES", 100 * 1024 * 1024))
# Far above the form's own limit, which answers with a sentence and loses nothing.
DATA_UPLOAD_MAX_NUMBER_FILES = 10 * BATCH_MAX_FILES

# Notices. Without a mail server e-mails are files in the data folder.
SITE_URL = os.environ.get("WORKSBILL_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("WORKSBILL_MAIL_FROM", "worksbill@localhost")
EMAIL_HOST = os.environ.get("WORKSBILL_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("WORKSBILL_MAIL_PORT", 587))
EMAIL_HOST_USER = os.environ.get("WORKSBILL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WORKSBILL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env_flag("WORKSBILL_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
MAIL_LONG_JOB = timedelta(minutes=1)
NOTICE_RETRY_DELAYS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 600))
# Hosts inside the network to which webhooks may go all the same, also by plain http.
WEBHOOK_ALLOWED_HOSTS = env_list("WORKSBILL_WEBHOOK_ALLOWED_HOSTS", "")

# The API. Requests of one token or person, and of one address without either.
API_REQUESTS_PER_MINUTE = int(os.environ.get("WORKSBILL_API_PER_MINUTE", 240))
API_ANONYMOUS_PER_MINUTE = int(os.environ.get("WORKSBILL_API_ANONYMOUS_PER_MINUTE", 60))

# The job engine. Source of the figures: spec jobs, section 5.
REDIS_URL = os.environ.get("REDIS_URL", "")
IN_PROCESS_BROKER = env_flag("WORKSBILL_IN_PROCESS_BROKER")
# What is counted for a minute; shared by all web processes where there is a Redis.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
WORKER_PROCESSES = int(os.environ.get("WORKSBILL_WORKER_PROCESSES", 1))
WORKER_THREADS = int(os.environ.get("WORKSBILL_WORKER_THREADS", 4))
JOB_POLL_INTERVAL = timedelta(seconds=int(os.environ.get("WORKSBILL_POLL_SECONDS", 1)))
JOB_HEARTBEAT = timedelta(seconds=15)
JOB_STALE_AFTER = timedelta(minutes=2)  # the page says "no update since"
JOB_LOST_AFTER = timedelta(minutes=10)  # the sweeper takes the job back
JOB_RESEND_AFTER = timedelta(seconds=30)  # a queued job whose message was lost
JOB_SOFT_TIME_LIMIT = timedelta(minutes=25)
JOB_HARD_TIME_LIMIT = timedelta(minutes=30)
JOB_CANCEL_GRACE = timedelta(minutes=5)
JOB_MAX_ATTEMPTS = 4  # the first try and three retries
JOB_RETRY_DELAYS = tuple(timedelta(seconds=s) for s in (60, 120, 240))
JOB_PROGRESS_THROTTLE = timedelta(milliseconds=500)
PAGE_WORK_LIMIT = timedelta(seconds=20)  # of hostile files that a page looks at
CLOSED_OFFICE_KEPT = timedelta(days=30)  # its files; its rows stay
UNLISTED_FILE_AGE = timedelta(days=1)  # younger ones may be about to be listed
JOB_SWEEP_EVERY = timedelta(seconds=5)
WORKER_BEAT = timedelta(seconds=10)
WORKER_STOP_GRACE = timedelta(seconds=8)  # for running jobs, when a worker is stopped
# Fair turns: so many jobs of one office run at a time (0: any number), and so long a
# batch lets small jobs pass it.
JOB_OFFICE_LIMIT = int(os.environ.get("WORKSBILL_JOBS_PER_OFFICE", 3))
JOB_BATCH_PATIENCE = timedelta(minutes=5)
JOB_MEMORY_LIMIT_MB = int(os.environ.get("WORKSBILL_JOB_MEMORY_MB", 500))  # 0: none
JOB_ACTOR_MODULES: list[str] | None = None  # None: the actors module of every app

METRICS_TOKEN = os.environ.get("WORKSBILL_METRICS_TOKEN", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "project.logs.ContextFilter"}},
    "formatters": {
        "plain": {
            "format": "{asctime} {levelname} {name} {message} {job_id}{request_id}",
            "style": "{",
        },
        "json": {"()": "project.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env_flag("WORKSBILL_LOG_JSON") else "plain",
            "filters": ["context"],
        }
    },
    "root": {
        "handlers": ["console"],
        "level": os.environ.get("WORKSBILL_LOG_LEVEL", "WARNING"),
    },
}
