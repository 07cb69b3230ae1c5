"""Complaints and answers by topic on a customer's page."""

import pytest
from django.urls import reverse

from regulars.models import Cause, Complaint, Consent


def complain(client, customer, **data):
    data = {"text": "The coffee was cold", "channel": "phone"} | data
    return client.post(reverse("customers:complain", args=[customer.pk]), data, follow=True)


def close(client, customer, **data):
    complaint = Complaint.objects.get()
    address = reverse("customers:close_complaint", args=[customer.pk, complaint.pk])
    return client.post(address, data, follow=True)


def test_a_complaint_stands_at_the_top_until_it_is_closed_with_words(staff, customer):
    page = complain(staff, customer).text
    assert "An open complaint" in page
    assert "nothing is asked or offered" in page
    assert "The coffee was cold" in staff.get(reverse("today:show")).text

    assert close(staff, customer, words="").status_code == 422
    assert close(staff, customer, words="A new cup").status_code == 422  # without a cause
    cause = Cause.objects.create(name="Too slow").pk
    page = close(staff, customer, words="A new cup", cause=cause).text

    assert "An open complaint" not in page
    assert Complaint.objects.get().closed_by is not None
    close(staff, customer, words="Pressed twice", cause=cause)
    assert Complaint.objects.get().closing_words == "A new cup"


def test_a_complaint_without_words_is_asked_for_again(staff, customer):
    assert complain(staff, customer, text="").status_code == 422
    assert not Complaint.objects.exists()


def test_it_may_have_been_none(staff, customer):
    complain(staff, customer, channel="")
    close(staff, customer, words="Another shop", state="dropped")

    assert Complaint.objects.get().state == "dropped"


@pytest.mark.parametrize(("topic", "shown"), [("offers", "Email, Offers:"), ("", "Email:")])
def test_an_answer_is_kept_for_its_topic_with_who_where_and_words(staff, customer, topic, shown):
    response = staff.post(
        reverse("customers:consent", args=[customer.pk]),
        {
            "channel": "email",
            "topic": topic,
            "answer": "yes",
            "words": "Yes, do write to me",
            "came_from": "at the counter",
        },
        follow=True,
    )

    assert Consent.objects.get().topic == topic
    for told in (shown, "Yes, do write to me", "at the counter", "Ben Okafor"):
        assert told in response.text
