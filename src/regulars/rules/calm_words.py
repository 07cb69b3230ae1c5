"""Calm words to begin with after a complaint, by tone. They blame nobody, promise nothing and offer
nothing: what is done is said by whoever signs (B17)."""

from enum import StrEnum

from regulars.rules.kinds import Tone


class CalmKind(StrEnum):
    LISTEN = "listen"  # we have heard you, and look into it
    SORRY = "sorry"  # it was our doing
    FIRM = "firm"  # we see it otherwise, and stay friendly


CALM_WORDS: dict[tuple[str, CalmKind, bool], str] = {
    (
        "en",
        CalmKind.LISTEN,
        True,
    ): "Thank you for telling me. I am sorry that you had this trouble. I am looking into it now, "
    "and you hear from me tomorrow at the latest.",
    (
        "en",
        CalmKind.SORRY,
        True,
    ): "I am sorry. This should not have happened, and it was our doing. Tell me what would put it "
    "right for you, and I will see to it myself.",
    (
        "en",
        CalmKind.FIRM,
        True,
    ): "I have looked at it again with fresh eyes, and I understand why you are annoyed. I see it "
    "a little differently, and I would like to talk it over with you. When may I call you?",
    (
        "en",
        CalmKind.LISTEN,
        False,
    ): "Thank you for letting us know. I regret the trouble you have had. I am looking into it "
    "myself, and you will hear from me tomorrow at the latest.",
    (
        "en",
        CalmKind.SORRY,
        False,
    ): "I apologise. This should not have happened, and the fault was ours. Please tell me what "
    "would put it right for you; I will see to it personally.",
    (
        "en",
        CalmKind.FIRM,
        False,
    ): "I have looked into the matter once more, and I understand your annoyance. We see it "
    "somewhat differently, and I would value the chance to talk it over. When may I call you?",
    (
        "de",
        CalmKind.LISTEN,
        True,
    ): "Danke, dass du mir das sagst. Es tut mir leid, dass du diesen Ärger hattest. Ich gehe dem "
    "gleich nach, und du hörst spätestens morgen von mir.",
    (
        "de",
        CalmKind.SORRY,
        True,
    ): "Es tut mir leid. Das hätte nicht passieren dürfen, und es lag an uns. Sag mir, was es für "
    "dich wieder in Ordnung bringt, und ich kümmere mich selbst darum.",
    (
        "de",
        CalmKind.FIRM,
        True,
    ): "Ich habe es mir noch einmal in Ruhe angesehen und verstehe, dass du dich ärgerst. Ich sehe "
    "es ein wenig anders und möchte gern mit dir darüber reden. Wann darf ich anrufen?",
    (
        "de",
        CalmKind.LISTEN,
        False,
    ): "vielen Dank, dass Sie uns das mitteilen. Es tut mir leid, dass Sie diesen Ärger hatten. "
    "Ich gehe dem selbst nach, und Sie hören spätestens morgen von mir.",
    (
        "de",
        CalmKind.SORRY,
        False,
    ): "ich bitte um Entschuldigung. Das hätte nicht geschehen dürfen, und es lag an uns. Bitte "
    "sagen Sie mir, was es für Sie in Ordnung bringt; ich kümmere mich persönlich darum.",
    (
        "de",
        CalmKind.FIRM,
        False,
    ): "ich habe mir die Sache noch einmal in Ruhe angesehen und verstehe Ihren Unmut. Wir sehen "
    "es etwas anders, und ich würde gern mit Ihnen darüber sprechen. Wann darf ich anrufen?",
}


def calm_words(kind: CalmKind, *, tone: Tone, language: str) -> str:
    """The body, without greeting and signature. Whose tone nobody has decided is spoken to
    politely."""
    return CALM_WORDS[language, kind, tone is Tone.FRIENDLY]
