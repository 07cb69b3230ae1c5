from datetime import timedelta

from django.utils import timezone

from regulars.actions.complaints import open_complaint, review_cause, say_first_word, sort_out
from regulars.models import Cause
from regulars.queries.complaints import can_be_taken_back, complaint_list, complaint_page
from tests.messaging import plan


def test_who_waits_longest_for_a_word_stands_first_and_is_named_late(customer, ana):
    cause = Cause.objects.create(name="Late")
    spoken = open_complaint(customer=customer, text="Spoken", person=ana)
    say_first_word(complaint=spoken, person=ana)
    done = open_complaint(customer=customer, text="Done", person=ana)
    sort_out(complaint=done, words="x", cause=cause, person=ana)
    fresh = open_complaint(customer=customer, text="Fresh", person=ana)
    long_ago = timezone.now() - timedelta(days=2)
    late = open_complaint(customer=customer, text="Late", person=ana, heard_at=long_ago)

    page = complaint_list()

    assert [row.complaint for row in page.rows] == [late, fresh, spoken, done]
    assert [row.is_late for row in page.rows] == [True, False, False, False]
    assert page.open_count == 3
    assert page.settled == []


def test_one_has_what_is_known_of_it_and_what_may_be_done_now(customer, ana, ben):
    cause = Cause.objects.create(name="Late")
    open_complaint(
        customer=customer, text="Before", person=ana, heard_at=timezone.now() - timedelta(days=9)
    )
    complaint = open_complaint(customer=customer, text="Now", person=ana)
    review_cause(complaint=complaint, cause=cause, person=ana)
    complaint.refresh_from_db()

    page = complaint_page(complaint, reader=ben)

    assert (page.earlier, page.same_cause, page.limit_minor) == (1, 1, 2_000)
    assert "first_word" in page.allowed
    assert not page.may_close
    assert complaint_page(complaint, reader=ana).limit_minor is None


def test_what_has_not_left_can_be_taken_back(customer):
    assert can_be_taken_back(plan(customer))
