from datetime import date

import pytest
from django.utils import timezone

from regulars.actions.wordings import install_ready_wordings
from regulars.models import Customer, Person, Rhythm, Wording
from regulars.queries.wording_pages import (
    has_a_signer,
    named_like,
    next_variant,
    previews,
    some_customers,
    texts_of,
    wordings_by_purpose,
)
from regulars.rules.kinds import Tone
from regulars.rules.messages import Reason
from tests.making import make_customers

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def test_the_texts_stand_by_purpose_and_what_was_put_away_last(shop):
    install_ready_wordings()
    Wording.objects.filter(key="first-thanks").update(put_away_at=timezone.now())

    shown = {one.purpose: one.wordings for one in wordings_by_purpose()}

    assert next(iter(shown)) == "recovery"
    assert shown["thanks"][-1].key == "first-thanks"
    assert all(one.texts_count for one in shown["thanks"])


def test_the_texts_of_a_tone_and_the_number_of_the_next(shop):
    install_ready_wordings()
    wording = Wording.objects.get(key="first-thanks")

    texts = texts_of(wording, language="de", tone=Tone.FORMAL)

    assert len(texts) == 4
    assert next_variant(wording, language="de", tone=Tone.FORMAL) == 5


def test_a_preview_shows_each_tone_and_marks_their_own_without_writing(customer, ana):
    install_ready_wordings()
    wording = Wording.objects.get(key="birthday-greeting")

    [preview] = previews(wording, [customer], language="de", signer=ana, day=DAY)

    assert [tone for tone, _, _ in preview.letters] == list(Tone)
    assert [is_theirs for _, _, is_theirs in preview.letters] == [True, False, False]
    formal = next(letter for tone, letter, _ in preview.letters if tone is Tone.FORMAL)
    assert formal.body.startswith("Guten Tag Tomás Ferreira,")
    assert formal.problems == [Reason.NO_SENDER]
    customer.refresh_from_db()
    assert customer.tone == "undecided"


def test_a_few_people_are_picked_buyers_first(shop):
    assert some_customers() == []
    customers = make_customers(5)
    assert len({one.pk for one in some_customers()}) == 3

    on = date(2026, 1, 1)
    Rhythm.objects.create(customer=customers[0], visits=1, first_on=on, last_on=on)
    assert some_customers() == [customers[0]]
    Customer.objects.filter(pk=customers[0].pk).update(pause_reason="died")
    assert customers[0] not in some_customers()


def test_somebody_is_found_by_name(customer):
    assert named_like("tomás", "tomas") == [customer]


def test_whether_anybody_signs(ana):
    assert not has_a_signer()
    Person.objects.update(agreed_to_sign_at=timezone.now())
    assert has_a_signer()
