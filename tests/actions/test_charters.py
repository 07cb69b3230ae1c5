"""The life of a charter: nothing is published that was not talked over, agreed to and measured."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from regulars.actions import charters
from regulars.actions.charters import (
    ClausesLacking,
    RemarksUnanswered,
    VersionInTheMaking,
    WrongStep,
)
from regulars.models import (
    CharterClause,
    CharterPage,
    CharterReading,
    CharterRemark,
    CharterVersion,
    Event,
    Person,
)
from regulars.queries.charters import in_the_making, published
from regulars.queries.local_days import shop_today
from regulars.rules.charters import RemarkKind
from tests import charters as making
from tests.charters import ANSWER, draft, publish

pytestmark = pytest.mark.django_db

STEPS = {
    "discuss": charters.discuss_version,
    "revise": charters.revise_version,
    "agree": charters.agree_version,
    "publish": charters.publish_version,
    "drop": charters.drop_version,
}


class CharterLife(RuleBasedStateMachine):
    """Any person at any version, in any order."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        self.frozen: dict[int, list[tuple[object, ...]]] = {}
        CharterVersion.objects.all().delete()

    def _any(self, number: int) -> CharterVersion | None:
        versions = list(CharterVersion.objects.order_by("number"))
        return versions[-1 - number % len(versions)] if versions else None

    @rule()
    def start(self) -> None:
        busy = in_the_making() is not None
        try:
            charters.start_version(person=self.person)
        except VersionInTheMaking:
            assert busy
        else:
            assert not busy

    @rule(number=st.integers(0, 2), is_whole=st.booleans())
    def write(self, number: int, is_whole: bool) -> None:
        version = self._any(number)
        if version is None:
            return
        told = ANSWER if is_whole else {"sentence": "We are kind."}
        try:
            charters.keep_clause(version=version, person=self.person, **told)
        except WrongStep:
            assert version.state not in {"draft", "discussion"}

    @rule(number=st.integers(0, 2), step=st.sampled_from(sorted(STEPS)))
    def step(self, number: int, step: str) -> None:
        version = self._any(number)
        if version is None:
            return
        try:
            STEPS[step](version=version, person=self.person)
        except (WrongStep, ClausesLacking, RemarksUnanswered):
            after = CharterVersion.objects.get(pk=version.pk)
            assert after.state == version.state
            return
        if step == "agree":
            assert not version.remarks.filter(answered_at=None).exists()
            assert version.clauses.exists()
        if step == "publish":
            assert version.state == "agreed"
            self.frozen[version.pk] = self._words(version.pk)

    @rule(number=st.integers(0, 2), kind=st.sampled_from(RemarkKind))
    def remark(self, number: int, kind: RemarkKind) -> None:
        version = self._any(number)
        if version is None:
            return
        try:
            charters.make_remark(version=version, kind=kind, text="But…", person=self.person)
        except WrongStep:
            assert version.state != "discussion"
        else:
            assert version.state == "discussion"

    @rule()
    def answer(self) -> None:
        for remark in CharterRemark.objects.filter(answered_at=None)[:1]:
            assert charters.answer_remark(remark=remark, answer="So.", person=self.person)
            assert not charters.answer_remark(remark=remark, answer="No.", person=self.person)

    @invariant()
    def one_at_each_step(self) -> None:
        states = list(CharterVersion.objects.values_list("state", flat=True))
        assert states.count("published") <= 1
        assert sum(states.count(one) for one in ("draft", "discussion", "agreed")) <= 1

    @invariant()
    def what_was_published_stays_as_it_was(self) -> None:
        for pk, words in self.frozen.items():
            assert self._words(pk) == words
            assert CharterVersion.objects.get(pk=pk).state in {"published", "replaced"}

    @staticmethod
    def _words(version: int) -> list[tuple[object, ...]]:
        names = ("sentence", "metric", "within", "target_percent")
        return list(CharterClause.objects.filter(version=version).values_list(*names))


