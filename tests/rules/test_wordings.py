from regulars.rules.kinds import Tone
from regulars.rules.situations import Address
from regulars.rules.wordings import address_of


def test_only_the_friendly_are_close():
    assert {tone: address_of(tone) for tone in Tone} == {
        Tone.FRIENDLY: Address.CLOSE,
        Tone.UNDECIDED: Address.POLITE,
        Tone.FORMAL: Address.POLITE,
    }
