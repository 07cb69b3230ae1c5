"""Plans by trade: hairdresser and salon, repair workshop, tradespeople, shop, consultant."""

# ruff: noqa: E501  # a text is one line

from regulars.rules.messages import Purpose
from regulars.rules.playbooks import Trade, Trigger
from regulars.rules.ready_plans import ReadyPlan, card, message, task

SALON: tuple[ReadyPlan, ...] = (
    ReadyPlan(
        "salon-how-is-it",
        ("How do they get on with it at home?", "Wie kommen sie zu Hause damit zurecht?"),
        Trigger.COMPLETION,
        (message(3, Purpose.SERVICE, "salon-how-is-it"),),
        trade=Trade.SALON,
        facts={"rest_days": 120},
    ),
    ReadyPlan(
        "salon-first-visit",
        ("After a first visit, a call", "Nach dem ersten Besuch ein Anruf"),
        Trigger.NTH_PURCHASE,
        (
            task(
                5,
                Purpose.THANKS,
                "Call: does it sit as it should, does it work at home? Offer to put anything right at once.",
                "Rufen Sie an: Sitzt alles, klappt es zu Hause? Bieten Sie an, sofort nachzubessern.",
                channel="phone",
            ),
        ),
        trade=Trade.SALON,
        facts={"numbers": [1]},
    ),
    ReadyPlan(
        "salon-rebook",
        ("About time for the next visit", "Zeit für den nächsten Besuch"),
        Trigger.OVERDUE,
        (message(0, Purpose.SERVICE, "salon-rebook"),),
        trade=Trade.SALON,
        facts={"rest_days": 30},
    ),
    ReadyPlan(
        "salon-colour-care",
        ("Tips after a colour", "Tipps nach einer Farbe"),
        Trigger.PURCHASE,
        (message(2, Purpose.TIP, "salon-colour-care"),),
        trade=Trade.SALON,
        facts={"matches": ["colour", "color", "Farbe", "Coloration"], "rest_days": 180},
    ),
    ReadyPlan(
        "salon-run-out",
        ("Care products are running out", "Pflegeprodukte gehen zur Neige"),
        Trigger.RUN_OUT,
        (message(-5, Purpose.SERVICE, "reorder-nudge"),),
        trade=Trade.SALON,
        facts={"rest_days": 21},
    ),
)
WORKSHOP: tuple[ReadyPlan, ...] = (
    ReadyPlan(
        "workshop-repair-check",
        ("After a repair: does it run?", "Nach einer Reparatur: Läuft alles?"),
        Trigger.COMPLETION,
        (message(3, Purpose.SERVICE, "repair-check"),),
        trade=Trade.WORKSHOP,
    ),
    ReadyPlan(
        "workshop-service-card",
        ("A card before the service is due", "Eine Karte, bevor der Service fällig ist"),
        Trigger.SERVICE_DUE,
        (
            card(-14, Purpose.SERVICE, "service-card"),
            task(
                10,
                Purpose.SERVICE,
                "The service is due and nothing is booked. Call and offer two times that suit you.",
                "Der Service ist fällig und nichts ist gebucht. Rufen Sie an und bieten Sie zwei passende Termine an.",
                channel="phone",
            ),
        ),
        trade=Trade.WORKSHOP,
    ),
    ReadyPlan(
        "workshop-tips",
        ("Tips to get more out of it", "Tipps, um mehr davon zu haben"),
        Trigger.PURCHASE,
        (message(7, Purpose.TIP, "tips-sheet"),),
        trade=Trade.WORKSHOP,
        facts={"rest_days": 180},
    ),
    ReadyPlan(
        "workshop-year-on",
        ("A year after the repair, a call", "Ein Jahr nach der Reparatur ein Anruf"),
        Trigger.COMPLETION,
        (
            task(
                365,
                Purpose.SERVICE,
                "Call and ask whether it still runs as it should. Nothing to sell.",
                "Rufen Sie an und fragen Sie, ob noch alles läuft, wie es soll. Nichts verkaufen.",
                channel="phone",
            ),
        ),
        trade=Trade.WORKSHOP,
        facts={"rest_days": 300},
    ),
)
TRADES: tuple[ReadyPlan, ...] = (
    ReadyPlan(
        "trades-after-job",
        ("The day after a job, a call", "Am Tag nach der Arbeit ein Anruf"),
        Trigger.COMPLETION,
        (
            task(
                1,
                Purpose.SERVICE,
                "Call: is everything as agreed, was the place left clean, is anything open? Put it right at once.",
                "Rufen Sie an: Ist alles wie besprochen, war es sauber, ist noch etwas offen? Bringen Sie es sofort in Ordnung.",
                channel="phone",
            ),
            message(30, Purpose.SERVICE, "check-right"),
        ),
        trade=Trade.TRADES,
        facts={"rest_days": 20},
    ),
    ReadyPlan(
        "trades-thanks-card",
        ("A thank-you card for a first job", "Eine Dankeskarte für den ersten Auftrag"),
        Trigger.NTH_PURCHASE,
        (card(10, Purpose.THANKS, "thanks-card"),),
        trade=Trade.TRADES,
        facts={"numbers": [1]},
    ),
    ReadyPlan(
        "trades-maintenance-card",
        ("A card before the maintenance is due", "Eine Karte, bevor die Wartung fällig ist"),
        Trigger.SERVICE_DUE,
        (card(-21, Purpose.SERVICE, "service-card"),),
        trade=Trade.TRADES,
    ),
    ReadyPlan(
        "trades-year-on",
        ("A word after a year", "Ein Wort nach einem Jahr"),
        Trigger.COMPLETION,
        (
            task(
                365,
                Purpose.SERVICE,
                "Look in or call: how has the work held up over the year? Note what you see.",
                "Schauen Sie vorbei oder rufen Sie an: Wie hat sich die Arbeit über das Jahr gehalten? Notieren Sie, was Sie sehen.",
            ),
        ),
        trade=Trade.TRADES,
        facts={"rest_days": 300},
    ),
)
SHOP: tuple[ReadyPlan, ...] = (
    ReadyPlan(
        "shop-tips",
        ("Tips a week after the purchase", "Tipps eine Woche nach dem Kauf"),
        Trigger.PURCHASE,
        (message(7, Purpose.TIP, "tips-sheet"),),
        trade=Trade.SHOP,
        facts={"rest_days": 120},
    ),
    ReadyPlan(
        "shop-run-out",
        ("What they use is running out", "Was sie verwenden, geht zur Neige"),
        Trigger.RUN_OUT,
        (message(-5, Purpose.SERVICE, "reorder-nudge"),),
        trade=Trade.SHOP,
        facts={"rest_days": 21},
    ),
    ReadyPlan(
        "shop-fifth-card",
        ("A card for the fifth purchase", "Eine Karte zum fünften Kauf"),
        Trigger.NTH_PURCHASE,
        (card(7, Purpose.THANKS, "thanks-card"),),
        trade=Trade.SHOP,
        facts={"numbers": [5]},
        conditions={"has_channel": ["post"]},
    ),
    ReadyPlan(
        "shop-goes-with-it",
        ("Something that goes with it", "Etwas, das dazu passt"),
        Trigger.PURCHASE,
        (
            task(
                30,
                Purpose.TIP,
                "Next time they are here, ask how they like it, and mention the one thing that goes well with it. Only if it does.",
                "Fragen Sie beim nächsten Besuch, wie es gefällt, und erwähnen Sie das eine, das gut dazu passt. Nur wenn es wirklich passt.",
            ),
        ),
        trade=Trade.SHOP,
        facts={"rest_days": 180},
        conditions={"visits_from": 2},
    ),
    ReadyPlan(
        "shop-social",
        ("A word back where they wrote about you", "Ein Wort zurück, wo sie über Sie schreiben"),
        Trigger.NTH_PURCHASE,
        (
            task(
                14,
                Purpose.THANKS,
                "Look whether they wrote about you anywhere, and thank them there in your own words.",
                "Sehen Sie nach, ob sie irgendwo über Sie geschrieben haben, und danken Sie dort mit eigenen Worten.",
            ),
        ),
        trade=Trade.SHOP,
        facts={"numbers": [4]},
    ),
)
CONSULTANT: tuple[ReadyPlan, ...] = (
    ReadyPlan(
        "consultant-meeting-thanks",
        ("The day after a talk", "Am Tag nach einem Gespräch"),
        Trigger.COMPLETION,
        (message(1, Purpose.THANKS, "meeting-thanks"),),
        trade=Trade.CONSULTANT,
        facts={"rest_days": 14},
    ),
    ReadyPlan(
        "consultant-goal",
        ("A month on: how is it going?", "Nach einem Monat: Wie läuft es?"),
        Trigger.COMPLETION,
        (
            task(
                30,
                Purpose.SERVICE,
                "Ask how it goes with what they wanted to reach. Bring one idea, no invoice.",
                "Fragen Sie, wie es mit dem vorangeht, was sie erreichen wollten. Bringen Sie eine Idee mit, keine Rechnung.",
                channel="phone",
            ),
        ),
        trade=Trade.CONSULTANT,
        facts={"rest_days": 60},
    ),
    ReadyPlan(
        "consultant-useful",
        ("Something useful in between", "Zwischendurch etwas Nützliches"),
        Trigger.NO_CONTACT,
        (
            task(
                0,
                Purpose.TIP,
                "Send one link or article that helps them with what they are working on, with two lines of your own.",
                "Schicken Sie einen Link oder Artikel, der bei ihrem Vorhaben hilft, mit zwei eigenen Zeilen.",
            ),
        ),
        trade=Trade.CONSULTANT,
        facts={"days": 45},
    ),
    ReadyPlan(
        "consultant-year-card",
        ("A card for each year together", "Eine Karte für jedes gemeinsame Jahr"),
        Trigger.ANNIVERSARY,
        (card(0, Purpose.GREETING, "anniversary-card"),),
        trade=Trade.CONSULTANT,
        conditions={"has_channel": ["post"]},
    ),
    ReadyPlan(
        "consultant-recommendation",
        ("Ask once for a recommendation", "Einmal um eine Empfehlung bitten"),
        Trigger.NTH_PURCHASE,
        (
            task(
                14,
                Purpose.REFERRAL,
                "If they are content: ask whether they know somebody you could help too. Once, and never again.",
                "Wenn sie zufrieden sind: Fragen Sie, ob sie jemanden kennen, dem Sie auch helfen können. Einmal und nie wieder.",
            ),
        ),
        trade=Trade.CONSULTANT,
        facts={"numbers": [3]},
    ),
)
