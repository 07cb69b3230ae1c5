"""The ways to reach a person."""

from enum import StrEnum


class Channel(StrEnum):
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"
    POST = "post"
    VISIT = "visit"
    SOCIAL = "social"  # a profile of theirs, by a person's hand alone (C10)
