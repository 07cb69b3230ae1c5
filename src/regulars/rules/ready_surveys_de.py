"""The ready-made surveys in German."""

# a text is one line

from regulars.rules.kinds import Tone

F, P = Tone.FRIENDLY, Tone.FORMAL
_THANKS = "Danke. Hier liest es ein Mensch."
_VERY = ("gar nicht", "voll und ganz")
_GOOD = ("schlecht", "ausgezeichnet")
_BETTER = ("Was hätten wir besser machen sollen?",)

TEXTS: dict[str, dict[Tone, tuple[str, str, tuple[tuple[str, ...], ...]]]] = {
    "after-job": {
        F: (
            "Ist alles so, wie du es wolltest?",
            "Danke, dass du es uns sagst. Hier liest es heute ein Mensch.",
            (
                ("Wie zufrieden bist du mit der Arbeit?", *_VERY),
                ("War sie fertig, wann wir es gesagt hatten?", "Ja", "Fast", "Nein"),
                _BETTER,
            ),
        ),
        P: (
            "Ist alles so, wie Sie es wollten?",
            "Danke für Ihre Antwort. Hier liest sie heute ein Mensch.",
            (
                ("Wie zufrieden sind Sie mit unserer Arbeit?", *_VERY),
                ("War sie zum genannten Zeitpunkt fertig?", "Ja", "Fast", "Nein"),
                _BETTER,
            ),
        ),
    },
    "three-questions": {
        F: (
            "Drei kurze Fragen",
            _THANKS,
            (
                ("Was können wir für dich besser machen?",),
                ("Warst du mit den Leuten hier zufrieden?", "Ja", "Teils", "Nein"),
                ("War dir etwas unangenehm oder lästig?",),
            ),
        ),
        P: (
            "Drei kurze Fragen",
            _THANKS,
            (
                ("Was können wir für Sie verbessern?",),
                (
                    "Waren Sie mit unseren Mitarbeiterinnen und Mitarbeitern zufrieden?",
                    "Ja",
                    "Teils",
                    "Nein",
                ),
                ("War Ihnen etwas unangenehm oder lästig?",),
            ),
        ),
    },
    "stage-first-contact": {
        F: (
            "Wie gut hast du uns erreicht?",
            _THANKS,
            (
                (
                    "Wie leicht war es, uns zu erreichen und eine Antwort zu bekommen?",
                    "sehr schwer",
                    "sehr leicht",
                ),
                ("Was hätte es dir leichter gemacht?",),
            ),
        ),
        P: (
            "Wie war Ihr erster Kontakt mit uns?",
            _THANKS,
            (
                (
                    "Wie leicht war es, uns zu erreichen und eine Antwort zu erhalten?",
                    "sehr schwer",
                    "sehr leicht",
                ),
                ("Was hätte es Ihnen leichter gemacht?",),
            ),
        ),
    },
    "stage-sale": {
        F: (
            "Wie fandest du unsere Beratung?",
            _THANKS,
            (
                ("Wie gut haben wir verstanden, was du brauchst?", *_VERY),
                ("Was hat dir gefehlt?",),
            ),
        ),
        P: (
            "Wie fanden Sie unsere Beratung?",
            _THANKS,
            (
                ("Wie gut haben wir verstanden, was Sie brauchen?", *_VERY),
                ("Was hat Ihnen gefehlt?",),
            ),
        ),
    },
    "stage-delivery": {
        F: (
            "Wie ist es gelaufen?",
            _THANKS,
            (
                ("Wie zufrieden bist du damit, wie gearbeitet oder geliefert wurde?", *_VERY),
                _BETTER,
            ),
        ),
        P: (
            "Wie ist es gelaufen?",
            _THANKS,
            (
                ("Wie zufrieden sind Sie mit dem Ablauf der Arbeit oder der Lieferung?", *_VERY),
                _BETTER,
            ),
        ),
    },
    "stage-use": {
        F: (
            "Wie kommst du damit zurecht?",
            _THANKS,
            (
                ("Wie gut leistet es, wofür du es wolltest?", *_VERY),
                ("Was würdest du daran ändern?",),
            ),
        ),
        P: (
            "Wie kommen Sie damit zurecht?",
            _THANKS,
            (
                ("Wie gut leistet es, wofür Sie es wollten?", *_VERY),
                ("Was würden Sie daran ändern?",),
            ),
        ),
    },
    "stage-regular": {
        F: (
            "Wie machen wir uns nach all der Zeit?",
            _THANKS,
            (
                ("Wie gut kümmern wir uns um dich?", *_GOOD),
                ("Was können wir noch für dich tun?",),
            ),
        ),
        P: (
            "Wie gut kümmern wir uns um Sie?",
            _THANKS,
            (
                ("Wie beurteilen Sie unsere Betreuung?", *_GOOD),
                ("Was können wir noch für Sie tun?",),
            ),
        ),
    },
    "whole-way": {
        F: (
            "Fünf Noten für fünf Schritte",
            _THANKS,
            (
                ("Uns zu erreichen", *_GOOD),
                ("Beratung und Auswahl", *_GOOD),
                ("Die Arbeit oder die Lieferung", *_GOOD),
                ("Der Gebrauch seither", *_GOOD),
                ("Wie wir uns um dich kümmern", *_GOOD),
            ),
        ),
        P: (
            "Fünf Noten für fünf Schritte",
            _THANKS,
            (
                ("Unsere Erreichbarkeit", *_GOOD),
                ("Beratung und Auswahl", *_GOOD),
                ("Die Arbeit oder die Lieferung", *_GOOD),
                ("Der Gebrauch seither", *_GOOD),
                ("Unsere Betreuung", *_GOOD),
            ),
        ),
    },
    "suggestions": {
        F: (
            "Was sollen wir ändern?",
            "Danke. Jeder Vorschlag wird gelesen und beantwortet.",
            (
                ("Was würdest du an dem ändern, was wir machen oder verkaufen?",),
                ("Und was daran, wie wir beraten, verkaufen und betreuen?",),
            ),
        ),
        P: (
            "Was schlagen Sie vor?",
            "Danke. Jeder Vorschlag wird gelesen und beantwortet.",
            (
                ("Was würden Sie an unseren Produkten oder Leistungen ändern?",),
                ("Was würden Sie daran ändern, wie wir beraten, verkaufen und betreuen?",),
            ),
        ),
    },
    "ideal": {
        F: (
            "Was heißt für dich richtig guter Service?",
            "Danke. Das fließt in das ein, was wir versprechen.",
            (
                (
                    "Was ist dir am wichtigsten?",
                    "Dass Termine gehalten werden",
                    "Dass die Arbeit gut ist",
                    "Dass die Leute freundlich sind und mich kennen",
                    "Dass der Preis ehrlich ist",
                    "Dass mir geholfen wird, wenn etwas schiefgeht",
                ),
                ("Was wäre ausgezeichnet, nicht nur gut?",),
                ("Wie nahe kommen wir dem?", "weit davon entfernt", "ganz und gar"),
                ("Was machen andere besser?",),
            ),
        ),
        P: (
            "Was heißt für Sie ausgezeichneter Service?",
            "Danke. Ihre Sicht fließt in das ein, was wir versprechen.",
            (
                (
                    "Was ist Ihnen am wichtigsten?",
                    "Dass Termine gehalten werden",
                    "Dass die Arbeit gut ist",
                    "Dass die Leute höflich sind und mich kennen",
                    "Dass der Preis ehrlich ist",
                    "Dass mir geholfen wird, wenn etwas schiefgeht",
                ),
                ("Was würden Sie ausgezeichnet nennen, nicht nur gut?",),
                ("Wie nahe kommen wir dem?", "weit davon entfernt", "ganz und gar"),
                ("Was machen andere besser?",),
            ),
        ),
    },
    "exit": {
        F: (
            "Woran lag es?",
            "Danke für deine Offenheit. Die Tür bleibt offen.",
            (
                (
                    "Was war der Hauptgrund?",
                    "Der Service war umständlich",
                    "Niemand hat richtig zugehört",
                    "Etwas Versprochenes wurde nicht gehalten",
                    "Ich habe kaum von jemandem gehört",
                    "Andere bieten mehr oder Neueres",
                    "Ich brauche es nicht mehr",
                    "Etwas anderes",
                ),
                ("Was hätte dich gehalten?",),
            ),
        ),
        P: (
            "Dürfen wir nach dem Grund fragen?",
            "Danke für Ihre Offenheit. Sie sind immer willkommen.",
            (
                (
                    "Was war der Hauptgrund?",
                    "Der Service war umständlich",
                    "Niemand hat richtig zugehört",
                    "Etwas Versprochenes wurde nicht gehalten",
                    "Ich habe kaum von jemandem gehört",
                    "Andere bieten mehr oder Neueres",
                    "Ich brauche es nicht mehr",
                    "Ein anderer Grund",
                ),
                ("Was hätte Ihre Entscheidung geändert?",),
            ),
        ),
    },
}
NAMES: dict[str, str] = {
    "after-job": "Nach dem Auftrag",
    "three-questions": "Drei Fragen: besser, Leute, unangenehm",
    "stage-first-contact": "Erster Kontakt",
    "stage-sale": "Beratung und Verkauf",
    "stage-delivery": "Arbeit und Lieferung",
    "stage-use": "Der Gebrauch",
    "stage-regular": "Als Stammkunde",
    "whole-way": "Der ganze Weg, fünf Noten",
    "suggestions": "Vorschläge: das Produkt und die Betreuung",
    "ideal": "Was Ihre besten Kunden ausgezeichnet nennen",
    "exit": "Warum jemand geht",
}
