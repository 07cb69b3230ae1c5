from regulars.queries.charter_labels import SOURCES
from regulars.rules.charters import Metric


def test_every_metric_says_where_its_numbers_come_from():
    assert set(SOURCES) == set(Metric)
