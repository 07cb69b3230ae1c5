"""Eight thank-yous in ten minutes, through the pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.actions.wordings import install_ready_wordings
from regulars.models import Interaction, MailAccount, Message, Person
from tests.queries.test_thanks import first_purchase

pytestmark = pytest.mark.django_db
SHOW = "/thanks/"


@pytest.fixture
def ready(owner, ana):
    install_ready_wordings()
    Person.objects.update(agreed_to_sign_at=timezone.now())
    MailAccount.objects.create(from_address="ana@aurora.example", is_on=True)
    return owner


def write(client, customer, words, *, how="mail", query="", **more):
    address = reverse("thanks:write", kwargs={"pk": customer.pk}) + query
    return client.post(address, {"words": words, "how": how, **more})


def test_eight_are_written_one_after_another_and_no_two_are_equal(ready):
    for number in range(8):
        first_purchase(f"Guest{number} Lund", "Kenya AA", weight=9 - number)

    for number in range(1, 9):
        desk = ready.get(SHOW).context["desk"]
        assert (desk.number, desk.total) == (number, 8)
        answer = write(
            ready, desk.customer, desk.words, sentence=f"I noticed thing {number} about you."
        )
        assert answer["Location"] == SHOW

    cores = {message.body.partition("\n\n")[2] for message in Message.objects.all()}
    assert len(cores) == 8
    assert "You have written 8 thank-yous today." in ready.get(SHOW).text


def test_what_speaks_against_it_is_said_and_what_was_typed_stays(ready):
    mei = first_purchase("Mei Chen", "Kenya AA")

    answer = write(ready, mei, "Thank you for {item}.", sentence="My sentence")

    assert answer.status_code == 422
    assert "A field of the text has no value." in answer.text
    assert "Thank you for {item}." in answer.text
    assert 'value="My sentence"' in answer.text
    assert not Message.objects.exists()


def test_by_hand_is_on_record_with_the_way_it_went(ready):
    mei = first_purchase("Mei Chen", "Kenya AA")

    write(ready, mei, "Thank you for Kenya, Mei.", how="hand", channel="visit")

    assert Interaction.objects.get().channel == "visit"


def test_ones_sentence_goes_into_the_links_without_script(ready):
    mei = first_purchase("Mei Chen", "Kenya AA")
    words = ready.get(SHOW).context["desk"].words

    answer = write(ready, mei, words, how="put", sentence="Give Otto a pat.")

    assert "Give Otto a pat." in answer.context["desk"].words
    assert "Give%20Otto%20a%20pat" in answer.text


def test_skipping_goes_on_and_comes_back(ready):
    mei = first_purchase("Mei Chen", "Kenya AA")

    answer = ready.get(f"{SHOW}?skip={mei.pk}")

    assert answer.context["desk"] is None
    assert "Those I skipped" in answer.text


def test_whoever_comes_second_is_told(ready):
    mei = first_purchase("Mei Chen", "Kenya AA")
    write(ready, mei, "Thank you for Kenya, Mei.")

    answer = write(ready, mei, "Thank you again, Mei.")

    assert answer["Location"] == SHOW
    assert Message.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_any_number(ready, count, django_assert_max_num_queries):
    for number in range(count):
        first_purchase(f"Guest{number} Lund", "Kenya AA")

    with django_assert_max_num_queries(50):
        ready.get(SHOW)
