"""Tables, constraints and filters; no verbs."""

from regulars.models.accounts import MailAccount, TextAccount, Webhook, WebhookDelivery
from regulars.models.amends import Amends
from regulars.models.attrition import FittedModel
from regulars.models.calendars import CalendarAccount, CalendarEntry, CalendarFeed, Digest
from regulars.models.charters import (
    CharterClause,
    CharterPage,
    CharterPrint,
    CharterReading,
    CharterRemark,
    CharterVersion,
    HeardAnswer,
    RivalPromise,
    VisionPoint,
)
from regulars.models.complaints import Cause, Complaint
from regulars.models.consents import Consent, ContactLimit
from regulars.models.customers import (
    ContactPoint,
    Customer,
    CustomerKey,
    CustomField,
    CustomValue,
    Tag,
)
from regulars.models.events import Event, Handled, StuckReaction
from regulars.models.findings import Finding, SurveyLook
from regulars.models.gestures import Gesture, GestureSuggestion
from regulars.models.guarantees import CharterProposal, Guarantee, ValueAnswer
from regulars.models.ideas import Friction, Idea, IdeaVote
from regulars.models.imports import (
    ImportBatch,
    ImportChange,
    ImportJournal,
    KnownShape,
    RefusedRow,
)
from regulars.models.knowing import Concern, Connection, Fact
from regulars.models.manners import Absence, Closure, Manners
from regulars.models.merges import DoublesSearch, DoubtfulPair, Merge
from regulars.models.messages import Attempt, DeliveryReport, InboundMessage, Message, Suppression
from regulars.models.notices import Notice, NoticeContact
from regulars.models.paper import CardDesign, PrintBatch
from regulars.models.people import Person
from regulars.models.playbooks import Playbook, PlaybookRun, PlaybookStep
from regulars.models.privacy import DataRequest, Erasure, LinkGuess
from regulars.models.promises import Promise
from regulars.models.purchases import Line, Purchase, Refund
from regulars.models.responses import (
    Answer,
    NoSurvey,
    Response,
    SurveyInvitation,
    SurveyRound,
)
from regulars.models.rhythms import Rhythm
from regulars.models.service_levels import ServiceLevel, ServiceOffer
from regulars.models.shop import Shop
from regulars.models.spending import AdvertisingMonth
from regulars.models.surveys import (
    Asking,
    Question,
    QuestionText,
    Survey,
    SurveySheet,
    SurveyText,
)
from regulars.models.things import Appointment, CareInterval, Thing
from regulars.models.touches import Interaction, Touch
from regulars.models.what_else import WhatElse
from regulars.models.wishes import Wish, WishGroup
from regulars.models.wordings import Wording, WordingText
from regulars.models.work import Probe, Schedule, SelfCheck, WorkerBeat

__all__ = [
    "Absence",
    "AdvertisingMonth",
    "Amends",
    "Answer",
    "Appointment",
    "Asking",
    "Attempt",
    "CalendarAccount",
    "CalendarEntry",
    "CalendarFeed",
    "CardDesign",
    "CareInterval",
    "Cause",
    "CharterClause",
    "CharterPage",
    "CharterPrint",
    "CharterProposal",
    "CharterReading",
    "CharterRemark",
    "CharterVersion",
    "Closure",
    "Complaint",
    "Concern",
    "Connection",
    "Consent",
    "ContactLimit",
    "ContactPoint",
    "CustomField",
    "CustomValue",
    "Customer",
    "CustomerKey",
    "DataRequest",
    "DeliveryReport",
    "Digest",
    "DoublesSearch",
    "DoubtfulPair",
    "Erasure",
    "Event",
    "Fact",
    "Finding",
    "FittedModel",
    "Friction",
    "Gesture",
    "GestureSuggestion",
    "Guarantee",
    "Handled",
    "HeardAnswer",
    "Idea",
    "IdeaVote",
    "ImportBatch",
    "ImportChange",
    "ImportJournal",
    "InboundMessage",
    "Interaction",
    "KnownShape",
    "Line",
    "LinkGuess",
    "MailAccount",
    "Manners",
    "Merge",
    "Message",
    "NoSurvey",
    "Notice",
    "NoticeContact",
    "Person",
    "Playbook",
    "PlaybookRun",
    "PlaybookStep",
    "PrintBatch",
    "Probe",
    "Promise",
    "Purchase",
    "Question",
    "QuestionText",
    "Refund",
    "RefusedRow",
    "Response",
    "Rhythm",
    "RivalPromise",
    "Schedule",
    "SelfCheck",
    "ServiceLevel",
    "ServiceOffer",
    "Shop",
    "StuckReaction",
    "Suppression",
    "Survey",
    "SurveyInvitation",
    "SurveyLook",
    "SurveyRound",
    "SurveySheet",
    "SurveyText",
    "Tag",
    "TextAccount",
    "Thing",
    "Touch",
    "ValueAnswer",
    "VisionPoint",
    "Webhook",
    "WebhookDelivery",
    "WhatElse",
    "Wish",
    "WishGroup",
    "Wording",
    "WordingText",
    "WorkerBeat",
]
