"""A look around in a business of invented people, and out of it again."""

from regulars.models import Customer

ADD, REMOVE = "/account/sample/add", "/account/sample/remove"
BANNER = b"This is a sample business."


def test_the_sample_is_marked_on_every_page_and_goes_with_one_press(owner, customer):
    assert BANNER not in owner.get("/settings/").content
    assert owner.post(ADD)["Location"] == "/"
    assert Customer.objects.count() > 5
    for address in ("/settings/", "/account/ways-on", "/"):
        assert BANNER in owner.get(address).content
    response = owner.post(REMOVE, follow=True)
    assert b"The sample is gone" in response.content
    assert BANNER not in response.content
    assert list(Customer.objects.all()) == [customer]


def test_a_second_press_adds_nobody_twice(owner):
    owner.post(ADD)
    count = Customer.objects.count()
    owner.post(ADD)
    assert Customer.objects.count() == count


def test_removing_what_is_not_there_is_no_trouble(owner, customer):
    assert b"The sample is gone." in owner.post(REMOVE, follow=True).content
    assert Customer.objects.count() == 1


def test_a_colleague_sees_the_mark_and_no_button(owner, staff):
    owner.post(ADD)
    page = staff.get("/settings/").content
    assert BANNER in page
    assert REMOVE.encode() not in page
    assert ADD.encode() not in staff.get("/account/ways-on").content
