"""Which of the people we know a record is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from regulars.actions.import_people import (
    Row,
    full_name,
    record_text,
    told,
)
from regulars.queries.compact import ABSENT
from regulars.queries.known_people import (
    CREATED,
    EMAILS,
    HAS_EMAIL,
    HAS_KEY,
    HAS_PHONE,
    HOMES,
    KEYS,
    NAMES,
    NO,
    PHONES,
    REACHABLE,
    RECORDS,
    SEEN,
    UPDATED,
    YES,
    KnownPeople,
    email_digest,
    home_digest,
    key_digest,
    learn_name,
    name_digest,
    phone_digest,
)
from regulars.readers.records import ConsentRecord, CustomerRecord
from regulars.rules.kinds import ContactKind
from regulars.rules.matching import (
    DoubtReason,
    Likeness,
    Match,
    digest,
    is_alias,
    is_full_name,
    likeness,
    match_by_email,
    match_by_name,
    match_by_phone,
    match_name,
    match_postcode,
)

NAME_KEY = "~name:"  # how a name that identifies somebody within one tool is kept among its ids
LONGEST_KEY = 200
MOST_DOUBTS = 500  # pairs a batch: more than that nobody looks through


@dataclass(slots=True)
class PeopleStep:
    """What one step of an import does about people."""

    drafts: dict[int, Row] = field(default_factory=dict)  # new ones
    points: list[tuple[int, ContactKind, str]] = field(default_factory=list)
    keys: list[tuple[int, str, str]] = field(default_factory=list)
    consents: list[tuple[int, ConsentRecord]] = field(default_factory=list)
    told: list[tuple[int, CustomerRecord]] = field(default_factory=list)  # may fill what is empty
    extras: list[tuple[int, CustomerRecord]] = field(default_factory=list)  # notes, tags, fields
    doubts: list[tuple[int, int, DoubtReason]] = field(default_factory=list)
    kept_refusals: int = 0  # a yes in the file that lifts no stored no


@dataclass(slots=True)
class Clues:
    """What a record says about who it is, as digests."""

    name: str
    key: int  # 0 for none
    emails: list[int]
    phones: list[int]
    home: int
    source: str
    key_text: str  # as it is kept

    @property
    def is_nobody(self) -> bool:
        return not (self.key or self.emails or self.phones or self.home)


def clues_of(record: CustomerRecord) -> Clues:
    name = match_name(full_name(record))
    emails = [email_digest(email) for email in record.emails if not is_alias(email)]
    phones = [phone_digest(phone) for phone in record.phones]
    place = match_postcode(record.postcode) if record.postcode and is_full_name(name) else ""
    is_alone = bool(name) and not (record.key or emails or phones or place)
    key_text = NAME_KEY + name if is_alone else record.key
    return Clues(
        name=name,
        key=key_digest(record.source, key_text) if key_text else 0,
        emails=emails,
        phones=phones,
        home=home_digest(name, place) if place else 0,
        source=record.source,
        key_text=key_text,
    )


class Matcher:
    """Finds or makes the person of each record and learns from it."""

    def __init__(self, people: KnownPeople) -> None:
        self.people = people
        self.step = PeopleStep()
        self._found: dict[int, int] = {}  # id() of a record of this step -> slot
        self._doubts = 0

    def begin(self) -> PeopleStep:
        self.step = PeopleStep()
        self._found = {}
        return self.step

    def person(self, record: CustomerRecord | None, *, known: int = ABSENT) -> int:
        """The slot of this person, made anew where nobody fits; ABSENT where nobody is named.

        `known` is the person to whom this sale is attributed already.
        """
        if record is None:
            return known
        slot = self._found.get(id(record), ABSENT)
        if slot != ABSENT and known in (ABSENT, slot):
            return slot
        said = digest(record_text(record))
        slot = self.people.tables[RECORDS].get(said)
        if slot != ABSENT and known in (ABSENT, slot):
            self.people.mark(slot, SEEN)  # the same words were looked at before
        else:
            slot = self._look_at(record, said, known)
        self._found[id(record)] = slot
        return slot

    def _look_at(self, record: CustomerRecord, said: int, known: int) -> int:
        clues = clues_of(record)
        slot = known
        if known == ABSENT:
            if clues.is_nobody:
                return ABSENT
            slot = self._match(clues)
        is_new = slot == ABSENT
        if is_new:
            slot = self._create(record, clues)
        self.people.add(RECORDS, said, slot)
        self.people.mark(slot, SEEN)
        self._learn(slot, record, clues, is_new=is_new)
        return slot

    def find(self, record: CustomerRecord | None) -> int:
        """The slot of this person, or ABSENT; nobody is made."""
        return ABSENT if record is None else self._match(clues_of(record))

    def _match(self, clues: Clues) -> int:
        people = self.people
        if clues.key:
            slot = self._by_key(clues)
            if slot != ABSENT:
                self._doubt_conflicts(slot, clues)
                return slot
        slot = self._by_email(clues)
        if slot == ABSENT:
            slot = self._by_phone(clues)
        if slot == ABSENT and clues.home:
            slot = people.tables[HOMES].get(clues.home)
        return slot

    def _by_key(self, clues: Clues) -> int:
        keys = self.people.tables[KEYS]
        slot = keys.get(clues.key)
        if (
            slot != ABSENT
            and not clues.source
            and likeness(clues.name, self.people.name_of(slot)) is Likeness.DIFFERENT
        ):  # customer 12 of one unknown tool is not customer 12 of another
            clues.key_text = f"{clues.key_text}|{clues.name}"
            clues.key = key_digest(clues.source, clues.key_text)
            slot = keys.get(clues.key)
        return slot

    def _by_email(self, clues: Clues) -> int:
        people = self.people
        for address in clues.emails:
            for slot in people.holders(EMAILS, address):
                has_other_key = bool(clues.key) and bool(people.flags[slot] & HAS_KEY)
                names = likeness(clues.name, people.name_of(slot)) if has_other_key else None
                if names is None or (
                    match_by_email(names, has_other_key=has_other_key) is Match.SAME
                ):
                    return slot
        return ABSENT

    def _by_phone(self, clues: Clues) -> int:
        return next((slot for slot, match in self._phone_matches(clues) if match is Match.SAME), -1)

    def _phone_matches(self, clues: Clues) -> Iterator[tuple[int, Match]]:
        people = self.people
        for number in clues.phones:
            for slot in people.holders(PHONES, number):
                flags = people.flags[slot]
                yield (
                    slot,
                    match_by_phone(
                        likeness(clues.name, people.name_of(slot)),
                        has_other_key=bool(clues.key) and bool(flags & HAS_KEY),
                        has_other_email=bool(clues.emails) and bool(flags & HAS_EMAIL),
                    ),
                )

    def _doubt_conflicts(self, slot: int, clues: Clues) -> None:
        for address in clues.emails:
            holder = self.people.tables[EMAILS].get(address)
            if holder not in (ABSENT, slot) and slot not in self.people.holders(EMAILS, address):
                self._doubt(slot, holder, DoubtReason.KEY_AND_EMAIL)

    def _doubt(self, one: int, other: int, reason: DoubtReason) -> None:
        if self._doubts < MOST_DOUBTS:
            self._doubts += 1
            self.step.doubts.append((one, other, reason))

    def _create(self, record: CustomerRecord, clues: Clues) -> int:
        people = self.people
        similar = [s for s, match in self._phone_matches(clues) if match is Match.DOUBTFUL]
        shared = [s for address in clues.emails for s in people.holders(EMAILS, address)]
        alike = people.tables[NAMES].get(name_digest(clues.name)) if clues.name else ABSENT
        slot = people.new(clues.name)
        people.mark(slot, CREATED)
        self.step.drafts[slot] = told(record)
        for other in shared[:1]:
            self._doubt(slot, other, DoubtReason.SAME_EMAIL)
        for other in similar[:1]:
            self._doubt(slot, other, DoubtReason.SAME_PHONE)
        if alike != ABSENT and alike not in shared and alike not in similar:
            reachable = people.flags[alike] & REACHABLE
            if (
                match_by_name(
                    ours_is_reachable=bool(record.emails or record.phones),
                    theirs_is_reachable=bool(reachable),
                )
                is Match.DOUBTFUL
            ):
                self._doubt(slot, alike, DoubtReason.SAME_NAME)
        return slot

    def _learn(self, slot: int, record: CustomerRecord, clues: Clues, *, is_new: bool) -> None:
        people, step = self.people, self.step
        self._learn_key(slot, clues)
        self._learn_points(slot, record, clues)
        if clues.name and not people.name_of(slot):
            people.late_names[slot] = clues.name
        if clues.name:
            learn_name(people, slot, clues.name, record.postcode)
        for consent in record.consents:
            self._learn_consent(slot, consent)
        if record.note or record.tags or record.extra:
            step.extras.append((slot, record))
        if not is_new:
            step.told.append((slot, record))

    def _learn_key(self, slot: int, clues: Clues) -> None:
        if not clues.key or self.people.tables[KEYS].get(clues.key) != ABSENT:
            return
        self.people.add(KEYS, clues.key, slot)
        self.people.mark(slot, HAS_KEY)
        self.step.keys.append((slot, clues.source, clues.key_text[:LONGEST_KEY]))

    def _learn_points(self, slot: int, record: CustomerRecord, clues: Clues) -> None:
        people = self.people
        for email in record.emails:
            address = email_digest(email)
            holders = list(people.holders(EMAILS, address))
            if slot in holders:
                continue
            if holders and people.flags[slot] & HAS_EMAIL:
                continue  # it is somebody else's: offered as a doubt, not spread
            if is_alias(email) and people.flags[slot] & HAS_EMAIL:
                continue
            people.add(EMAILS, address, slot)
            self._add_point(slot, ContactKind.EMAIL, email, HAS_EMAIL)
        for phone in record.phones:
            number = phone_digest(phone)
            if slot not in people.holders(PHONES, number):
                people.add(PHONES, number, slot)
                self._add_point(slot, ContactKind.PHONE, phone, HAS_PHONE)

    def _add_point(self, slot: int, kind: ContactKind, value: str, flag: int) -> None:
        self.people.mark(slot, flag | UPDATED)
        self.step.points.append((slot, kind, value))

    def _learn_consent(self, slot: int, consent: ConsentRecord) -> None:
        """A no stays a no whatever the file says; silence says nothing."""
        known = self.people.consent(slot, consent.channel.value)
        if known == NO:
            self.step.kept_refusals += consent.is_given
            return
        answer = YES if consent.is_given else NO
        if known != answer:
            self.people.set_consent(slot, consent.channel.value, answer)
            self.people.mark(slot, UPDATED)
            self.step.consents.append((slot, consent))
