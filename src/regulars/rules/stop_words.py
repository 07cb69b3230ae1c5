"""What somebody means who answers a text with one word: leave me alone, or write to me again.

A stop is heard in every language of the product and in the common others, however it is written.
Only a whole answer counts: "stop by tomorrow" is a message like any other.
"""

import unicodedata
from enum import StrEnum


class Said(StrEnum):
    STOP = "stop"
    START = "start"
    NOTHING = "nothing"  # of the kind: a message to be read


STOP_WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        "stop",
        "stop all",
        "stopall",
        "stop it",
        "stop now",
        "stop this",
        "stop messages",
        "stop texts",
        "stop texting me",
        "stop writing",
        "stop sms",
        "stop whatsapp",
        "end",
        "quit",
        "cancel",
        "unsubscribe",
        "opt out",
        "optout",
        "revoke",
        "remove me",
        "no more",
        "leave me alone",
    ),
    "de": (
        "stopp",
        "stopp alles",
        "stop alles",
        "stoppen",
        "ende",
        "abmelden",
        "abmeldung",
        "abbestellen",
        "abbestellung",
        "austragen",
        "beenden",
        "aufhören",
        "widerruf",
        "widerrufen",
        "widerspruch",
        "keine nachrichten",
        "keine nachrichten mehr",
        "keine sms",
        "keine sms mehr",
        "keine werbung",
        "keine werbung mehr",
        "nicht mehr schreiben",
    ),
    "fr": ("arrêt", "arrêter", "arrêtez", "désabonner", "désinscription", "fin"),
    "es": ("alto", "parar", "basta", "baja", "darme de baja", "cancelar", "fin"),
    "it": ("ferma", "basta", "annulla", "disiscrivi", "cancella", "fine"),
    "pt": ("pare", "parar", "sair", "cancelar"),
    "nl": ("stoppen", "afmelden", "uitschrijven", "einde"),
    "pl": ("koniec", "rezygnuję", "wypisz"),
    "sv": ("stoppa", "avsluta", "sluta"),
    "da": ("afmeld", "slut"),
    "fi": ("lopeta", "seis"),
    "cs": ("konec", "zrušit"),
    "tr": ("dur", "iptal", "durdur", "red", "ret"),
    "ru": ("стоп", "отписаться", "хватит"),
    "uk": ("стоп", "відписатися", "досить"),
    "el": ("διακοπή", "τέλος"),
}
START_WORDS: dict[str, tuple[str, ...]] = {
    "en": ("start", "unstop", "yes start", "subscribe", "resume", "opt in", "optin"),
    "de": ("anmelden", "anmeldung", "wieder anmelden", "weiter", "wieder schreiben"),
}
# May also be said of an appointment or an order: the stop is kept, and a person reads it too.
MAY_MEAN_MORE = frozenset(
    {"cancel", "quit", "end", "ende", "fin", "fine", "annulla", "cancelar", "iptal", "zrušit"}
    | {"widerruf", "widerrufen", "widerspruch", "beenden", "baja", "red", "ret", "dur", "alto"}
)
_POLITE = ("please", "pls", "bitte", "danke", "thanks", "thank you", "s'il vous plaît", "por favor")
_LONGEST = 240
_UNSEEN = frozenset({"Mn", "Me", "Cf"})  # marks over letters, and what has no width


def bare(text: str) -> str:
    """Letters and figures with single spaces between; without case, marks, signs and pictures."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (one for one in folded if unicodedata.category(one) not in _UNSEEN)
    return " ".join("".join(one if one.isalnum() else " " for one in kept).split())


def said_by(text: str) -> Said:
    """What a whole answer means."""
    if len(text) > _LONGEST:
        return Said.NOTHING
    told = _plain(text)
    if told in _STOP:
        return Said.STOP
    return Said.START if told in _START else Said.NOTHING


def may_mean_more(text: str) -> bool:
    """Whether a stop may be meant for something else as well, so that somebody should read it."""
    return _plain(text) in _MORE


def _plain(text: str) -> str:
    told = bare(text)
    if told in _STOP | _START:
        return told
    for polite in _COURTESIES:
        told = told.removeprefix(f"{polite} ").removesuffix(f" {polite}")
    if len(told) > 1 and set(told.split()) == {told.split()[0]}:  # "STOP STOP STOP"
        told = told.split()[0]
    return told


def _all(words: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(bare(word) for told in words.values() for word in told)


_STOP, _START = _all(STOP_WORDS), _all(START_WORDS)
_MORE = frozenset(map(bare, MAY_MEAN_MORE))
_COURTESIES = tuple(map(bare, _POLITE))
