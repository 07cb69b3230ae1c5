"""What belongs to nobody goes with the sample business."""

import pytest

from regulars.actions.sample_rows import note_rows, remove_rows
from regulars.models import ImportBatch, ImportChange, Wish, WishGroup
from regulars.queries.local_days import noon_of, shop_today


@pytest.mark.parametrize("is_asked_for", [False, True])
def test_rows_go_and_a_group_with_a_real_wish_stays(shop, customer, is_asked_for):
    batch = ImportBatch.objects.create(kind="sample", file_name="Sample")
    group = WishGroup.objects.create(title="Invented")
    WishGroup.objects.create(title="Real")
    note_rows(batch, [group])
    if is_asked_for:
        Wish.objects.create(
            customer=customer, text="Me too", heard_at=noon_of(shop_today()), group=group
        )

    remove_rows(ImportBatch.objects.filter(pk=batch.pk))

    titles = {"Real", "Invented"} if is_asked_for else {"Real"}
    assert set(WishGroup.objects.values_list("title", flat=True)) == titles
    assert ImportChange.objects.count() == 1  # it goes with its batch
