"""How the web server runs; `regulars serve` adds the address and the number of workers."""

from typing import Any

from regulars.management.children import end_with_parent

worker_class = "gthread"
threads = 4
max_requests = 5000
max_requests_jitter = 500
graceful_timeout = 6
timeout = 120
keepalive = 5
loglevel = "warning"
accesslog = None  # addresses and paths of people are nobody's business
control_socket_disable = True
preload_app = True  # loaded once, then shared


def post_fork(server: Any, worker: Any) -> None:
    """A worker whose master is killed would leave by itself within a second; this is at once."""
    end_with_parent()
