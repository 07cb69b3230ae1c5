"""Plans that suit any business."""

# ruff: noqa: E501  # a text is one line

from regulars.rules.messages import Purpose
from regulars.rules.playbooks import Trigger
from regulars.rules.ready_plans import ReadyPlan, card, message, question, task

REGULARS = ["regular", "loyal"]
STILL_COMING = ["second", "regular", "loyal", "returned"]

GENERAL: tuple[ReadyPlan, ...] = (
    ReadyPlan(
        "any-first-thanks",
        ("Thanks for a first purchase", "Dank für einen ersten Kauf"),
        Trigger.NTH_PURCHASE,
        (message(3, Purpose.THANKS, "first-thanks"),),
        facts={"numbers": [1]},
    ),
    ReadyPlan(
        "any-second-thanks",
        ("Glad that they came back", "Freude, dass sie wiederkamen"),
        Trigger.NTH_PURCHASE,
        (message(2, Purpose.THANKS, "second-thanks"),),
        facts={"numbers": [2]},
    ),
    ReadyPlan(
        "any-tenth-thanks",
        ("A card for the tenth purchase", "Eine Karte zum zehnten Kauf"),
        Trigger.NTH_PURCHASE,
        (card(7, Purpose.THANKS, "tenth-thanks"),),
        facts={"numbers": [10]},
    ),
    ReadyPlan(
        "any-check-right",
        ("Is everything right?", "Ist alles in Ordnung?"),
        Trigger.COMPLETION,
        (message(3, Purpose.SERVICE, "check-right"),),
        facts={"rest_days": 30},
    ),
    ReadyPlan(
        "any-what-else",
        ("What else can we do for you?", "Was können wir sonst für Sie tun?"),
        Trigger.COMPLETION,
        (
            task(
                0,
                Purpose.SERVICE,
                "Before they leave, ask: “What else can we do for you?” Write down the answer, whatever it is.",
                "Fragen Sie, bevor sie gehen: „Was können wir sonst noch für Sie tun?“ Notieren Sie die Antwort, wie immer sie lautet.",
            ),
        ),
        facts={"rest_days": 60},
    ),
    ReadyPlan(
        "any-appointment-reminder",
        ("A reminder the day before", "Eine Erinnerung am Tag davor"),
        Trigger.BOOKING,
        (message(-1, Purpose.SERVICE, "appointment-reminder"),),
    ),
    ReadyPlan(
        "any-birthday",
        ("A birthday greeting, nothing else", "Ein Geburtstagsgruß, sonst nichts"),
        Trigger.BIRTHDAY,
        (message(0, Purpose.GREETING, "birthday-greeting"),),
        conditions={"stages": STILL_COMING},
    ),
    ReadyPlan(
        "any-birthday-card",
        ("A birthday card for loyal regulars", "Eine Geburtstagskarte für treue Stammkunden"),
        Trigger.BIRTHDAY,
        (card(0, Purpose.GREETING, "birthday-card"),),
        conditions={"stages": ["loyal"], "has_channel": ["post"]},
    ),
    ReadyPlan(
        "any-occasion",
        ("A day that matters to somebody around them", "Ein besonderer Tag in ihrem Umfeld"),
        Trigger.OCCASION,
        (
            task(
                0,
                Purpose.GREETING,
                "Say a word about the day, or write two lines by hand. No offer today.",
                "Sagen Sie ein Wort zu diesem Tag oder schreiben Sie zwei Zeilen von Hand. Heute kein Angebot.",
            ),
        ),
    ),
    ReadyPlan(
        "any-anniversary",
        ("Years together", "Gemeinsame Jahre"),
        Trigger.ANNIVERSARY,
        (message(0, Purpose.GREETING, "anniversary-thanks"),),
        conditions={"stages": REGULARS},
    ),
    ReadyPlan(
        "any-quiet-regular",
        ("A quiet regular gets a call", "Ein stiller Stammkunde bekommt einen Anruf"),
        Trigger.NO_CONTACT,
        (
            task(
                0,
                Purpose.SERVICE,
                "Call without a reason: how are they, is anything missing, what should we never change? Listen more than you talk.",
                "Rufen Sie ohne Anlass an: Wie geht es ihnen, fehlt etwas, was sollen wir nie ändern? Hören Sie mehr zu, als Sie reden.",
                channel="phone",
            ),
        ),
        facts={"days": 90},
        conditions={"stages": REGULARS},
    ),
    ReadyPlan(
        "any-overdue",
        ("Somebody is later than usual", "Jemand kommt später als sonst"),
        Trigger.OVERDUE,
        (
            message(0, Purpose.SERVICE, "overdue-hello"),
            task(
                14,
                Purpose.SERVICE,
                "Call and ask how they are and whether something was not right. Do not sell.",
                "Rufen Sie an und fragen Sie, wie es geht und ob etwas nicht in Ordnung war. Verkaufen Sie nichts.",
                channel="phone",
            ),
        ),
        facts={"rest_days": 60},
    ),
    ReadyPlan(
        "any-lost",
        ("An honest question before they are lost", "Eine ehrliche Frage, bevor sie verloren sind"),
        Trigger.STAGE,
        (
            task(
                0,
                Purpose.SERVICE,
                "Ask openly: what could we have done better? Thank them for the answer and write it down. No offer.",
                "Fragen Sie offen: Was hätten wir besser machen können? Danken Sie für die Antwort und notieren Sie sie. Kein Angebot.",
                channel="phone",
            ),
        ),
        facts={"stage": "lapsed", "rest_days": 365},
        conditions={"visits_from": 3},
    ),
    ReadyPlan(
        "any-welcome-back",
        ("Welcome back", "Schön, dass Sie wieder da sind"),
        Trigger.STAGE,
        (message(2, Purpose.THANKS, "welcome-back"),),
        facts={"stage": "returned", "rest_days": 180},
    ),
    ReadyPlan(
        "any-unexpected-call",
        ("A call they do not expect", "Ein Anruf, den sie nicht erwarten"),
        Trigger.NTH_PURCHASE,
        (
            task(
                30,
                Purpose.THANKS,
                "Call a month later, just to ask how they are getting on. Nobody else does this.",
                "Rufen Sie einen Monat später an, nur um zu fragen, wie es ihnen damit geht. Das macht sonst niemand.",
                channel="phone",
            ),
        ),
        facts={"numbers": [2]},
    ),
    ReadyPlan(
        "any-ask-after-job",
        ("Ask after the job", "Nach dem Auftrag fragen"),
        Trigger.COMPLETION,
        (question(2, "survey-after-job", "after-job"),),
        facts={"rest_days": 180},
    ),
    ReadyPlan(
        "any-review",
        ("Ask once for a review", "Einmal um eine Bewertung bitten"),
        Trigger.NTH_PURCHASE,
        (message(10, Purpose.REVIEW, "review-ask"),),
        facts={"numbers": [3]},
    ),
)

# Not given any more. Where an owner has switched one on it stays, with its words.
RETIRED: tuple[ReadyPlan, ...] = (
    # every complaint that is closed is asked about again by itself
    ReadyPlan(
        "any-after-complaint",
        ("After a complaint, check back", "Nach einer Beschwerde noch einmal nachfragen"),
        Trigger.COMPLAINT_CLOSED,
        (
            task(
                7,
                Purpose.RECOVERY,
                "Call and ask whether it is really right now. Read first what the complaint was about.",
                "Rufen Sie an und fragen Sie, ob jetzt wirklich alles in Ordnung ist. Lesen Sie vorher nach, worum es in der Beschwerde ging.",
                channel="phone",
            ),
        ),
    ),
)
