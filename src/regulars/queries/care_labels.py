"""The words for messages, plans and what comes round. Joined into queries/labels.py."""

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.rules.calendars import EntryKind
from regulars.rules.kinds import (
    AppointmentState,
    DataRequestKind,
    DigestKind,
    IntervalKind,
    LeapDay,
    MailKind,
    Paper,
    PaperKind,
    ProbeTrouble,
    RunState,
    Security,
)
from regulars.rules.mail_trouble import MailTrouble
from regulars.rules.messages import (
    How,
    InboundKind,
    MessageState,
    Purpose,
    Reason,
    Stance,
    SuppressedFor,
    Topic,
)
from regulars.rules.notices import NoticeKind
from regulars.rules.playbooks import StopReason, Trade, Trigger
from regulars.rules.promises import PromiseState, ReadyKind, TrueReason
from regulars.rules.triggers import PlanProblem

if TYPE_CHECKING:  # only the type stubs know a lazy text as one
    from django.utils.functional import _StrPromise

    Words: TypeAlias = _StrPromise
else:
    Words = Promise

CARE_WORDS: dict[type[StrEnum], dict[str, Words]] = {
    PromiseState: {
        PromiseState.OPEN: pgettext_lazy("state of a promise", "Open"),
        PromiseState.KEPT: pgettext_lazy("state of a promise", "Kept"),
        PromiseState.KEPT_LATE: pgettext_lazy("state of a promise", "Kept late"),
        PromiseState.BROKEN_TOLD: pgettext_lazy("state of a promise", "Not kept, told before"),
        PromiseState.BROKEN_SILENT: pgettext_lazy("state of a promise", "Broken in silence"),
        PromiseState.RELEASED: pgettext_lazy("state of a promise", "Released by them"),
    },
    ReadyKind: {
        ReadyKind.CALL_BACK: pgettext_lazy("kind of promise", "Call back"),
        ReadyKind.QUOTE: pgettext_lazy("kind of promise", "Quote"),
        ReadyKind.DELIVERY: pgettext_lazy("kind of promise", "Delivery"),
        ReadyKind.REPAIR: pgettext_lazy("kind of promise", "Repair"),
        ReadyKind.FIND_OUT: pgettext_lazy("kind of promise", "Find something out"),
    },
    TrueReason: {
        TrueReason.OUR_MISTAKE: _("We made a mistake"),
        TrueReason.FORGOTTEN: _("It was forgotten"),
        TrueReason.TOO_MUCH: _("We took on more than fits"),
        TrueReason.ILLNESS: _("Somebody is ill"),
        TrueReason.SUPPLIER: _("The supplier does not deliver"),
        TrueReason.CARRIER: _("The carrier is late"),
        TrueReason.TECHNICAL: _("A machine, the weather or the power"),
        TrueReason.COSTS: _("It became dearer for us"),
        TrueReason.CHANGED: _("They wanted something else meanwhile"),
        TrueReason.OTHER: pgettext_lazy("true reason", "Something else"),
    },
    NoticeKind: {
        NoticeKind.PRICE: _("Price change"),
        NoticeKind.DELAY: _("Delay"),
        NoticeKind.CANNOT: _("We cannot do it"),
    },
    MessageState: {
        MessageState.DRAFT: _("Draft"),
        MessageState.PLANNED: pgettext_lazy("state of a message", "Planned"),
        MessageState.CLAIMED: _("About to leave"),
        MessageState.HANDING: _("Being handed over"),
        MessageState.ACCEPTED: pgettext_lazy("state of a message", "Sent"),
        MessageState.DELIVERED: _("Delivered"),
        MessageState.BOUNCED: _("Came back"),
        MessageState.COMPLAINED: _("Called spam"),
        MessageState.FAILED: _("Refused"),
        MessageState.CANCELLED: pgettext_lazy("state of a message", "Cancelled"),
        MessageState.UNKNOWN: _("Unknown"),
    },
    Purpose: {
        Purpose.NOTICE: _("A notice"),
        Purpose.PROMISE: _("A promise"),
        Purpose.RECOVERY: _("Putting something right"),
        Purpose.SERVICE: _("Service"),
        Purpose.THANKS: pgettext_lazy("purpose of a message", "Thanks"),
        Purpose.GREETING: _("A greeting"),
        Purpose.TIP: _("Something useful"),
        Purpose.SURVEY: _("A question"),
        Purpose.REVIEW: _("Asking for a review"),
        Purpose.REFERRAL: _("Asking for a recommendation"),
        Purpose.OFFER: _("An offer"),
    },
    Stance: {
        Stance.GIVE: _("Gives"),
        Stance.ASK: _("Asks"),
    },
    Topic: {
        Topic.CARE: _("About what they bought or booked"),
        Topic.GREETINGS: _("Greetings"),
        Topic.FEEDBACK: _("Questions and reviews"),
        Topic.OFFERS: _("Offers"),
    },
    Reason: {
        Reason.NO_CONSENT: _("They do not want it on this channel"),
        Reason.SUPPRESSED: _("The address came back or said stop"),
        Reason.NO_ADDRESS: _("There is no address for it"),
        Reason.QUIET_HOURS: _("Quiet hours where they live"),
        Reason.HOLIDAY: _("A holiday or a closed day"),
        Reason.BUDGET: _("They heard from you often enough lately"),
        Reason.CAPACITY: _("The day is full"),
        Reason.GIVE_FIRST: _("First give, then ask"),
        Reason.COMPLAINT: _("A complaint is open"),
        Reason.LEFT_IN_PEACE: _("They are left in peace"),
        Reason.PAUSED: _("Everything is paused"),
        Reason.HELD: _("Sending is held"),
        Reason.PLAYBOOK_OFF: _("The plan was switched off"),
        Reason.EXPIRED: _("Too late to make sense"),
        Reason.MERGED: _("Two records became one"),
        Reason.ERASED: _("The person was erased"),
        Reason.NO_SENDER: _("Nobody has agreed to sign it"),
        Reason.NO_DETAIL: _("Nothing true to say"),
        Reason.SAME_WORDS: _("The same words again"),
        Reason.UNFILLED: _("A field of the text has no value"),
        Reason.BUSY: _("The server asked to come back later"),
        Reason.UNREACHABLE: _("The server cannot be reached"),
        Reason.REFUSED: _("The server said no"),
        Reason.LOST_ANSWER: _("The answer of the server was lost"),
        Reason.ANSWERED: _("Settled in another way"),
        Reason.BY_HAND: _("Decided by hand"),
        Reason.INVENTED: _("An invented person of the sample"),
        Reason.MOVED_DATE: _("Its date was moved"),
        Reason.CHAT_CLOSED: _("Their chat is closed until they write again"),
        Reason.NO_PROVIDER: _("Nothing is set up that could send it"),
        Reason.RESTING: _("Another survey asked them not long ago"),
    },
    How: {
        How.TASK: _("A task for somebody here"),
        How.MESSAGE: _("A message"),
        How.CARD: _("A card on paper"),
    },
    InboundKind: {
        InboundKind.MESSAGE: _("A message from them"),
        InboundKind.BOUNCE: _("Came back undelivered"),
        InboundKind.AUTO_REPLY: _("An automatic answer"),
        InboundKind.STOP: _("A stop"),
    },
    SuppressedFor: {
        SuppressedFor.BOUNCE: _("It came back"),
        SuppressedFor.COMPLAINT: _("The reader called it spam"),
        SuppressedFor.STOP: _("The reader said stop"),
        SuppressedFor.BY_HAND: _("Decided by hand"),
    },
    Trigger: {
        Trigger.PURCHASE: _("A purchase"),
        Trigger.NTH_PURCHASE: _("The first, second or tenth purchase"),
        Trigger.BOOKING: _("A booking"),
        Trigger.COMPLETION: _("Something was completed"),
        Trigger.STAGE: _("A stage was reached"),
        Trigger.OVERDUE: _("They are overdue"),
        Trigger.BIRTHDAY: _("A birthday"),
        Trigger.OCCASION: _("A special day around them"),
        Trigger.ANNIVERSARY: _("Years since the first purchase"),
        Trigger.SERVICE_DUE: _("A service falls due"),
        Trigger.RUN_OUT: _("Something is running out"),
        Trigger.COMPLAINT_CLOSED: _("A complaint was closed"),
        Trigger.NO_CONTACT: _("No contact for long"),
    },
    StopReason: {
        StopReason.GONE: _("What started it is no longer so"),
        StopReason.CAME_BACK: _("They came back"),
        StopReason.SPOKEN: _("You have heard from each other meanwhile"),
        StopReason.SERVED: _("It was looked after meanwhile"),
        StopReason.PASSED: _("Its date was moved to a day that is over"),
        StopReason.COMPLAINT: _("A complaint was opened"),
        StopReason.LEFT_IN_PEACE: _("They are left in peace"),
        StopReason.REFUSED_ALL: _("They want no contact in any way you have"),
        StopReason.NO_FIT: _("They are no longer among those the plan is for"),
        StopReason.SWITCHED_OFF: _("The plan was switched off"),
        StopReason.BY_HAND: _("Somebody here stopped it"),
    },
    PlanProblem: {
        PlanProblem.UNKNOWN_FIELD: _("The plan holds something that its beginning does not know."),
        PlanProblem.ODD_VALUE: _("One of the values cannot be understood."),
        PlanProblem.NUMBER_WANTED: _(
            "Say which purchase it is about: 1 for the first, 10 for the tenth."
        ),
        PlanProblem.DAYS_WANTED: _("Say after how many days without contact the plan begins."),
        PlanProblem.STAGE_WANTED: _("Say which stage starts the plan."),
        PlanProblem.TEXT_TOO_LONG: _("One of the texts is too long."),
        PlanProblem.FROM_ABOVE_TO: _("The lower end of a range lies above its upper end."),
        PlanProblem.NO_STEPS: _("A plan needs at least one step."),
        PlanProblem.TOO_MANY_STEPS: _("A plan has ten steps at most."),
        PlanProblem.STEP_TOO_FAR: _(
            "A step lies at most 120 days before and 730 days after the day."
        ),
        PlanProblem.STEP_BEFORE: _(
            "A step cannot come before what starts the plan: nobody knows of it yet."
        ),
        PlanProblem.WORDING_WANTED: _("Choose the text that the message or card carries."),
        PlanProblem.SCRIPT_WANTED: _("Say what is to be done, so that whoever does it knows."),
        PlanProblem.NOT_BY_MESSAGE: _(
            "A message goes by email, SMS or WhatsApp; for the rest make it a task or a card."
        ),
    },
    Trade: {
        Trade.ANY: _("Any business"),
        Trade.SALON: _("Hairdresser and salon"),
        Trade.WORKSHOP: _("Repair workshop"),
        Trade.TRADES: _("Tradespeople"),
        Trade.SHOP: _("Shop"),
        Trade.CONSULTANT: _("Consultant"),
    },
    IntervalKind: {
        IntervalKind.SERVICE: _("Needs a service"),
        IntervalKind.RUN_OUT: _("Is used up"),
    },
    AppointmentState: {
        AppointmentState.BOOKED: _("Booked"),
        AppointmentState.KEPT: pgettext_lazy("appointment", "Done"),
        AppointmentState.MISSED: _("Did not come"),
        AppointmentState.CANCELLED: pgettext_lazy("appointment", "Cancelled"),
    },
    RunState: {
        RunState.RUNNING: _("At work"),
        RunState.DONE: pgettext_lazy("plan", "Done"),
        RunState.STOPPED: pgettext_lazy("plan", "Stopped"),
    },
    Paper: {
        Paper.A6: _("A6, as a postcard"),
        Paper.A4: _("A4"),
        Paper.US_LETTER: _("US Letter"),
        Paper.DL: _("DL, for an A4 sheet folded twice"),
        Paper.C6: _("C6, for a card"),
        Paper.US10: _("US No. 10"),
    },
    PaperKind: {
        PaperKind.POSTCARD: _("Postcard"),
        PaperKind.LETTER: _("Letter"),
        PaperKind.ENVELOPE: _("Envelope"),
    },
    EntryKind: {
        EntryKind.PROMISE: pgettext_lazy("calendar", "Promised"),
        EntryKind.CONTACT: pgettext_lazy("calendar", "Owed"),
        EntryKind.CARD: _("Cards to prepare"),
        EntryKind.SERVICE: _("Services and refills"),
        EntryKind.APPOINTMENT: _("Appointments"),
        EntryKind.OCCASION: _("Birthdays and special days"),
        EntryKind.DELIVERY: _("Deliveries"),
    },
    DigestKind: {
        DigestKind.MORNING: _("The morning's list"),
        DigestKind.EVENING: _("What was left over"),
    },
    DataRequestKind: {
        DataRequestKind.ACCESS: _("A copy of their data"),
        DataRequestKind.ERASURE: _("To be forgotten"),
    },
    LeapDay: {
        LeapDay.BEFORE: _("28 February"),
        LeapDay.AFTER: _("1 March"),
    },
    MailKind: {
        MailKind.SMTP: _("A mail server (SMTP)"),
        MailKind.BREVO: _("Brevo"),
        MailKind.MAILGUN: _("Mailgun"),
        MailKind.MAILJET: _("Mailjet"),
        MailKind.POSTMARK: _("Postmark"),
        MailKind.RESEND: _("Resend"),
        MailKind.SENDGRID: _("SendGrid"),
    },
    MailTrouble: {
        MailTrouble.WRONG_LOGIN: _("The name or the password is wrong"),
        MailTrouble.WRONG_KEY: _("The provider does not know this key"),
        MailTrouble.NO_SUCH_HOST: _("There is no server of this name"),
        MailTrouble.UNREACHABLE: _("The server cannot be reached"),
        MailTrouble.TIMEOUT: _("The server does not answer"),
        MailTrouble.CERTIFICATE: _("The certificate of the server is not right"),
        MailTrouble.NO_ENCRYPTION: _("The server offers no encryption there"),
        MailTrouble.NOT_A_MAIL_SERVER: _("No mail server answers there"),
        MailTrouble.SENDER_REFUSED: _("You may not write from this address"),
        MailTrouble.READER_REFUSED: _("The address it went to was refused"),
        MailTrouble.REFUSED: _("The server said no"),
        MailTrouble.BUSY: _("The server asked to come back later"),
        MailTrouble.NO_SUCH_FOLDER: _("There is no such folder in the mailbox"),
        MailTrouble.LOST_KEY: _("The password cannot be opened any more"),
        MailTrouble.OTHER: _("Something else went wrong"),
    },
    ProbeTrouble: {
        ProbeTrouble.NO_ADDRESS: _("Nobody knows where it should go"),
        ProbeTrouble.NO_ACCOUNT: _("There is no mail account"),
        ProbeTrouble.ACCOUNT_OFF: _("The mail account is switched off"),
        ProbeTrouble.UNREACHABLE: _("The mail server cannot be reached"),
        ProbeTrouble.REFUSED: _("The mail server said no"),
        ProbeTrouble.LOST_ANSWER: _("It was handed over, and no answer came"),
    },
    Security: {
        Security.TLS: _("TLS from the start"),
        Security.STARTTLS: _("STARTTLS"),
        Security.NONE: _("None"),
    },
}
