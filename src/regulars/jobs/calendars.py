"""Keeps calendar servers in step, both ways. The rows are the truth: a round may be killed
anywhere, run twice or side by side, and the next one finds what is missing."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from regulars.actions import calendar_sync as actions
from regulars.channels.caldav import CannotSync, Place, RemoteCalendar, SomebodyWasFirst
from regulars.channels.caldav import open_calendar as open_there
from regulars.models import CalendarAccount, CalendarEntry, Shop
from regulars.queries import calendar_accounts as queries
from regulars.queries.calendar_accounts import Belongs
from regulars.queries.ical import print_of
from regulars.queries.secrets import CannotUnseal, unseal
from regulars.queries.shops import the_shop
from regulars.rules.calendars import CalendarTrouble


@dataclass(slots=True)
class Round:
    """One calendar, once through."""

    account: CalendarAccount
    remote: RemoteCalendar
    shop: Shop
    now: datetime
    listing: dict[str, str] = field(default_factory=dict)
    changes: int = 0

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.shop.time_zone)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def sync_calendars(now: datetime) -> int:
    """Every calendar that is switched on. Returns how many changes that made, here and there."""
    in_use = list(queries.accounts_in_use().values_list("pk", flat=True))
    return sum(sync_calendar(pk, now) for pk in in_use)


def sync_calendar(account_id: int, now: datetime) -> int:
    """One calendar. What is in the way is told on its account."""
    account = queries.accounts_in_use().select_related("person").filter(pk=account_id).first()
    shop = the_shop()
    if account is None or shop is None:
        return 0
    try:
        place = Place(account.url, account.username, unseal(account.secret))
        with open_there(place) as remote:
            at_work = Round(account, remote, shop, now)
            _go_through(at_work)
    except CannotUnseal:
        actions.note_synced(account=account, at=now, trouble=CalendarTrouble.LOST_KEY)
        return 0
    except CannotSync as stopped:
        actions.note_synced(account=account, at=now, trouble=stopped.trouble)
        return 0
    actions.note_synced(account=account, at=now)
    return at_work.changes


def _go_through(at_work: Round) -> None:
    at_work.listing = at_work.remote.listing()
    belonging = queries.belongs_there(at_work.account, at_work.shop, at_work.today)
    known = at_work.account.entries.select_related("touch__customer", "appointment__customer")
    rows = {row.href: row for row in known}
    for name, belongs in belonging.items():
        row = rows.get(name)
        try:
            if row is not None and row.removed_there_at is not None:
                continue  # its owner wants it there no more
            if row is None or row.gone_at is not None:
                _write_anew(at_work, name, belongs)
            else:
                _keep_in_step(at_work, row, belongs)
        except SomebodyWasFirst:
            continue  # the next round sees how it is now
    for name, row in rows.items():
        if name not in belonging and row.gone_at is None:
            _take_off(at_work, row)
    for name in queries.orphans(at_work.listing, at_work.shop.mark):
        _remove(at_work, name)


def _write_anew(at_work: Round, name: str, belongs: Belongs) -> None:
    """Where it is there already, a run before was killed right after writing it: it is ours."""
    try:
        etag = at_work.remote.write(name, belongs.text)
    except SomebodyWasFirst:
        there = at_work.remote.read(name)
        if there is None:
            raise
        etag = at_work.remote.write(name, belongs.text, etag=there[0]) if there[0] else ""
    actions.note_written(
        account=at_work.account,
        entry=belongs.entry,
        name=name,
        etag=etag,
        told=print_of(belongs.text),
    )
    at_work.changes += 1


def _keep_in_step(at_work: Round, row: CalendarEntry, belongs: Belongs) -> None:
    """What changed here is written there, what changed there is moved here; ours wins."""
    etag = at_work.listing.get(row.href)
    if etag is None:
        at_work.changes += actions.note_removed_there(row=row, at=at_work.now)
        return
    told = print_of(belongs.text)
    if told != row.told:
        etag = at_work.remote.write(row.href, belongs.text, etag=etag)
        at_work.changes += actions.note_seen(row=row, etag=etag, told=told)
    elif etag != row.etag:
        _look_there(at_work, row)


def _look_there(at_work: Round, row: CalendarEntry) -> None:
    there = at_work.remote.read(row.href)
    if there is None:
        return
    etag, text = there
    when = queries.when_of(text, at_work.zone)
    if when is not None:
        at_work.changes += actions.move_as_there(
            row=row, when=when, zone=at_work.zone, person=at_work.account.person
        )
    actions.note_seen(row=row, etag=etag or at_work.listing[row.href], told=_as_moved(at_work, row))


def _as_moved(at_work: Round, row: CalendarEntry) -> str:
    """What we would write now, so that a move made there is not written over there."""
    belonging = queries.belongs_there(at_work.account, at_work.shop, at_work.today)
    return print_of(belonging[row.href].text) if row.href in belonging else row.told


def _take_off(at_work: Round, row: CalendarEntry) -> None:
    """Dealt with, or not this person's any more."""
    if row.href not in at_work.listing or _remove(at_work, row.href):
        at_work.changes += actions.note_gone(row=row, at=at_work.now)


def _remove(at_work: Round, name: str) -> bool:
    try:
        at_work.remote.remove(name, etag=at_work.listing[name])
    except SomebodyWasFirst:
        return False
    return True
