"""The texts that carry the link to a survey, as rules/ready_wordings.py holds the others."""

# ruff: noqa: E501  # a text is one line

from regulars.rules.kinds import Tone

F, U, P = Tone.FRIENDLY, Tone.UNDECIDED, Tone.FORMAL

BODIES: dict[str, dict[str, dict[Tone, tuple[str, ...]]]] = {
    "en": {
        "survey-ask": {
            F: (
                "I have a few short questions for you, less than a minute in all: {survey_link} What you say goes to us alone.",
                "Would you tell me how it is going? It takes less than a minute: {survey_link} I read every answer.",
            ),
            U: (
                "I have a few short questions for you, less than a minute in all: {survey_link} What you say goes to us alone.",
                "Would you tell us how it is going? It takes less than a minute: {survey_link} A person reads every answer.",
            ),
            P: (
                "May I put a few short questions to you? They take less than a minute: {survey_link} What you say goes to us alone.",
                "I would value your opinion. It takes less than a minute: {survey_link} A person reads every answer.",
            ),
        },
        "survey-after-job": {
            F: (
                "Did everything turn out as you wanted it? Tell me here, in less than a minute: {survey_link} If something is not right, I will see to it.",
                "How did we do? Two or three questions, less than a minute: {survey_link} If something bothers you, that is the place to say so.",
            ),
            U: (
                "Did everything turn out as you wanted it? You can tell us here, in less than a minute: {survey_link} If something is not right, we will see to it.",
                "How did we do? Two or three questions, less than a minute: {survey_link} If something bothers you, that is the place to say so.",
            ),
            P: (
                "I would like to know whether everything is as you wanted it. It takes less than a minute: {survey_link} Should something not be right, we will see to it.",
                "May I ask how satisfied you are with our work? Two or three questions, less than a minute: {survey_link} Should something bother you, that is the place to say so.",
            ),
        },
        "survey-ideal": {
            F: (
                "You know us well, and I would like to hear from you: what does really good service mean to you? A minute is enough: {survey_link}",
                "We want to get better, and nobody can tell us how as well as you can. A few questions: {survey_link}",
            ),
            U: (
                "You know us well, and we would like to hear from you: what does really good service mean to you? A minute is enough: {survey_link}",
                "We want to get better, and nobody can tell us how as well as you can. A few questions: {survey_link}",
            ),
            P: (
                "You know us well, and your judgement counts. What does excellent service mean to you? A minute is enough: {survey_link}",
                "We wish to improve, and your view is of particular value to us. A few questions: {survey_link}",
            ),
        },
        "survey-exit": {
            F: (
                "We have not seen you for a while, and that is all right. Would you tell me what the reason was? Half a minute, and it helps us: {survey_link}",
                "If we lost you over something, I would like to know what it was. Half a minute: {survey_link} You will not be talked into anything.",
            ),
            U: (
                "We have not seen you for a while, and that is all right. Would you tell us what the reason was? Half a minute, and it helps us: {survey_link}",
                "If we lost you over something, we would like to know what it was. Half a minute: {survey_link} You will not be talked into anything.",
            ),
            P: (
                "We respect your decision. May I ask what the reason was? It takes half a minute and helps us: {survey_link}",
                "Should there be something that we did not do well, I would like to know. It takes half a minute: {survey_link} Nobody will talk you into anything.",
            ),
        },
        "survey-again": {
            F: (
                "My few questions may have got lost. If you like, here they are again, for the last time: {survey_link}",
                "Just once more, and then no more of it: if you have half a minute, I would like your opinion: {survey_link}",
            ),
            U: (
                "Our few questions may have got lost. If you like, here they are again, for the last time: {survey_link}",
                "Just once more, and then no more of it: if you have half a minute, we would like your opinion: {survey_link}",
            ),
            P: (
                "Our questions may have escaped your notice. Here they are again, for the last time: {survey_link}",
                "Allow me to remind you once of our few questions: {survey_link} You will not be reminded again.",
            ),
        },
    },
    "de": {
        "survey-ask": {
            F: (
                "Ich habe ein paar kurze Fragen an dich, zusammen keine Minute: {survey_link} Was du sagst, bleibt bei uns.",
                "Sagst du mir, wie es läuft? Es dauert keine Minute: {survey_link} Ich lese jede Antwort.",
            ),
            U: (
                "ich habe ein paar kurze Fragen an Sie, zusammen keine Minute: {survey_link} Was Sie sagen, bleibt bei uns.",
                "mögen Sie uns sagen, wie es läuft? Es dauert keine Minute: {survey_link} Jede Antwort liest ein Mensch.",
            ),
            P: (
                "darf ich Ihnen einige kurze Fragen stellen? Sie kosten keine Minute: {survey_link} Was Sie sagen, bleibt bei uns.",
                "Ihre Meinung ist mir wichtig. Es dauert keine Minute: {survey_link} Jede Antwort liest ein Mensch.",
            ),
        },
        "survey-after-job": {
            F: (
                "Ist alles so geworden, wie du es wolltest? Sag es mir hier, in weniger als einer Minute: {survey_link} Wenn etwas nicht stimmt, kümmere ich mich darum.",
                "Wie waren wir? Zwei, drei Fragen, keine Minute: {survey_link} Wenn dich etwas stört, ist das der richtige Ort dafür.",
            ),
            U: (
                "ist alles so geworden, wie Sie es wollten? Sagen Sie es uns hier, in weniger als einer Minute: {survey_link} Wenn etwas nicht stimmt, kümmern wir uns darum.",
                "wie waren wir? Zwei, drei Fragen, keine Minute: {survey_link} Wenn Sie etwas stört, ist das der richtige Ort dafür.",
            ),
            P: (
                "ich wüsste gern, ob alles Ihren Wünschen entspricht. Es dauert keine Minute: {survey_link} Sollte etwas nicht stimmen, kümmern wir uns darum.",
                "darf ich fragen, wie zufrieden Sie mit unserer Arbeit sind? Zwei, drei Fragen, keine Minute: {survey_link} Sollte Sie etwas stören, ist das der richtige Ort dafür.",
            ),
        },
        "survey-ideal": {
            F: (
                "Du kennst uns gut, darum frage ich dich: Was heißt für dich richtig guter Service? Eine Minute reicht: {survey_link}",
                "Wir wollen besser werden, und niemand kann uns so gut sagen wie du, womit. Ein paar Fragen: {survey_link}",
            ),
            U: (
                "Sie kennen uns gut, darum fragen wir Sie: Was heißt für Sie richtig guter Service? Eine Minute reicht: {survey_link}",
                "wir wollen besser werden, und niemand kann uns so gut sagen wie Sie, womit. Ein paar Fragen: {survey_link}",
            ),
            P: (
                "Sie kennen uns gut, und Ihr Urteil zählt. Was bedeutet für Sie ein ausgezeichneter Service? Eine Minute genügt: {survey_link}",
                "wir möchten besser werden, und Ihre Sicht ist uns besonders wertvoll. Einige Fragen: {survey_link}",
            ),
        },
        "survey-exit": {
            F: (
                "Wir haben dich länger nicht gesehen, und das ist in Ordnung. Verrätst du mir, woran es lag? Eine halbe Minute, und es hilft uns: {survey_link}",
                "Wenn wir dich durch etwas verloren haben, wüsste ich gern, wodurch. Eine halbe Minute: {survey_link} Niemand redet dir etwas ein.",
            ),
            U: (
                "wir haben Sie länger nicht gesehen, und das ist in Ordnung. Mögen Sie uns sagen, woran es lag? Eine halbe Minute, und es hilft uns: {survey_link}",
                "wenn wir Sie durch etwas verloren haben, wüssten wir gern, wodurch. Eine halbe Minute: {survey_link} Niemand redet Ihnen etwas ein.",
            ),
            P: (
                "wir achten Ihre Entscheidung. Darf ich fragen, woran es lag? Es dauert eine halbe Minute und hilft uns: {survey_link}",
                "sollten wir etwas nicht gut gemacht haben, wüsste ich es gern. Es dauert eine halbe Minute: {survey_link} Niemand wird Ihnen etwas einreden.",
            ),
        },
        "survey-again": {
            F: (
                "Vielleicht sind meine paar Fragen untergegangen. Wenn du magst, hier sind sie noch einmal, zum letzten Mal: {survey_link}",
                "Nur noch einmal, dann ist Ruhe: Wenn du eine halbe Minute hast, wüsste ich gern, was du denkst: {survey_link}",
            ),
            U: (
                "vielleicht sind unsere paar Fragen untergegangen. Wenn Sie mögen, hier sind sie noch einmal, zum letzten Mal: {survey_link}",
                "nur noch einmal, dann ist Ruhe: Wenn Sie eine halbe Minute haben, wüssten wir gern, was Sie denken: {survey_link}",
            ),
            P: (
                "unsere Fragen sind Ihnen vielleicht entgangen. Hier sind sie noch einmal, zum letzten Mal: {survey_link}",
                "erlauben Sie mir, Sie einmal an unsere wenigen Fragen zu erinnern: {survey_link} Weiter erinnern wir Sie nicht.",
            ),
        },
    },
}
SUBJECTS: dict[str, dict[str, str]] = {
    "en": {
        "survey-ask": "A few short questions",
        "survey-after-job": "Is everything right?",
        "survey-ideal": "What does good service mean?",
        "survey-exit": "One question to part with",
        "survey-again": "A few short questions, once more",
    },
    "de": {
        "survey-ask": "Ein paar kurze Fragen",
        "survey-after-job": "Ist alles in Ordnung?",
        "survey-ideal": "Was heißt guter Service?",
        "survey-exit": "Eine Frage zum Abschied",
        "survey-again": "Ein paar kurze Fragen, noch einmal",
    },
}
NAMES: dict[str, dict[str, str]] = {
    "en": {
        "survey-ask": "A few short questions",
        "survey-after-job": "Questions after the job",
        "survey-ideal": "What excellent service means",
        "survey-exit": "Why somebody left",
        "survey-again": "Reminder of questions",
    },
    "de": {
        "survey-ask": "Ein paar kurze Fragen",
        "survey-after-job": "Fragen nach dem Auftrag",
        "survey-ideal": "Was ausgezeichneter Service heißt",
        "survey-exit": "Warum jemand gegangen ist",
        "survey-again": "Erinnerung an Fragen",
    },
}
