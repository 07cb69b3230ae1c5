"""A customer's page, the story page by page, and everything we keep as one file."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.views.decorators.http import require_safe

from regulars.models import Customer, Person
from regulars.queries import labels
from regulars.queries.customer_export import everything_about
from regulars.queries.customer_holdings import Holdings, holdings_of
from regulars.queries.customer_pages import customer_page_of
from regulars.queries.links import own_page_path
from regulars.queries.mail_accounts import is_mail_on
from regulars.queries.timelines import SOURCES, Place, timeline_of
from regulars.rules.access import Right
from regulars.rules.channels import Channel
from regulars.rules.complaints import HowBad
from regulars.rules.kinds import FactKind, Outcome, PauseReason, WishCertainty
from regulars.rules.messages import Topic
from regulars.web.access import needs
from regulars.web.customers.fetch import customer_or_404
from regulars.web.shop import shop_of, today_of


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    today = today_of(shop_of(request))
    holdings = holdings_of(pk)
    context = {
        "page": customer_page_of(customer, today=today, holdings=holdings),
        "customer": customer,
        "is_mail_on": is_mail_on(),
        "own_page_path": own_page_path(customer),
        "today": today,
        "channels": labels.choices(Channel),
        "topics": labels.choices(Topic),
        "outcomes": labels.choices(Outcome),
        "months": MONTHS.items(),
        "fact_kinds": labels.choices(FactKind),
        "how_bad": labels.choices(HowBad),
        "certainties": labels.choices(WishCertainty),
        "pause_reasons": labels.choices(PauseReason),
        "colleagues": Person.objects.filter(is_active=True).order_by("display_name"),
        **_story(request, customer, holdings),
    }
    return render(request, "customers/show.html", context)


@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Older entries: a part for htmx, a page of its own without."""
    customer = customer_or_404(pk)
    part = "_entries" if request.headers.get("HX-Request") else "story"
    context = {
        "customer": customer,
        "today": today_of(shop_of(request)),
        **_story(request, customer, holdings_of(pk)),
    }
    return render(request, f"customers/{part}.html", context)


def _story(request: HttpRequest, customer: Customer, holdings: Holdings) -> dict[str, object]:
    show = request.GET.get("show", "")
    show = show if show in SOURCES else "everything"
    place = Place.parse(request.GET.get("from", ""))
    story = timeline_of(customer, show=show, place=place, holdings=holdings)
    return {"show": show, "story": story}


@needs(Right.EXPORT)
@require_safe
def everything(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is kept about one person, for the person who asks."""
    customer = customer_or_404(pk)
    body = json.dumps(everything_about(customer), ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="customer-{customer.pk}.json"'
    return response
