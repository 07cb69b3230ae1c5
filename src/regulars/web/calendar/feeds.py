"""The private address that a calendar program reads, without signing in: the address is the key."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from regulars.actions.calendar_feeds import note_read
from regulars.queries.calendar_feeds import feed_by_token, feed_text
from regulars.queries.ical import print_of
from regulars.web.shop import shop_of, today_of


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """An address that is wrong, revoked, or of somebody who left: all answer alike."""
    found = feed_by_token(token)
    if found is None:
        raise Http404
    note_read(feed=found, at=timezone.now())
    shop = shop_of(request)
    text = feed_text(found, shop, today_of(shop))
    etag = f'"{print_of(text)}"'
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="regulars.ics"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
