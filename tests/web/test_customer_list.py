"""The list: found, ordered, narrowed, taken out."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from regulars.actions import custom_fields
from regulars.actions.tags import set_tags
from regulars.actions.touches import plan_follow_up
from regulars.models import Tag
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import FieldKind
from tests.web.customers_by_hand import bought, met, names


def test_an_empty_list_teaches_the_first_step(owner):
    page = owner.get(reverse("customers:list"))

    assert "Here your customers will stand" in page.text
    assert reverse("imports:list") in page.text


@pytest.mark.parametrize(
    "typed", ["lopez", "LÓP", "josé", "lopez jose", "0170 12", "+49 (0)170 1234567", "@example"]
)
def test_somebody_is_found_however_it_is_typed(owner, typed):
    met("José López", emails=["jose@example.com"], phones=["+491701234567"])
    met("Peter Hald", phones=["+4930555555"])

    assert names(owner.get(reverse("customers:list"), {"q": typed})) == ["José López"]


def test_the_list_is_ordered_as_people_order_names(owner, shop):
    for name in ("Zoë", "anna", "Örjan", "Olu"):
        met(name)

    assert names(owner.get(reverse("customers:list"))) == ["anna", "Olu", "Örjan", "Zoë"]


def test_the_list_is_narrowed_by_stage_next_step_carer_tag_and_own_field(owner, ana, shop):
    field = custom_fields.create_field(
        name="Milk", kind=FieldKind.CHOICE, options=["oat", "cow"], person=ana
    )
    one = met("One", carer=ana)
    two = met("Two")
    bought(two, 3)
    set_tags(customer=two, names=["club"], person=ana)
    custom_fields.set_custom_values(customer=two, values={field.pk: "oat"}, person=ana)
    plan_follow_up(customer=two, due_on=shop_today(), person=ana)

    for asked, expected in (
        ({"stage": "first_time"}, ["Two"]),
        ({"stage": "prospect"}, ["One"]),
        ({"next": "missing"}, ["One"]),
        ({"carer": ana.pk}, ["One"]),
        ({"carer": 0}, ["Two"]),
        ({"tag": Tag.objects.get().pk}, ["Two"]),
        ({f"field_{field.pk}": "oat"}, ["Two"]),
        ({"stage": "odd", "carer": "x", "tag": "-1", "sort": "?", "after": "ä"}, ["One", "Two"]),
    ):
        assert names(owner.get(reverse("customers:list"), asked)) == expected, asked
    assert one.carer == ana


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["A", "B", "C", "D"]),
        ("last", ["B", "C", "A", "D"]),
        ("silence", ["A", "C", "B", "D"]),
        ("spent", ["C", "A", "B", "D"]),
        ("newest", ["D", "C", "B", "A"]),
    ],
)
def test_pages_of_any_order_hold_everybody_once(owner, shop, sort, expected, monkeypatch):
    for name, days, minor in (("A", 9, 200), ("B", 1, 100), ("C", 5, 300)):
        bought(met(name), days, minor)
    met("D")
    monkeypatch.setattr("regulars.queries.customers.customer_page.__kwdefaults__", {"size": 1})

    seen, asked = [], {"sort": sort}
    for _page in range(9):
        response = owner.get(reverse("customers:list"), asked)
        seen += names(response)
        after = response.context["page"].next_after
        if after is None:
            break
        asked["after"] = after

    assert seen == expected


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_people(
    owner, ana, count, django_assert_num_queries
):
    for number in range(count):
        customer = met(f"Somebody {number}", carer=ana, emails=[f"p{number}@example.com"])
        bought(customer, number)
        set_tags(customer=customer, names=[f"tag {number}", "all"], person=ana)
        plan_follow_up(customer=customer, due_on=shop_today(), person=ana)

    # session, person, shop; ids, people, tags and touches; choices: carers, tags, fields, pairs
    with django_assert_num_queries(12):
        response = owner.get(reverse("customers:list"))

    assert len(names(response)) == count


def test_typing_swaps_only_the_found_ones(owner, customer):
    response = owner.get(reverse("customers:list"), {"q": "tom"}, headers={"HX-Request": "true"})

    assert response.text.lstrip().startswith('<div id="found">')


def test_the_export_is_the_filter_opens_in_excel_and_runs_nothing(owner, ana, shop):
    field = custom_fields.create_field(name="=Field", kind=FieldKind.TEXT, person=ana)
    evil = met("=cmd|' /C calc'!A0", phones=["+491701234567"], city="München")
    custom_fields.set_custom_values(customer=evil, values={field.pk: "@SUM(1)"}, person=ana)
    met("Peter")

    response = owner.get(reverse("customers:export"), {"q": "cmd"})
    text = b"".join(response.streaming_content).decode("utf-8")

    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 2
    cells = dict(zip(rows[0], rows[1], strict=True))
    assert cells["Name"] == "'=cmd|' /C calc'!A0"
    assert cells["Phone"] == "'+491701234567"
    assert cells["City"] == "München"
    assert cells["'=Field"] == "'@SUM(1)"
    assert all(kind != "f" for kind in _kinds_in_a_spreadsheet(rows))


def _kinds_in_a_spreadsheet(rows: list[list[str]]) -> list[str]:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    sheet = load_workbook(io.BytesIO(held.getvalue())).active
    return [cell.data_type for row in sheet.iter_rows() for cell in row]


def test_only_who_may_take_things_out_sees_and_gets_the_export(staff, customer):
    assert reverse("customers:export") not in staff.get(reverse("customers:list")).text
    assert staff.get(reverse("customers:export")).status_code == 403
    assert staff.get(reverse("customers:everything", args=[customer.pk])).status_code == 403
