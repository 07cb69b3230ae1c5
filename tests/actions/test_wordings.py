"""The shop's texts: installed once, never against an owner's will, refused in one word."""

import pytest

from regulars.actions.wordings import (
    CannotKeep,
    create_wording,
    install_ready_wordings,
    keep_text,
    remove_text,
)
from regulars.models import Event, Wording, WordingText
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.ready_wordings import PURPOSES
from regulars.rules.tones import Trouble

pytestmark = pytest.mark.django_db


def keep(wording, person, body, **more):
    asked = {"language": "en", "tone": Tone.FRIENDLY, "variant": 1, "subject": "", **more}
    return keep_text(wording=wording, body=body, person=person, **asked)


def test_every_key_is_installed_once(shop):
    assert install_ready_wordings() == len(PURPOSES)
    texts = WordingText.objects.count()

    assert install_ready_wordings() == 0
    assert WordingText.objects.count() == texts
    assert set(Wording.objects.values_list("key", flat=True)) == set(PURPOSES)


def test_a_row_made_by_a_plan_gets_its_texts(shop):
    Wording.objects.create(key="first-thanks", name="Mine", purpose="thanks")

    install_ready_wordings()

    wording = Wording.objects.get(key="first-thanks")
    assert wording.name == "Mine"
    assert wording.texts.count() > 20


def test_an_upgrade_leaves_what_the_owner_wrote(ana):
    install_ready_wordings()
    wording = Wording.objects.get(key="first-thanks")
    keep(wording, ana, "My own words for {item}.")
    Wording.objects.filter(key="review-ask").delete()  # as before a version that brings it

    assert install_ready_wordings() == 1

    kept = wording.texts.get(language="en", tone="friendly", variant=1)
    assert kept.body == "My own words for {item}."


def test_the_names_are_in_the_language_of_the_shop(shop):
    shop.language = "de"
    shop.save()

    install_ready_wordings()

    assert Wording.objects.get(key="first-thanks").name == "Dank für den ersten Kauf"


def test_a_text_is_kept_instead_of_the_one_before(ana):
    wording = create_wording(name="Thanks", purpose=Purpose.THANKS, person=ana)

    keep(wording, ana, "Thank you for {item}.")
    keep(wording, ana, "Thank you again for {item}.  ", subject=" Thank \n you ")

    text = wording.texts.get()
    assert text.body == "Thank you again for {item}."
    assert text.subject == "Thank you"
    assert Event.objects.filter(kind="wording.changed").count() == 3


def test_what_is_wrong_with_a_text_keeps_it_out(ana):
    wording = create_wording(name="Thanks", purpose=Purpose.THANKS, person=ana)

    with pytest.raises(CannotKeep) as refused:
        keep(wording, ana, "Danke, dass du da warst.", language="de", tone=Tone.FORMAL)

    assert refused.value.found.trouble is Trouble.FAMILIAR
    assert not wording.texts.exists()


def test_the_last_text_of_a_wording_stays(ana):
    wording = create_wording(name="Thanks", purpose=Purpose.THANKS, person=ana)
    first = keep(wording, ana, "One for {item}.")
    second = keep(wording, ana, "Two for {item}.", variant=2)

    assert remove_text(text=second, person=ana)
    assert not remove_text(text=second, person=ana)
    assert not remove_text(text=first, person=ana)
    assert wording.texts.get() == first
