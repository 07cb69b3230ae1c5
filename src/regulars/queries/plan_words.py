"""A plan as a person would say it: "Three days after a first purchase, thank them." """

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from regulars.models import Person, Playbook, Tag
from regulars.queries import formats
from regulars.queries.labels import word
from regulars.queries.plans import Plan
from regulars.queries.shops import the_shop
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions
from regulars.rules.messages import How, Purpose, Topic
from regulars.rules.playbooks import Trigger
from regulars.rules.ready_plan_sets import BY_KEY, names_of, script_in
from regulars.rules.ready_plans import said
from regulars.rules.stages import Stage
from regulars.rules.steps import Step
from regulars.rules.triggers import OddPlan, PlanProblem, TriggerFacts

# Within a sentence, after "three days after" and "three days before".
ORDINALS = {
    1: _("a first purchase"),
    2: _("a second purchase"),
    3: _("a third purchase"),
    4: _("a fourth purchase"),
    5: _("a fifth purchase"),
    6: _("a sixth purchase"),
    7: _("a seventh purchase"),
    8: _("an eighth purchase"),
    9: _("a ninth purchase"),
    10: _("a tenth purchase"),
}
COUNTED = {
    2: _("two"),
    3: _("three"),
    4: _("four"),
    5: _("five"),
    6: _("six"),
    7: _("seven"),
    8: _("eight"),
    9: _("nine"),
    10: _("ten"),
    11: _("eleven"),
    12: _("twelve"),
}
EVENTS = {
    Trigger.BOOKING: _("an appointment"),
    Trigger.COMPLETION: _("a finished piece of work"),
    Trigger.OVERDUE: _("the day somebody is later than usual"),
    Trigger.BIRTHDAY: _("a birthday"),
    Trigger.OCCASION: _("a special day around them"),
    Trigger.ANNIVERSARY: _("the day of their first purchase, each year"),
    Trigger.SERVICE_DUE: _("the day a service is due"),
    Trigger.RUN_OUT: _("the day something runs out"),
    Trigger.COMPLAINT_CLOSED: _("the end of a complaint"),
}
THAT_DAY = {
    Trigger.BOOKING: _("on the day of an appointment"),
    Trigger.COMPLETION: _("as soon as a piece of work is finished"),
    Trigger.OVERDUE: _("as soon as somebody is later than usual"),
    Trigger.BIRTHDAY: _("on a birthday"),
    Trigger.OCCASION: _("on a special day around them"),
    Trigger.ANNIVERSARY: _("each year on the day of their first purchase"),
    Trigger.SERVICE_DUE: _("on the day a service is due"),
    Trigger.RUN_OUT: _("on the day something runs out"),
    Trigger.COMPLAINT_CLOSED: _("as soon as a complaint is closed"),
}
DEEDS: dict[Purpose, Promise | str] = {
    Purpose.NOTICE: _("tell them what has changed"),
    Purpose.PROMISE: _("keep a promise"),
    Purpose.RECOVERY: _("ask whether it was put right"),
    Purpose.SERVICE: _("ask whether you can do something for them"),
    Purpose.THANKS: _("thank them"),
    Purpose.GREETING: _("send a greeting"),
    Purpose.TIP: _("send them something useful"),
    Purpose.SURVEY: _("ask them a question"),
    Purpose.REVIEW: _("ask for a review"),
    Purpose.REFERRAL: _("ask for a recommendation"),
    Purpose.OFFER: _("make an offer"),
}
# What the texts that come with the product say, more exactly.
DEEDS_OF_TEXTS: dict[str, Promise | str] = {
    "first-thanks": _("thank them and ask whether everything is right"),
    "second-thanks": _("tell them how glad you are that they came back"),
    "welcome-back": _("tell them how nice it is to see them again"),
    "check-right": _("ask whether everything is right"),
    "repair-check": _("ask whether it runs as it should"),
    "salon-how-is-it": _("ask how they get on with it at home"),
    "salon-rebook": _("ask whether they would like a time"),
    "overdue-hello": _("ask how they are"),
    "appointment-reminder": _("remind them"),
    "service-card": _("remind them of the service"),
    "service-due": _("remind them of the service"),
    "reorder-nudge": _("ask whether to put some aside for them"),
    "birthday-greeting": _("send birthday wishes"),
    "birthday-card": _("send birthday wishes"),
    "anniversary-thanks": _("thank them for the years"),
    "anniversary-card": _("thank them for the years"),
    "review-ask": _("ask once for a review"),
}


