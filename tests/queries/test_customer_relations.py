from regulars.models import ContactPoint, Customer, Rhythm, Tag
from regulars.queries.customer_relations import Relation, customer_columns, relations_to


def test_what_may_stand_only_once_beside_the_customer():
    assert Relation(ContactPoint, "customer").uniques == [["kind", "value"]]
    assert Relation(Customer.tags.through, "customer").uniques == [["tag"]]
    assert Relation(Rhythm, "customer").uniques == [[]]


def test_a_tag_is_pointed_at_by_its_hidden_table():
    assert [relation.table for relation in relations_to(Tag)] == ["customer_tags"]


def test_what_is_derived_is_not_chosen():
    assert not {"id", "search_text", "created_at", "batch"} & set(customer_columns())
