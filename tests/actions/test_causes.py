import pytest

from regulars.actions.causes import NamesSomebody, install_ready_causes, keep_cause, take_off
from regulars.actions.shops import create_shop
from regulars.models import Cause


def test_a_new_business_has_a_list_in_its_language(db):
    create_shop(
        name="Aurora", country="DE", currency="EUR", time_zone="Europe/Berlin", language="de"
    )

    assert Cause.objects.filter(name="Der Ton stimmte nicht").exists()
    assert Cause.objects.count() == 9


def test_what_the_owner_made_of_the_list_stays(shop):
    Cause.objects.all().delete()
    assert install_ready_causes() == 9
    assert install_ready_causes() == 0


def test_without_a_business_there_is_none(db):
    assert install_ready_causes() == 0


def test_a_cause_is_kept_once_taken_off_and_brought_back(shop, ana):
    cause = keep_cause(name="  Too   loud ", person=ana)

    assert cause.name == "Too loud"
    assert keep_cause(name="Too loud", person=ana) == cause
    assert take_off(cause=cause, person=ana)
    assert not take_off(cause=cause, person=ana)
    assert keep_cause(name="Too loud", person=ana) == cause
    cause.refresh_from_db()
    assert cause.is_on


def test_it_names_nobody(shop, ana, ben):
    with pytest.raises(NamesSomebody):
        keep_cause(name="Ben was late", person=ana)