def name_of(playbook: Playbook) -> str:
    """A ready-made plan is called in the reader's language, unless the owner renamed it."""
    if playbook.key and playbook.name in names_of(playbook.key):
        return said(BY_KEY[playbook.key].name, get_language() or "en")
    return playbook.name


def problem_words(trouble: OddPlan) -> str:
    return word(PlanProblem, trouble.problem.value)


def sentences(plan: Plan, wordings: Mapping[str, tuple[str, str]]) -> list[str]:
    """One for each step, in order. `wordings` are the key and name of each text by its id."""
    return [step_sentence(plan, step, wordings) for step in plan.steps]


def step_sentence(plan: Plan, step: Step, wordings: Mapping[str, tuple[str, str]]) -> str:
    when = _capital(when_said(plan.trigger, plan.facts, step.after_days))
    if step.how is How.TASK:
        said_task = gettext("%(when)s, somebody here has this to do: %(script)s")
        script = script_in(step.script, get_language() or "en")
        return said_task % {"when": when, "script": script}
    deed = deed_of(step, wordings)
    if step.how is How.CARD:
        said_card = gettext("%(when)s, %(deed)s with a card that arrives in time.")
        return said_card % {"when": when, "deed": deed}
    if step.channel is not None:
        said_by = gettext("%(when)s, %(deed)s by %(channel)s.")
        channel = word(Channel, step.channel.value)
        return said_by % {"when": when, "deed": deed, "channel": channel}
    return gettext("%(when)s, %(deed)s.") % {"when": when, "deed": deed}


def deed_of(step: Step, wordings: Mapping[str, tuple[str, str]]) -> str:
    key, name = wordings.get(step.wording, ("", ""))
    if key in DEEDS_OF_TEXTS:
        return str(DEEDS_OF_TEXTS[key])
    if not key and name:
        said_text = gettext("send “%(name)s”")
        return said_text % {"name": name}
    return str(DEEDS[step.purpose])


def when_said(trigger: Trigger, facts: TriggerFacts, after_days: int) -> str:
    """Within a sentence: "three days after a first purchase"."""
    if after_days == 0:
        return _that_day(trigger, facts)
    event, days = _event(trigger, facts), abs(after_days)
    if after_days < 0:
        said = ngettext("%(days)s day before %(event)s", "%(days)s days before %(event)s", days)
    else:
        said = ngettext("%(days)s day after %(event)s", "%(days)s days after %(event)s", days)
    return said % {"days": _number(days), "event": event}


def _number(days: int) -> str:
    if days == 1:
        return pgettext("within “one day after”", "one")
    return str(COUNTED.get(days, days))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _event(trigger: Trigger, facts: TriggerFacts) -> str:
    matter = _matter(facts)
    if trigger is Trigger.PURCHASE:
        return gettext("a purchase of %(what)s") % matter if matter else gettext("a purchase")
    if trigger is Trigger.NTH_PURCHASE:
        return _which(facts)
    if trigger is Trigger.STAGE:
        reached = gettext("the day somebody becomes “%(stage)s”")
        return reached % {"stage": _stage(facts)}
    if trigger is Trigger.NO_CONTACT:
        silent = ngettext(
            "%(days)d day without contact", "%(days)d days without contact", facts.days or 0
        )
        return silent % {"days": facts.days or 0}
    event = str(EVENTS[trigger])
    return gettext("%(event)s (%(what)s)") % {"event": event, **matter} if matter else event


def _that_day(trigger: Trigger, facts: TriggerFacts) -> str:
    matter = _matter(facts)
    if trigger in {Trigger.PURCHASE, Trigger.NTH_PURCHASE}:
        return gettext("right after %(event)s") % {"event": _event(trigger, facts)}
    if trigger is Trigger.STAGE:
        reached = gettext("as soon as somebody becomes “%(stage)s”")
        return reached % {"stage": _stage(facts)}
    if trigger is Trigger.NO_CONTACT:
        silent = ngettext(
            "after %(days)d day without contact",
            "after %(days)d days without contact",
            facts.days or 0,
        )
        return silent % {"days": facts.days or 0}
    that_day = str(THAT_DAY[trigger])
    return gettext("%(event)s (%(what)s)") % {"event": that_day, **matter} if matter else that_day


