"""The people of the sample business, a coffee roaster with a repair bench. All are invented.

Days are counted back from today, so that the stories are fresh whenever somebody looks around.
Phone numbers are of a range kept for fiction, addresses of a domain kept for examples.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.rules.channels import Channel
from regulars.rules.kinds import Direction, FactKind, Outcome, PauseReason, Tone, WishCertainty

SEED = 7
Text = str | Promise
Item = tuple[Text, int]  # name and price, in the currency's major unit

BLEND: Item = (_("Espresso blend, 1 kg"), 29)
FILTER: Item = (_("Filter roast, 250 g"), 12)
SIDAMO: Item = (_("Ethiopia Sidamo, 250 g"), 14)
DECAF: Item = (_("Decaf, 500 g"), 17)
SACK: Item = (_("House blend, 10 kg"), 245)
SERVICE: Item = (_("Espresso machine service"), 95)
REPAIR: Item = (_("Grinder repair"), 60)
MACHINE: Item = (_("Lever espresso machine"), 890)
COURSE: Item = (_("Home barista course"), 75)
GIFT: Item = (_("Gift box with three roasts"), 39)


@dataclass(frozen=True, slots=True)
class Talk:
    days_ago: int
    channel: Channel
    words: Text
    note: Text = ""
    outcome: Outcome = Outcome.REACHED
    direction: Direction = Direction.OUTGOING


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody around a customer; `in_days` from today is the day that is kept for them."""

    name: str
    relation: Text
    occasion: Text = ""
    in_days: int | None = None
    year: int | None = None
    is_customer: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    name: str
    city: str
    every: int = 0  # days between visits
    visits: int = 0
    last: int = 0  # days since the last visit
    wobble: float = 0.1
    skips: tuple[tuple[int, int], ...] = ()  # before the n-th last visit: so many days more
    anniversary: int = 0  # the first visit was today so many years ago
    items: tuple[Item, ...] = (BLEND,)
    what_for: Text = ""
    given: str = ""
    company: str = ""
    shares_phone_with: str = ""
    has_phone: bool = True
    has_email: bool = True
    language: str = ""
    tone: Tone = Tone.UNDECIDED
    channel: Channel | None = None
    best_time: Text = ""
    birthday: tuple[int, int | None] | None = None  # in how many days; born in which year
    facts: tuple[tuple[FactKind, Text], ...] = ()
    wishes: tuple[tuple[WishCertainty, Text], ...] = ()
    concern: Text = ""
    yes: tuple[Channel, ...] = ()
    no: tuple[Channel, ...] = ()
    talks: tuple[Talk, ...] = ()
    follow_up: Text = ""
    around: tuple[Around, ...] = ()
    why_stays: Text = ""
    pause: PauseReason | None = None
    is_cared_for: bool = False  # by the person who looks around


def stories() -> list[Story]:
    """Everybody, the same people each time."""
    return [*TOLD, *_passers_by()]


NOTICED, INTEREST, GOAL = FactKind.NOTICED, FactKind.INTEREST, FactKind.GOAL
REASON, ARRANGEMENT = FactKind.REASON, FactKind.ARRANGEMENT
STATED, IMPLIED = WishCertainty.STATED, WishCertainty.IMPLIED
PHONE, WHATSAPP, EMAIL = Channel.PHONE, Channel.WHATSAPP, Channel.EMAIL
SMS, POST, VISIT = Channel.SMS, Channel.POST, Channel.VISIT

