from datetime import date

from regulars.models import ContactPoint, Interaction, Touch
from regulars.queries.erasure_previews import erasure_preview
from tests.making import make_purchases
from tests.making_messages import DUE, make_message, make_sent


def test_what_would_go_and_stay_is_counted(customer, django_assert_num_queries):
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    Interaction.objects.create(
        customer=customer, happened_at=DUE, happened_on=DUE.date(), channel="phone", outcome="sent"
    )
    Touch.objects.create(
        customer=customer, rule="follow_up", occurrence="1", due_on=date(2026, 11, 24)
    )
    make_purchases(customer, last=DUE, every_days=9, count=3)
    make_sent(customer, days=1)
    make_message(customer)
    make_message(customer, state="draft")

    with django_assert_num_queries(6):
        preview = erasure_preview(customer)

    counts = (preview.contacts, preview.talks, preview.open_touches, preview.purchases)
    assert counts == (1, 1, 1, 3)
    assert (preview.sent, preview.waiting) == (1, 2)
