"""What every answer tells the browser about itself (docs/run/security.md)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

EVERYWHERE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(),"
        " fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(),"
        " payment=(), picture-in-picture=(), publickey-credentials-get=(self), usb=()"
    ),
}


class HeadersMiddleware:
    """Adds what Django has no setting for. Pages hold personal data: none is kept by a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