def test_a_charter_lives_as_the_rules_say(ana):
    run_state_machine_as_test(
        lambda: CharterLife(ana),
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_an_objection_is_answered_before_the_owner_agrees(ana, ben):
    version, clause = draft(ana)
    charters.discuss_version(version=version, person=ana)
    remark = charters.make_remark(
        version=version,
        kind=RemarkKind.OBJECTION,
        text="On Saturdays there is only one of us.",
        person=ben,
        clause=clause,
    )
    with pytest.raises(RemarksUnanswered):
        charters.agree_version(version=version, person=ana)

    charters.answer_remark(remark=remark, answer="Hours of closed days do not count.", person=ana)
    charters.agree_version(version=version, person=ana)

    assert CharterVersion.objects.get().agreed_by == ana
    assert Event.objects.filter(kind="charter.agreed").count() == 1


@pytest.mark.parametrize(
    "lacks",
    [{"metric": ""}, {"within": None}, {"target_percent": None}, {"metric": "charm"}],
    ids=["source", "limit", "target", "unknown"],
)
def test_a_clause_without_a_data_source_is_not_agreed_to(ana, lacks):
    version, _ = draft(ana, **lacks)
    charters.discuss_version(version=version, person=ana)

    with pytest.raises(ClausesLacking):
        charters.agree_version(version=version, person=ana)


@pytest.mark.parametrize(
    "lacks",
    [{"metric": ""}, {"within": None}, {"target_percent": None}, {"since_on": None}],
    ids=["source", "limit", "target", "start"],
)
def test_the_database_itself_refuses_to_publish_a_clause_without_one(ana, lacks):
    _, clause = draft(ana)
    told = {"since_on": shop_today(), **lacks, "is_published": True}

    with pytest.raises(IntegrityError), transaction.atomic():
        CharterClause.objects.filter(pk=clause.pk).update(**told)


def test_nobody_writes_over_what_was_published(ana):
    clause = making.published(ana)

    with pytest.raises(WrongStep):
        charters.keep_clause(version=clause.version, clause=clause, person=ana, **ANSWER)
    for told in ({"sentence": "Never."}, {"target_percent": 60}, {"is_published": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CharterClause.objects.filter(pk=clause.pk).update(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        CharterVersion.objects.filter(pk=clause.version_id).update(opening="Else.")


def test_the_next_version_replaces_the_one_before_and_a_promise_keeps_its_first_day(ana):
    today = shop_today()
    first = making.published(ana, today.replace(year=today.year - 1, day=1))
    version = charters.start_version(person=ana)
    charters.keep_clause(version=version, person=ana, **{**ANSWER, "within": 4})
    publish(ana, version, today)

    old, new = CharterVersion.objects.order_by("number")
    assert (old.state, new.state) == ("replaced", "published")
    same, other = new.clauses.all()
    assert same.since_on == first.since_on
    assert other.since_on == today


def test_a_new_version_says_what_the_last_one_said(ana):
    clause = making.published(ana)

    version = charters.start_version(person=ana, because="tighter")

    assert version.number == 2
    assert [one.sentence for one in version.clauses.all()] == [clause.sentence]
    with pytest.raises(VersionInTheMaking):
        charters.start_version(person=ana)


def test_a_clause_moves_up_and_goes(ana):
    version, first = draft(ana)
    second = charters.keep_clause(version=version, person=ana, **{**ANSWER, "sentence": "Two."})

    assert charters.move_clause(clause=second, person=ana)
    second.refresh_from_db()
    assert not charters.move_clause(clause=second, person=ana)
    assert [one.pk for one in version.clauses.all()] == [second.pk, first.pk]
    charters.remove_clause(clause=second, person=ana)
    assert [one.pk for one in version.clauses.all()] == [first.pk]


def test_the_words_around_it_are_written_until_it_is_agreed(ana):
    version, _ = draft(ana)
    charters.write_version(version=version, opening=" Here ", training_note="So", person=ana)
    version.refresh_from_db()
    assert version.opening == "Here"
    charters.discuss_version(version=version, person=ana)
    charters.agree_version(version=version, person=ana)

    with pytest.raises(WrongStep):
        charters.write_version(version=version, opening="x", training_note="", person=ana)

    charters.revise_version(version=version, person=ana)
    assert CharterVersion.objects.get().agreed_at is None


def test_everybody_reads_and_agrees_once_for_each_version(ana, ben):
    version, _ = draft(ana)
    with pytest.raises(WrongStep):
        charters.agree_to_keep(version=version, person=ben)
    publish(ana, version)

    assert charters.agree_to_keep(version=version, person=ben)
    assert not charters.agree_to_keep(version=version, person=ben)
    assert CharterReading.objects.get().person == ben
    with pytest.raises(IntegrityError), transaction.atomic():
        CharterReading.objects.create(version=version, person=ben, agreed_at=version.agreed_at)

    following = charters.start_version(person=ana)
    publish(ana, following)
    assert charters.agree_to_keep(version=following, person=ben)


def test_a_version_that_nobody_wants_is_put_away(ana):
    version, _ = draft(ana)
    charters.drop_version(version=version, person=ana)

    assert in_the_making() is None
    assert published() is None
    assert charters.start_version(person=ana).number == 2


def test_the_public_address_is_off_until_the_owner_switches_it_on(ana):
    assert not charters.show_to_everybody(is_public=False, person=ana)
    assert charters.show_to_everybody(is_public=True, person=ana)
    assert not charters.show_to_everybody(is_public=True, person=ana)
    assert CharterPage.objects.get().is_public
    assert Event.objects.filter(kind="charter.shown").count() == 1
