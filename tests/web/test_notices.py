"""Bad news on its pages: seen before it is begun, then one press each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.models import Customer, Notice, NoticeContact, Touch
from tests.noticing import order

NEW = reverse("notices:new")


def typed(**changes: str) -> dict[str, str]:
    moment = timezone.localtime(timezone.now() - timedelta(hours=30))
    return {
        "kind": "delay",
        "what": "The walnut comes three weeks later.",
        "reason": "supplier",
        "reason_words": "The sawmill burnt down.",
        "known_at": moment.strftime("%Y-%m-%dT%H:%M"),
        "about": "walnut",
        **changes,
    }


@pytest.fixture
def two(shop) -> list[Customer]:
    found = [Customer.objects.create(name=name) for name in ("Mara Lindqvist", "Ole Berg")]
    for customer in found:
        order(customer)
    order(Customer.objects.create(name="Ida Oak"), "Oak table")
    return found


def test_one_sees_who_is_affected_before_anything_happens(owner, two):
    page = owner.post(NEW, typed(look="yes")).text

    assert "2 people are affected" in page
    assert "Mara Lindqvist" in page
    assert "Ida Oak" not in page
    assert not Notice.objects.exists()
    assert not Touch.objects.exists()


def test_begun_it_owes_each_a_word_and_each_is_settled_by_one_press(owner, ana, two):
    response = owner.post(NEW, typed(begin="yes"), follow=True)
    assert "2 people should hear it from you, now" in response.text
    notice = Notice.objects.get()

    first, second = two
    told = {"pk": notice.pk, "customer": first.pk}
    owner.post(reverse("notices:told", kwargs=told), {"how": "visit"})
    page = owner.post(
        reverse("notices:asked", kwargs=told | {"customer": second.pk}), follow=True
    ).text

    assert "Everybody knows it" in page
    assert "1 of 2 heard it from you before they asked." in page
    assert "The sawmill burnt down." in page
    assert list(NoticeContact.objects.order_by("pk").values_list("told_how", flat=True)) == [
        "visit",
        "",
    ]
    assert "1 of 2 heard it" in owner.get(reverse("notices:list")).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": "Walnut is late, but 10% off everything else"}, "sells something"),
        ({"about": ""}, "Say what it is about, or on which days."),
        ({"known_at": "2999-01-01T10:00"}, "still to come"),
        ({"reason": ""}, "This field is required"),
        ({"from_on": "2026-12-02", "to_on": "2026-12-01"}, "lies before the first"),
    ],
    ids=["an offer", "about nothing", "tomorrow", "no reason", "days crossed"],
)
def test_what_is_wrong_is_said(owner, two, changes, said):
    response = owner.post(NEW, typed(begin="yes", **changes))

    assert response.status_code == 422
    assert said in response.text
    assert not Notice.objects.exists()


def test_spared_only_for_a_reason_and_twice_is_once(owner, two):
    owner.post(NEW, typed(begin="yes"))
    notice = Notice.objects.get()
    spared = reverse("notices:spared", kwargs={"pk": notice.pk, "customer": two[0].pk})

    assert "Say in a few words" in owner.post(spared, follow=True).text
    assert "not affected after all" in owner.post(spared, {"because": "x"}, follow=True).text
    assert "a colleague was quicker" in owner.post(spared, {"because": "x"}, follow=True).text


def test_today_shows_it_with_one_press_to_settle_it(owner, two):
    owner.post(NEW, typed(begin="yes"))
    notice = Notice.objects.get()

    page = owner.get(reverse("today:open", kwargs={"pk": two[0].pk})).text
    assert "Bad news to tell" in page
    told = reverse("notices:told", kwargs={"pk": notice.pk, "customer": two[0].pk})
    assert told in page
    response = owner.post(told, {"how": "phone", "back": "/"})

    assert response.url == "/"
    assert Touch.objects.open().count() == 1


def test_looking_again_finds_who_came_since(owner, two):
    owner.post(NEW, typed(begin="yes"))
    again = reverse("notices:again", kwargs={"pk": Notice.objects.get().pk})

    assert "Nobody else is affected." in owner.post(again, follow=True).text
    order(Customer.objects.create(name="New"))
    assert "1 more person is affected." in owner.post(again, follow=True).text


def test_an_answer_about_nobody_is_404(owner, two, customer):
    owner.post(NEW, typed(begin="yes"))
    notice = Notice.objects.get()

    told = reverse("notices:told", kwargs={"pk": notice.pk, "customer": customer.pk})
    assert owner.post(told).status_code == 404
