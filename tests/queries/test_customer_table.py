from regulars.actions.consents import record_consent
from regulars.queries.customer_table import customer_table
from regulars.queries.customers import Wanted
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel


def test_the_latest_answer_and_a_birthday_without_a_year_are_in_it(shop, customer, ana):
    for is_given in (True, False):
        record_consent(
            customer=customer,
            channel=Channel.EMAIL,
            is_given=is_given,
            words="said so",
            came_from="",
            person=ana,
        )
    type(customer).objects.update(birthday_month=2, birthday_day=29)

    heading, row = customer_table(Wanted(), shop=shop, today=shop_today())

    cells = dict(zip(heading, row, strict=True))
    assert cells["Consent: Email"] == "no"
    assert cells["Birthday"] == "'--02-29"
