from regulars.rules.greetings import LANGUAGES
from regulars.rules.playbooks import Trade
from regulars.rules.ready_gestures import READY


def test_each_trade_has_cheap_ideas_in_every_language():
    assert {ready.trade for ready in READY} == set(Trade)
    for ready in READY:
        assert 0 <= ready.cost <= 5
        for code in LANGUAGES:
            assert ready.name[code]
            assert ready.hint[code]
            assert bool(ready.interest[code]) == bool(ready.interest["en"])
            assert "!" not in ready.name[code] + ready.hint[code]