TOLD = (
    Story(
        "Tomás Ferreira", "Lisboa", every=31, visits=19, last=58, wobble=0.03,
        items=(BLEND, SIDAMO), tone=Tone.FRIENDLY, channel=WHATSAPP, best_time=_("before noon"),
        facts=(
            (NOTICED, _("Roasts the menu's coffee for his restaurant.")),
            (INTEREST, _("Likes Ethiopian naturals.")),
            (REASON, _("His guests ask for coffee they cannot get elsewhere.")),
        ),
        wishes=((STATED, _("A darker blend; we had none in September.")),),
        yes=(WHATSAPP, EMAIL), is_cared_for=True, what_for=_("for the restaurant"),
        talks=(Talk(59, VISIT, _("Asked how the new grind works out."),
                    _("Would like a darker blend. We have none yet."),
                    direction=Direction.INCOMING),),
        around=(Around("Beatriz", _("daughter"), _("handball final"), 12),),
    ),
    Story(
        "Ngozi Adeyemi", "Leeds", visits=1, last=3, items=(MACHINE,), channel=EMAIL,
        tone=Tone.FRIENDLY, yes=(EMAIL,), what_for=_("her first machine at home"),
        facts=((GOAL, _("Wants a cappuccino at home as good as in Turin.")),),
    ),
    Story(
        "Emil Sørensen", "Aarhus", visits=1, last=5, items=(COURSE,), channel=PHONE,
        facts=((NOTICED, _("Came on the advice of Yuki Tanaka.")),),
    ),
    Story(
        "Yuki Tanaka", "Osaka", every=33, visits=11, last=9, items=(SIDAMO,), wobble=0.15,
        tone=Tone.FORMAL, channel=EMAIL, language="ja", birthday=(1, 1979), yes=(EMAIL, POST),
        facts=((INTEREST, _("Collects hand mills.")),),
        talks=(Talk(40, EMAIL, _("Sent the notes on the new Sidamo."), outcome=Outcome.SENT),),
    ),
    Story(
        "Aoife Byrne", "Galway", every=24, visits=14, last=11, items=(FILTER, DECAF),
        tone=Tone.FRIENDLY, channel=SMS, birthday=(0, None), yes=(SMS,), wobble=0.2,
        facts=((NOTICED, _("Always buys a bag for her mother too.")),),
        talks=(Talk(52, SMS, _("Told her that the decaf is back."), outcome=Outcome.SENT),),
    ),
    Story(
        "Lena Brandt", "Kiel", every=38, visits=12, last=20, items=(FILTER,), wobble=0.12,
        tone=Tone.FRIENDLY, channel=PHONE, best_time=_("after five"), yes=(PHONE,),
        why_stays=_("We remember how she grinds."),
        talks=(Talk(131, PHONE, _("Thanked her for the kind words on the course.")),),
    ),
    Story(
        "Hotel Aurora", "Innsbruck", every=21, visits=30, last=16, items=(SACK,), wobble=0.08,
        company="Hotel Aurora", given="Marta", tone=Tone.FORMAL, channel=EMAIL, is_cared_for=True,
        facts=(
            (ARRANGEMENT, _("Delivery on Tuesdays before ten, invoice at the end of the month.")),
            (GOAL, _("A breakfast that guests write about.")),
        ),
        yes=(EMAIL, PHONE), follow_up=_("Bring the tasting set for the new menu."),
        talks=(Talk(12, PHONE, _("Agreed on a tasting with the kitchen."),
                    _("The chef wants something with less acid.")),),
        around=(Around("Marta Hofer", _("head of purchasing"), _("birthday"), 0),
                Around("Jonas Hofer", _("chef"))),
        what_for=_("breakfast for 60 guests"),
    ),
    Story(
        "Peter Hald", "Odense", every=182, visits=6, last=178, items=(SERVICE,), wobble=0.04,
        tone=Tone.FRIENDLY, channel=PHONE, follow_up=_("Call about the service in December."),
        facts=((NOTICED, _("The machine was his father's; he will not buy another.")),),
        talks=(Talk(64, PHONE, _("Asked whether the steam valve holds."), _("It does.")),),
    ),
    Story(
        "Mara Lindqvist", "Malmö", every=45, visits=9, last=14, items=(SIDAMO, GIFT),
        anniversary=2, tone=Tone.FRIENDLY, channel=POST, yes=(POST, EMAIL),
        facts=((INTEREST, _("Bakes cardamom buns on Fridays.")),),
        talks=(Talk(33, VISIT, _("Tasted the new filter roast together.")),),
    ),
    Story(
        "Ayşe Yılmaz", "Izmir", every=14, visits=40, last=31, items=(FILTER,), wobble=0.1,
        tone=Tone.FRIENDLY, channel=WHATSAPP, yes=(WHATSAPP,), is_cared_for=True,
        facts=((NOTICED, _("Has been on crutches since the summer.")),),
        concern=_("The stairs to the shop are hard for her now."),
        talks=(Talk(44, WHATSAPP, _("Wished her a good recovery."), outcome=Outcome.SENT),),
    ),
    Story(
        "Giulia Conti", "Torino", every=28, visits=13, last=52, items=(BLEND,), wobble=0.1,
        channel=PHONE, tone=Tone.FRIENDLY, no=(EMAIL,),
        facts=((REASON, _("Our blend tastes like the one of her grandmother's bar.")),),
        talks=(Talk(90, PHONE, _("Left word that the winter roast is in."),
                    outcome=Outcome.LEFT_MESSAGE),),
    ),
    Story(
        "Dr. Friederike von Hagen", "Weimar", every=60, visits=8, last=33, items=(GIFT,),
        given="Friederike", tone=Tone.FORMAL, channel=POST, best_time=_("never by phone"),
        no=(PHONE, SMS, WHATSAPP), yes=(POST,),
        facts=((NOTICED, _("Wishes to be addressed by her title.")),),
        talks=(Talk(70, POST, _("A card with thanks for her patience."), outcome=Outcome.SENT),),
    ),
    Story(
        "Olu Okafor", "Lagos", every=35, visits=10, last=12, items=(BLEND,), skips=((1, 96),),
        tone=Tone.FRIENDLY, channel=WHATSAPP, yes=(WHATSAPP,),
        facts=((NOTICED, _("Was abroad for work from spring to summer.")),),
        talks=(Talk(11, VISIT, _("Welcomed him back."), direction=Direction.INCOMING),),
    ),
    Story(
        "Chloé Moreau", "Lyon", every=30, visits=15, last=24, items=(FILTER, SIDAMO),
        tone=Tone.FRIENDLY, channel=SMS, shares_phone_with="Hugo Moreau",
        around=(Around("Hugo Moreau", _("husband"), is_customer=True),),
        talks=(Talk(61, SMS, _("Told her about the cupping evening."), outcome=Outcome.SENT),),
    ),
    Story(
        "Hugo Moreau", "Lyon", every=75, visits=5, last=40, items=(BLEND,), has_email=False,
        tone=Tone.FRIENDLY, birthday=(19, 1984), wobble=0.3,
        talks=(Talk(41, VISIT, _("Fetched the blend for both."), direction=Direction.INCOMING),),
    ),
    Story(
        "Nguyễn Thị Hạnh", "Huế", every=26, visits=16, last=74, items=(DECAF,), given="Hạnh",
        tone=Tone.FRIENDLY, channel=EMAIL, yes=(EMAIL,), wobble=0.12,
        wishes=((IMPLIED, _("A smaller bag of decaf: it goes stale for one person.")),),
    ),
    Story(
        "Katarzyna Wiśniewska", "Gdańsk", every=40, visits=7, last=15, items=(FILTER,),
        channel=EMAIL, birthday=(-2, 1990), yes=(EMAIL,), wobble=0.3,
        talks=(Talk(55, EMAIL, _("Answered her question about water."), outcome=Outcome.SENT),),
    ),
    Story(
        "Repair Café Nord", "Hamburg", every=55, visits=9, last=30, items=(REPAIR, REPAIR),
        company="Repair Café Nord", given="Ben", channel=PHONE, wobble=0.25,
        facts=((ARRANGEMENT, _("Repairs for the café at half the price of labour.")),),
        around=(Around("Ben Claussen", _("runs the workshop")),),
        talks=(Talk(95, PHONE, _("Offered spare burrs."), _("Will think about it.")),),
    ),
    Story(
        "Dmitri Petrov", "Riga", every=29, visits=12, last=140, items=(BLEND,), channel=PHONE,
        concern=_("Found the last delivery stale and did not say it at first."),
        talks=(Talk(150, PHONE, _("Said sorry for the stale bag."),
                    _("Sounded polite but short.")),),
    ),
    Story(
        "Fatima Haddad", "Tunis", every=20, visits=22, last=8, items=(SIDAMO,), wobble=0.15,
        tone=Tone.FRIENDLY, channel=WHATSAPP, language="fr", yes=(WHATSAPP,),
        follow_up=_("Send the address of the mill maker."),
        talks=(Talk(8, VISIT, _("She asked who made our hand mill."),
                    direction=Direction.INCOMING),),
    ),
    Story(
        "José María Núñez", "Bilbao", every=90, visits=6, last=60, items=(GIFT, COURSE),
        given="José María", tone=Tone.FRIENDLY, channel=EMAIL, wobble=0.2,
        talks=(Talk(30, EMAIL, _("Sent dates of the next course."), outcome=Outcome.SENT),),
    ),
    Story(
        "Wanda Kowalska", "Poznań", every=27, visits=13, last=70, items=(FILTER,), channel=PHONE,
        pause=PauseReason.MOVED, facts=((NOTICED, _("Moved to her son's.")),),
    ),
    Story(
        "木村 さくら", "京都", every=34, visits=8, last=10, items=(SIDAMO,), given="さくら",
        language="ja", tone=Tone.FORMAL, channel=EMAIL, yes=(EMAIL,), wobble=0.2,
        talks=(Talk(36, EMAIL, _("Thanked her for the photographs."), outcome=Outcome.SENT),),
    ),
    Story("Sam Whitfield", "Bristol", channel=EMAIL, yes=(EMAIL,),
          facts=((NOTICED, _("Asked about a machine for the office; has not bought yet.")),),
          talks=(Talk(9, PHONE, _("Explained the two sizes."), direction=Direction.INCOMING),)),
)  # fmt: skip

