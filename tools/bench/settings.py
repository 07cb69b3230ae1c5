"""The product's own settings and pages, with one empty page beside them."""

from regulars.config.settings import *  # noqa: F403

ROOT_URLCONF = "tools.bench.urls"
