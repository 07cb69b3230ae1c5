"""Ideas that come with the product: cheap, kind, and fit for each trade. Costs in whole units."""

from dataclasses import dataclass
from decimal import Decimal

from regulars.rules.playbooks import Trade


@dataclass(frozen=True, slots=True)
class ReadyGesture:
    trade: Trade
    cost: Decimal
    interest: dict[str, str]
    name: dict[str, str]
    hint: dict[str, str]


def _idea(trade: Trade, cost: str, en: tuple[str, ...], de: tuple[str, ...]) -> ReadyGesture:
    """Each text is name, how it is done and, where it fits only some, the interest."""
    texts = {"en": en, "de": de}
    return ReadyGesture(
        trade,
        Decimal(cost),
        interest={code: text[2] if len(text) > 2 else "" for code, text in texts.items()},
        name={code: text[0] for code, text in texts.items()},
        hint={code: text[1] for code, text in texts.items()},
    )


READY: tuple[ReadyGesture, ...] = (
    _idea(
        Trade.ANY,
        "0",
        ("A call for no reason", "Ask how they are, and nothing else."),
        ("Ein Anruf ohne Anlass", "Fragen, wie es geht, und sonst nichts."),
    ),
    _idea(
        Trade.ANY,
        "1",
        ("A card by hand", "Two sentences with the pen, about them and not about you."),
        ("Eine Karte von Hand", "Zwei Sätze mit dem Stift, über sie und nicht über Sie."),
    ),
    _idea(
        Trade.ANY,
        "0",
        ("An article that made you think of them", "Send the link with one line."),
        ("Ein Artikel, bei dem Sie an sie gedacht haben", "Den Link mit einer Zeile schicken."),
    ),
    _idea(
        Trade.SHOP,
        "0",
        ("Carry it to the car", "Next time, without being asked."),
        ("Bis zum Auto tragen", "Beim nächsten Mal, ohne gefragt zu werden."),
    ),
    _idea(
        Trade.SHOP,
        "2",
        ("A sample of something new", "Put it into the bag and say why you thought of them."),
        ("Eine Probe von etwas Neuem", "In die Tüte legen und sagen, warum gerade sie."),
    ),
    _idea(
        Trade.SALON,
        "0",
        ("A fringe trim in between", "Five minutes, no charge, whenever they pass by."),
        ("Ein Pony-Schnitt zwischendurch", "Fünf Minuten, kostenlos, wenn sie vorbeikommen."),
    ),
    _idea(
        Trade.SALON,
        "1",
        ("Their favourite tea is ready", "Have it there before they sit down.", "tea"),
        ("Der Lieblingstee steht bereit", "Da sein soll er, bevor sie sitzen.", "Tee"),
    ),
    _idea(
        Trade.WORKSHOP,
        "0",
        ("Clean it before handing it back", "What was not part of the job."),
        ("Vor der Rückgabe putzen", "Auch das, was nicht zum Auftrag gehört."),
    ),
    _idea(
        Trade.TRADES,
        "0",
        ("A look at one more thing", "Tighten the hinge that nobody asked about."),
        ("Noch etwas nachsehen", "Das Scharnier nachziehen, nach dem niemand gefragt hat."),
    ),
    _idea(
        Trade.CONSULTANT,
        "0",
        ("An introduction", "Bring two people together who would like each other."),
        ("Eine Bekanntmachung", "Zwei Menschen zusammenbringen, die sich mögen würden."),
    ),
    _idea(
        Trade.ANY,
        "2",
        ("A treat for the dog", "Keep one under the counter.", "dog"),
        ("Ein Leckerli für den Hund", "Eines unter der Theke bereithalten.", "Hund"),
    ),
)