NAMES = (
    "Ines Duarte/Porto Karim Benali/Marseille Hanna Virtanen/Turku Jakub Horák/Brno"
    " Leila Karimi/Graz Owen Pryce/Cardiff Sofia Nilsson/Uppsala Mateo Rojas/Sevilla"
    " Priya Raman/Leicester Luca Ferri/Bologna Elif Demir/Köln Noah Vermeer/Utrecht"
    " Zsófia Tóth/Pécs Andrei Popescu/Cluj Maja Kovač/Split Finn Larsen/Bergen"
    " Amara Diallo/Dakar Eleni Pappas/Patras Viktor Ivanov/Varna Rosa Almeida/Braga"
    " Tim Baker/York Nadia Rahman/Luton Oskar Lind/Lund Clara Weiss/Basel Jun Park/Busan"
    " Marek Zelenka/Plzeň Ida Holm/Vejle Paolo Greco/Lecce Anke Visser/Breda"
    " Rashid Omar/Muscat Greta Schulz/Jena Milan Novak/Maribor Tess Murray/Dundee"
    " Ivo Peeters/Gent Lucía Vega/Gijón Abel Tesfaye/Adama"
)
GOODS = ((BLEND,), (FILTER,), (SIDAMO, FILTER), (DECAF,), (BLEND, FILTER))


