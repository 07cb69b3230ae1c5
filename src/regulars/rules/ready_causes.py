"""Why things go wrong in most small businesses: a list to begin with, the owner changes it."""

READY: tuple[dict[str, str], ...] = (
    {"en": "Not done by the promised day", "de": "Nicht bis zum zugesagten Tag fertig"},
    {"en": "Nobody told them in time", "de": "Nicht rechtzeitig Bescheid gegeben"},
    {"en": "Waited too long for an answer", "de": "Zu lange auf Antwort gewartet"},
    {"en": "The goods had a fault", "de": "Die Ware hatte einen Fehler"},
    {"en": "The work was not done well", "de": "Die Arbeit war nicht gut gemacht"},
    {"en": "The price was not clear before", "de": "Der Preis war vorher nicht klar"},
    {"en": "Something was missing or mixed up", "de": "Etwas fehlte oder war verwechselt"},
    {"en": "The tone was not right", "de": "Der Ton stimmte nicht"},
    {"en": "We understood them wrongly", "de": "Wir haben sie falsch verstanden"},
)
