"""Writing thank-yous one after another: look, write, next."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions.messages import NotReady
from regulars.actions.thanks import Written, note_thanks, queue_thanks
from regulars.actions.touches import TouchAlreadyClosed
from regulars.queries import labels
from regulars.queries.thanks import Desk, desk_for, looked_at, with_sentence, written_today
from regulars.rules.channels import Channel
from regulars.rules.fields import LONGEST_OUT
from regulars.rules.messages import Reason
from regulars.web.access import person_of
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of

UNPROCESSABLE = 422
MOST_SKIPPED = 100


@require_safe
def show(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    desk = _desk(request, pk)
    if desk is None and pk is not None:
        return redirect(reverse("thanks:show") + _query(request))
    return _page(request, desk)


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Queued, done by hand, or looked at once more with one's own sentence in it."""
    body = request.POST.get("words", "")[:LONGEST_OUT]
    sentence = request.POST.get("sentence", "")[:500]
    desk = _desk(request, pk, words=body, sentence=sentence)
    if desk is None:
        tell(request, _("Somebody was quicker: this thank-you is written."))
        return redirect(reverse("thanks:show") + _query(request))
    shop, person, today = shop_of(request), person_of(request), today_of(shop_of(request))
    how = request.POST.get("how", "")
    if how not in {"mail", "hand"}:
        put_in = with_sentence(desk, shop, person, body, sentence)
        return _page(request, _desk(request, pk, words=put_in))
    looked = looked_at(desk, shop, person, body, sentence, today)
    problems = looked.problems
    if not problems:
        written = Written(
            subject=desk.composed.subject,
            body=looked.body,
            language=desk.composed.language,
            tone=desk.composed.tone,
            is_handwritten=looked.is_handwritten,
        )
        problems = _leave(request, desk, written, how)
    if problems:
        return _page(request, desk, problems=problems, status=UNPROCESSABLE)
    said = _("%(name)s: on its way.") if how == "mail" else _("%(name)s: thanked, and on record.")
    tell(request, said % {"name": desk.customer.name})
    return redirect(reverse("thanks:show") + _query(request))


def _leave(request: HttpRequest, desk: Desk, written: Written, how: str) -> list[str]:
    """Off it goes; what stands against it otherwise, in sentences."""
    reason = (desk.reason.rule, desk.reason.occurrence)
    channel = request.POST.get("channel", "")
    try:
        if how == "mail" and desk.mail_to:
            queue_thanks(
                customer=desk.customer,
                reason=reason,
                written=written,
                channel=Channel.EMAIL,
                address=desk.mail_to,
                person=person_of(request),
            )
        elif channel in {value for value, _name in desk.channels}:
            note_thanks(
                customer=desk.customer,
                reason=reason,
                written=written,
                channel=Channel(channel),
                person=person_of(request),
            )
        else:
            return [_("Say by which way it went.")]
    except NotReady as refused:
        return [str(labels.word(Reason, refused.reason)) + "."]
    except TouchAlreadyClosed:
        return [_("Somebody was quicker: this thank-you is written.")]
    return []


def _desk(
    request: HttpRequest, pk: int | None, *, words: str | None = None, sentence: str = ""
) -> Desk | None:
    shop = shop_of(request)
    return desk_for(
        person_of(request),
        shop,
        day=today_of(shop),
        only=pk,
        skipped=_skipped(request),
        other=_number(request.GET.get("other", "")),
        words=words,
        sentence=sentence,
    )


def _skipped(request: HttpRequest) -> list[int]:
    told = request.GET.get("skip", "").split(",")[:MOST_SKIPPED]
    return [_number(one) for one in told if _number(one)]


def _number(told: str) -> int:
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 12 else 0


def _query(request: HttpRequest, *, skip: int | None = None, other: int = 0) -> str:
    skipped = [*_skipped(request), *([skip] if skip else [])]
    told = {"skip": ",".join(map(str, skipped)), "other": str(other or "")}
    kept = {name: value for name, value in told.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _page(
    request: HttpRequest, desk: Desk | None, *, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {"desk": desk, "problems": problems or []}
    if desk is None:
        today = today_of(shop_of(request))
        context |= {
            "written": written_today(person_of(request), today),
            "has_skipped": bool(_skipped(request)),
        }
    else:
        context |= {
            "here": _query(request, other=desk.other),
            "query_skip": _query(request, skip=desk.customer.pk),
            "query_other": _query(request, other=desk.other + 1),
            "channel": request.POST.get("channel", ""),
        }
    return render(request, "thanks/show.html", context, status=status)