def _passers_by() -> Iterator[Story]:
    """Customers without a tale: on time, seldom, gone, or back after a long silence. They are the
    past from which the business learns how many silences end."""
    rng = random.Random(SEED)  # noqa: S311  # invented people, not secrets
    words = NAMES.split()
    for number in range(len(words) // 2):
        given = words[2 * number]
        family, city = words[2 * number + 1].split("/")
        every = rng.randint(18, 48)
        is_gone = number % 3 == 0
        last = every * rng.randint(4, 9) if is_gone else rng.randint(1, max(2, every - 6))
        count = {7: 1, 10: 2}.get(number % 12, rng.randint(6, 18))
        skip = ((rng.randint(2, 5), int(every * rng.uniform(0.9, 3.6))),)
        talk = Talk(rng.randint(15, 58), EMAIL, _("Wrote a few lines."), outcome=Outcome.SENT)
        yield Story(
            f"{given} {family}",
            city,
            every=every,
            visits=count,
            last=last + 40 if count == 1 else last,
            wobble=rng.choice((0.1, 0.2, 0.35)),
            skips=skip if count > 6 and number % 4 == 1 else (),
            items=GOODS[number % len(GOODS)],
            has_phone=number % 2 == 0,
            channel=EMAIL,
            yes=(EMAIL,) if number % 4 else (),
            talks=() if is_gone else (talk,),
        )