def _matter(facts: TriggerFacts) -> dict[str, str]:
    return {"what": _either(facts.matches)} if facts.matches else {}


def _which(facts: TriggerFacts) -> str:
    said = [
        str(ORDINALS[number])
        if number in ORDINALS
        else gettext("purchase number %(number)d") % {"number": number}
        for number in facts.numbers
    ]
    return _either(said)


def _stage(facts: TriggerFacts) -> str:
    return word(Stage, facts.stage.value) if facts.stage else ""


def _either(texts: "list[str] | tuple[str, ...]") -> str:
    if len(texts) < 2:
        return "".join(texts)
    return gettext("%(list)s or %(last)s") % {"list": ", ".join(texts[:-1]), "last": texts[-1]}


# --- for whom ---


def rest_sentence(facts: TriggerFacts) -> str:
    """How often at most for one person; "" where each occasion counts."""
    if not facts.rest_days:
        return ""
    least = ngettext(
        "Once in %(days)d day at most for the same person.",
        "Once in %(days)d days at most for the same person.",
        facts.rest_days,
    )
    return least % {"days": facts.rest_days}


def whom_sentences(wanted: Conditions) -> list[str]:
    """For whom the plan is; nothing where it is for everybody."""
    if wanted.are_none:
        return []
    return [said for line in WHOM if (said := line(wanted))]


def _stages(wanted: Conditions) -> str:
    stages = _either([f"“{word(Stage, stage.value)}”" for stage in wanted.stages])
    return gettext("Only at the stage %(stages)s.") % {"stages": stages} if stages else ""


def _visits(wanted: Conditions) -> str:
    least, most = wanted.visits_from, wanted.visits_to
    if least is not None and most is not None:
        between = gettext("Only with %(least)d to %(most)d visits so far.")
        return between % {"least": least, "most": most}
    if least is not None:
        said = ngettext(
            "Only with %(least)d visit or more.", "Only with %(least)d visits or more.", least
        )
        return said % {"least": least}
    if most is not None:
        said = ngettext(
            "Only with %(most)d visit at most.", "Only with %(most)d visits at most.", most
        )
        return said % {"most": most}
    return ""


def _value(wanted: Conditions) -> str:
    def money(minor: int) -> str:
        shop = the_shop()
        currency = shop.currency if shop else "EUR"
        return formats.money(minor, currency, language=get_language() or "en")

    least, most = wanted.value_from_minor, wanted.value_to_minor
    if least is not None and most is not None:
        between = gettext("Only who spent between %(least)s and %(most)s with you.")
        return between % {"least": money(least), "most": money(most)}
    if least is not None:
        return gettext("Only who spent %(least)s or more with you.") % {"least": money(least)}
    if most is not None:
        return gettext("Only who spent %(most)s at most with you.") % {"most": money(most)}
    return ""


def _tags(wanted: Conditions) -> str:
    names = list(Tag.objects.filter(pk__in=wanted.tags).values_list("name", flat=True))
    return gettext("Only with the tag %(tags)s.") % {"tags": ", ".join(names)} if names else ""


def _carer(wanted: Conditions) -> str:
    person = Person.objects.filter(pk=wanted.carer or 0).first()
    return gettext("Only whom %(name)s looks after.") % {"name": person} if person else ""


def _languages(wanted: Conditions) -> str:
    reader = get_language() or "en"
    names = [formats.language_name(one, reader) for one in wanted.languages]
    return gettext("Only who reads %(languages)s.") % {"languages": _either(names)} if names else ""


def _reached_by(wanted: Conditions) -> str:
    names = _either([word(Channel, channel.value) for channel in wanted.has_channel])
    return (
        gettext("Only who can be reached by %(channels)s.") % {"channels": names} if names else ""
    )


def _said_yes(wanted: Conditions) -> str:
    if wanted.said_yes_to is None:
        return ""
    channel = word(Channel, wanted.said_yes_to.value)
    if wanted.said_yes_about is None:
        return gettext("Only who said yes to %(channel)s.") % {"channel": channel}
    topic = word(Topic, wanted.said_yes_about.value)
    yes = gettext("Only who said yes to %(channel)s for “%(topic)s”.")
    return yes % {"channel": channel, "topic": topic}


WHOM: tuple[Callable[[Conditions], str], ...] = (
    _stages,
    _visits,
    _value,
    _tags,
    _carer,
    _languages,
    _reached_by,
    _said_yes,
)
