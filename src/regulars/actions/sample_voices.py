"""Writes what the people of the sample business told it: complaints, wishes, answers, ideas."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from django.db import models

from regulars.actions.amends import give_amends
from regulars.actions.complaints import open_complaint, review_cause, say_first_word
from regulars.actions.findings import note_finding
from regulars.actions.ideas import note_friction, open_improvement, think_up, try_idea
from regulars.actions.responses import record_response
from regulars.actions.wishes import decide, put_into, record_wish, take_up
from regulars.models import (
    Amends,
    Answer,
    Cause,
    Complaint,
    Customer,
    Idea,
    Person,
    Question,
    Response,
    Shop,
    Survey,
    SurveyInvitation,
    Wish,
)
from regulars.queries import sample_voices as told
from regulars.rules.amends import AmendsState
from regulars.rules.channels import Channel
from regulars.rules.complaints import Recovery, Step
from regulars.rules.ideas import Effort, IdeaOrigin
from regulars.rules.kinds import OpenState, Tone
from regulars.rules.ready_causes import READY
from regulars.rules.surveys import AskStage, Said
from regulars.rules.wishes import WishDecision

MomentOf = Callable[[date, int], datetime]  # an hour of a local day
Money = Callable[[int], int]  # whole units of the currency in its minor ones
LINK_DAYS = 60


class Voices:
    """One run: the people, the day it is told from, and what belongs to nobody."""

    def __init__(
        self,
        customers: Mapping[str, Customer],
        *,
        shop: Shop,
        person: Person | None,
        today: date,
        moment_of: MomentOf,
        money: Money,
    ) -> None:
        self.customers, self.shop, self.person, self.today = customers, shop, person, today
        self.moment_of, self.money = moment_of, money

    def write(self) -> list[models.Model]:
        """Returns the rows that belong to nobody. Inside the caller's transaction."""
        return [*self._complaints(), *self._wishes(), *self._ideas(), *self._answers()]

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _cause(self, place: int) -> Cause | None:
        causes = Cause.objects.filter(is_on=True)
        return causes.filter(name__in=READY[place].values()).first() or causes.first()

    def _complaints(self) -> list[models.Model]:
        """Those that are over as they were; the one of these days by its own way."""
        cause = self._cause(told.NOT_BY_ITS_DAY)
        if cause is None:
            return []
        there = list(Idea.objects.values_list("pk", flat=True))
        for one in told.OLD_COMPLAINTS:
            self._old(one, self._cause(one.cause) or cause)
        self._midway()
        open_improvement(cause=cause, person=self.person)
        return list(Idea.objects.exclude(pk__in=there))

    def _old(self, one: told.OldComplaint, cause: Cause) -> None:
        customer = self.customers[one.name]
        heard_at = self.moment_of(self._ago(one.heard_ago), 10)
        closed_on = self._ago(one.heard_ago - 2)
        settled_on = closed_on + timedelta(days=7 if one.recovery is not Recovery.UNKNOWN else 28)
        complaint = Complaint.objects.create(
            customer=customer,
            text=str(one.text),
            how_bad=one.how_bad.value,
            channel=Channel.PHONE.value,
            heard_at=heard_at,
            heard_by=self.person,
            owner=self.person,
            step=Step.SETTLED.value,
            state=OpenState.DONE.value,
            first_word_by_at=heard_at + timedelta(hours=24),
            first_word_at=heard_at + timedelta(hours=one.first_word_hours),
            first_word_from=self.person,
            cause=cause,
            mended_at=heard_at + timedelta(days=1),
            mended_words=str(one.mended),
            closed_on=closed_on,
            closed_by=self.person,
            closing_words=str(one.mended),
            check_back_on=closed_on + timedelta(days=7),
            outcome=one.recovery.value,
            evidence=one.evidence.value,
            evidence_on=settled_on,
            settled_on=settled_on,
        )
        if one.cost:
            Amends.objects.create(
                customer=customer,
                complaint=complaint,
                what=str(one.mended),
                cost_minor=self.money(one.cost),
                currency=self.shop.currency,
                state=AmendsState.GIVEN.value,
                given_by=self.person,
                asked_at=heard_at + timedelta(days=1),
                given_on=self._ago(one.heard_ago - 1),
            )

    def _midway(self) -> None:
        customer, heard_at = self.customers[told.MIDWAY], self.moment_of(self._ago(3), 10)
        complaint = open_complaint(
            customer=customer,
            text=str(told.MIDWAY_TEXT),
            wants=str(told.MIDWAY_WANTS),
            person=self.person,
            channel=Channel.PHONE,
            heard_at=heard_at,
        )
        say_first_word(complaint=complaint, person=self.person, at=heard_at + timedelta(hours=2))
        cause = self._cause(told.MIDWAY_CAUSE)
        if cause is not None:
            words = str(told.MIDWAY_CAUSE_WORDS)
            review_cause(complaint=complaint, cause=cause, words=words, person=self.person)
        if self.person is not None:
            give_amends(
                customer=customer,
                what=str(told.MIDWAY_GIVEN),
                cost_minor=self.money(told.MIDWAY_COST),
                currency=self.shop.currency,
                person=self.person,
                complaint=complaint,
            )

    def _wishes(self) -> list[models.Model]:
        groups: list[models.Model] = []
        for number, story in enumerate(told.WISHES):
            texts = [str(text) for text in story.own]
            wishes = list(Wish.objects.filter(customer__in=self.customers.values(), text__in=texts))
            for place, (name, words, kind) in enumerate(story.heard):
                wishes.append(
                    record_wish(
                        customer=self.customers[name],
                        said=str(words),
                        kind=kind,
                        heard_by=self.person,
                        heard_at=self.moment_of(self._ago(12 + 9 * number + 4 * place), 11),
                    )
                )
            group = take_up(wish=wishes[0], title=str(story.title), person=self.person)
            for wish in wishes[1:]:
                put_into(wish=wish, group=group, person=self.person)
            if story.decision is not WishDecision.UNDECIDED:
                due_on = None
                if story.due_in is not None:
                    due_on = self.today + timedelta(days=story.due_in)
                decide(
                    group=group,
                    decision=story.decision,
                    answer=str(story.answer),
                    owner=self.person,
                    due_on=due_on,
                    person=self.person,
                )
            groups.append(group)
        name, words, kind = told.FRESH_WISH
        record_wish(
            customer=self.customers[name],
            said=str(words),
            kind=kind,
            heard_by=self.person,
            heard_at=self.moment_of(self._ago(2), 11),
        )
        return groups

    def _ideas(self) -> list[models.Model]:
        friction = note_friction(
            place=str(told.FRICTION_PLACE),
            what=str(told.FRICTION),
            times_a_month=told.FRICTION_TIMES,
            minutes_lost=told.FRICTION_MINUTES,
            person=self.person,
        )
        bell = think_up(
            title=str(told.IDEA),
            text=str(told.IDEA_TEXT),
            origin=IdeaOrigin.FRICTION,
            cost_minor=self.money(told.IDEA_COST),
            effort=Effort.SMALL,
            about=friction,
            person=self.person,
        )
        bench = think_up(title=str(told.BENCH), person=self.person)
        if self.person is not None:
            until_on = self.today + timedelta(days=21)
            from_on = self._ago(7)
            try_idea(
                idea=bell,
                from_on=from_on,
                until_on=until_on,
                owner=self.person,
                person=self.person,
            )
        moment = self.moment_of(self._ago(12), 9)
        Idea.objects.filter(pk__in=(bell.pk, bench.pk)).update(thought_at=moment)
        return [friction, bell, bench]

    def _answers(self) -> list[models.Model]:
        survey = Survey.objects.filter(key=told.SURVEY, put_away_at=None).first()
        if survey is None:
            return []
        rows: list[models.Model] = [*self._marks(survey), *self._words()]
        question = Question.objects.filter(survey=survey, stage=AskStage.DELIVERY.value).first()
        rows.append(
            note_finding(
                found=str(told.FOUND),
                action=str(told.ACTION),
                owner=self.person,
                due_on=self.today + timedelta(days=told.ACTION_IN_DAYS),
                question=question,
                stage=AskStage.DELIVERY,
                person=self.person,
            )
        )
        return rows

    def _marks(self, survey: Survey) -> list[Response]:
        """Answers that were given and read over half a year, as they were."""
        people = list(self.customers.values())
        questions = {AskStage(one.stage): one for one in survey.questions.exclude(stage="")}
        responses, answers = [], []
        for number in range(told.ANSWERED):
            at = self.moment_of(self._ago(9 + number * 5), 18)
            responses.append(
                Response(
                    survey=survey,
                    customer=people[(number * 11 + 5) % len(people)],
                    answered_at=at,
                    correct_until_at=at + timedelta(days=1),
                    language=self.shop.language,
                    seen_at=at + timedelta(days=2),
                    seen_by=self.person,
                )
            )
        Response.objects.bulk_create(responses)
        for number, response in enumerate(responses):
            for stage, question in questions.items():
                marks = told.MARKS[stage]
                mark = marks[number % len(marks)]
                answers.append(Answer(response=response, question=question, scale=mark))
        Answer.objects.bulk_create(answers)
        return responses

    def _words(self) -> list[Response]:
        """Two of these days, that nobody has read yet."""
        survey = Survey.objects.filter(key=told.WORDS_SURVEY, put_away_at=None).first()
        if survey is None:
            return []
        found = []
        for number, (name, mark, words) in enumerate(told.WORDS):
            asked_on = self._ago(4 + number)
            invitation = SurveyInvitation.objects.create(
                survey=survey,
                customer=self.customers[name],
                occurrence="sample",
                channel=Channel.EMAIL.value,
                asked_on=asked_on,
                expires_on=asked_on + timedelta(days=LINK_DAYS),
                created_by=self.person,
            )
            found.append(
                record_response(
                    survey=survey,
                    invitation=invitation,
                    said={
                        1: Said(scale=mark),
                        2: Said(choice=1),
                        3: Said(words=str(words)),
                    },
                    language=self.shop.language,
                    tone=Tone.UNDECIDED,
                    at=self.moment_of(self._ago(1 + number), 19),
                )
            )
        return found
