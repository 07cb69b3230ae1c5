"""django-post-office on a database of its own, with our storage settings and as many threads as we
have lines."""

import os
from pathlib import Path

from regulars.config import env

FOLDER = Path(os.environ["REGULARS_DATA"])
SECRET_KEY = "of the bench alone, which holds nothing of anybody"
INSTALLED_APPS = ["django.contrib.contenttypes", "post_office"]
DATABASES = {"default": env.sqlite(FOLDER / "post_office.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
EMAIL_BACKEND = "post_office.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("BENCH_PORT", "25"))
POST_OFFICE = {
    "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
    "THREADS_PER_PROCESS": 10,
    "BATCH_SIZE": int(os.environ.get("BENCH_BATCH", "100")),  # 100 is its own default
}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
