"""The pages on which an owner looks through, writes and tries the texts."""

import pytest
from django.urls import reverse

from regulars.actions.wordings import create_wording, install_ready_wordings
from regulars.models import Wording
from regulars.rules.messages import Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def thanks(ana) -> Wording:
    return create_wording(name="Thanks", purpose=Purpose.THANKS, person=ana)


def page(wording, query="") -> str:
    return reverse("settings:wording", kwargs={"pk": wording.pk}) + query


def kept(wording, variant=1, query="?language=de&tone=formal") -> str:
    return reverse("settings:keep_text", kwargs={"pk": wording.pk, "variant": variant}) + query


def test_all_texts_are_listed(owner, shop):
    install_ready_wordings()

    answer = owner.get(reverse("settings:wordings"))

    assert answer.status_code == 200
    assert answer.text.count('class="row row-short"') == Wording.objects.count()
    assert "Nobody has agreed to sign yet" in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(owner, ana, count, django_assert_num_queries):
    for number in range(count):
        create_wording(name=f"Text {number}", purpose=Purpose.TIP, person=ana)

    with django_assert_num_queries(6):  # session, user, shop, texts, signers, sample
        owner.get(reverse("settings:wordings"))


def test_something_of_ones_own_begins_with_its_name(owner):
    answer = owner.post(reverse("settings:wording_new"), {"name": "Thanks", "purpose": "thanks"})

    assert answer["Location"] == page(Wording.objects.get())


def test_a_text_is_kept_for_its_language_and_tone(owner, thanks):
    answer = owner.post(kept(thanks), {"1-subject": "Danke", "1-body": "danke für {item}."})

    assert answer.status_code == 302
    text = thanks.texts.get()
    assert (text.language, text.tone, text.body) == ("de", "formal", "danke für {item}.")


def test_a_formal_text_with_du_is_refused_in_one_sentence_and_stays_in_the_field(owner, thanks):
    answer = owner.post(kept(thanks), {"1-body": "danke, dass du da warst, wegen {item}."})

    assert answer.status_code == 422
    assert "“du” is too familiar for readers who want distance." in answer.text
    assert "danke, dass du da warst" in answer.text
    assert not thanks.texts.exists()


def test_an_unknown_field_is_refused_at_writing(owner, thanks):
    answer = owner.post(kept(thanks), {"1-body": "danke, {{ customer.delete }}."})

    assert answer.status_code == 422
    assert "Braces are for fields alone" in answer.text


def test_a_preview_shows_a_real_customer_and_what_is_missing(owner, thanks, customer):
    owner.post(kept(thanks, query="?language=en&tone=undecided"), {"1-body": "Thanks for {item}."})

    answer = owner.get(page(thanks, "?language=en&tone=undecided&whom=tomas"))

    assert "Tomás Ferreira" in answer.text
    assert "Thanks for {item}." in answer.text
    assert "A field of the text has no value" in answer.text


def test_a_text_is_removed_but_the_last_one_stays(owner, thanks):
    for variant in (1, 2):
        owner.post(kept(thanks, variant), {f"{variant}-body": f"danke {variant} für {{item}}."})
    away = {"pk": thanks.pk, "variant": 2}
    query = "?language=de&tone=formal"

    owner.post(reverse("settings:remove_text", kwargs=away) + query)
    assert thanks.texts.count() == 1
    answer = owner.post(
        reverse("settings:remove_text", kwargs=away | {"variant": 1}) + query, follow=True
    )
    assert thanks.texts.count() == 1
    assert "The last text stays" in answer.text


def test_a_wording_is_put_away_and_comes_back(owner, thanks):
    address = reverse("settings:put_away_wording", kwargs={"pk": thanks.pk})

    owner.post(address, {"away": "yes"})
    thanks.refresh_from_db()
    assert thanks.put_away_at is not None

    owner.post(address, {"away": "no"})
    thanks.refresh_from_db()
    assert thanks.put_away_at is None


def test_everybody_decides_about_their_own_name(staff, ben):
    staff.post(reverse("settings:sign"), {"agrees": "yes"})
    ben.refresh_from_db()
    assert ben.agreed_to_sign_at is not None
    assert "Messages may carry the name Ben Okafor." in staff.get(reverse("settings:own")).text

    staff.post(reverse("settings:sign"), {"agrees": "no"})
    ben.refresh_from_db()
    assert ben.agreed_to_sign_at is None


def test_markup_in_a_text_is_shown_and_never_run(owner, thanks, customer):
    owner.post(kept(thanks), {"1-body": "<script>alert(1)</script> danke für {item}."})

    answer = owner.get(page(thanks, "?language=de&tone=formal"))

    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
