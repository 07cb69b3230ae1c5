"""Messages on their way out and in, and what is known of addresses."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.messages import (
    InboundKind,
    MessageState,
    Purpose,
    Reason,
    ReportKind,
    SuppressedFor,
)


class Message(models.Model):
    """One thing that is to reach one customer. The row is there before anything leaves the house,
    once for (customer, rule, occurrence); docs/run/sending.md tells its way."""

    customer = models.ForeignKey(
        "Customer", models.SET_NULL, null=True, blank=True, related_name="messages"
    )  # None: erased; nothing but the fact that something was sent is kept
    who_hash = models.CharField(max_length=64, blank=True)  # of somebody erased, salted
    rule = models.CharField(max_length=20, choices=choices(TouchRule))
    occurrence = models.CharField(max_length=120)  # never a moment
    touch = models.ForeignKey(
        "Touch", models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    channel = models.CharField(max_length=20, choices=choices(Channel))
    purpose = models.CharField(max_length=20, choices=choices(Purpose))
    state = models.CharField(max_length=12, choices=choices(MessageState))
    language = models.CharField(max_length=10, default="en")
    tone = models.CharField(max_length=20, choices=choices(Tone), default=Tone.UNDECIDED.value)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)  # the whole text as the reader gets it, greeting included
    is_handwritten = models.BooleanField(default=False)  # a person wrote or changed it
    composed_on = models.DateField(null=True, blank=True)  # "yesterday" in it is of this day
    words_digest = models.CharField(
        max_length=64, blank=True
    )  # rules.sameness; "": may be repeated
    to_address = models.CharField(max_length=300, blank=True)
    signed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="signed_messages"
    )
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reply_to = models.ForeignKey(
        "InboundMessage", models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    print_batch = models.ForeignKey(
        "PrintBatch", models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    due_at = models.DateTimeField()  # not before
    use_by_at = models.DateTimeField(null=True, blank=True)  # not after
    moved_from_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=80, blank=True)  # the worker that holds it
    fence = models.PositiveIntegerField(default=0)  # grows with each claim
    lease_until = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True)  # made once, reused by each try
    provider = models.CharField(max_length=40, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=20, choices=choices(Reason), blank=True)
    said = models.CharField(max_length=500, blank=True)  # the server's own words, without addresses
    handed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "rule", "occurrence"], name="one_message_per_occurrence"
            ),
            models.CheckConstraint(
                condition=~Q(channel="social"), name="message_is_no_post_on_social_media"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["claimed", "handing"]) | ~Q(owner=""),
                name="message_in_hand_has_an_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "delivered", "bounced", "complained"])
                | ~Q(accepted_at=None),
                name="message_is_accepted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "cancelled"]) | ~Q(reason=""),
                name="message_ends_with_a_reason",
            ),
            # A draft may repeat: that is why it is one. What leaves the house does not.
            models.UniqueConstraint(
                fields=["composed_on", "words_digest"],
                condition=~Q(words_digest="") & ~Q(state__in=["draft", "failed", "cancelled"]),
                name="no_words_twice_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["customer", "words_digest"],
                condition=~Q(words_digest="") & ~Q(state__in=["draft", "failed", "cancelled"]),
                name="no_words_twice_for_a_customer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "due_at"],
                condition=Q(state="planned"),
                name="messages_to_send",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=["claimed", "handing"]),
                name="messages_in_hand",
            ),
            models.Index(fields=["state", "-id"], name="messages_by_state"),
            models.Index(fields=["customer", "-accepted_at"], name="messages_by_customer"),
            models.Index(fields=["provider_id"], name="messages_by_provider_id"),
            models.Index(
                fields=["handed_at", "state", "channel"], name="messages_by_hand_over"
            ),  # those of today are counted at each hand-over, along the index alone
        ]

    def __str__(self) -> str:
        return f"message #{self.pk}, {self.state}"


class Attempt(models.Model):
    """One try to hand a message over. Kept as evidence."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attempts")
    fence = models.PositiveIntegerField()
    owner = models.CharField(max_length=80)
    handed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=20, blank=True)
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "fence"], name="one_attempt_per_fence"),
        ]
        indexes = [models.Index(fields=["handed_at"], name="attempts_by_moment")]

    def __str__(self) -> str:
        return f"attempt {self.fence} of message #{self.message_id}"


class DeliveryReport(models.Model):
    """What a provider or a bounce says of a message; it may come before our own commit."""

    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    provider = models.CharField(max_length=40)
    provider_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=choices(ReportKind))
    said = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "provider_id", "kind"], name="one_report_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of message #{self.message_id}"


class Suppression(models.Model):
    """An address that nothing is sent to any more, until a person lifts it."""

    channel = models.CharField(max_length=20, choices=choices(Channel))
    address = models.CharField(max_length=300)
    reason = models.CharField(max_length=12, choices=choices(SuppressedFor))
    since_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "address"],
                condition=Q(lifted_at=None),
                name="one_suppression_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} suppressed for {self.reason}"


class InboundMessage(models.Model):
    """Something a customer wrote to us, or a server about what we wrote."""

    customer = models.ForeignKey(
        "Customer", models.CASCADE, null=True, blank=True, related_name="inbound_messages"
    )  # None: nobody knows yet who wrote
    channel = models.CharField(max_length=20, choices=choices(Channel))
    kind = models.CharField(max_length=12, choices=choices(InboundKind), default="message")
    from_address = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    message_id = models.CharField(max_length=300)
    in_reply_to = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    received_at = models.DateTimeField()
    answer_by_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # settled, in whatever way
    answered_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    no_answer_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "message_id"], name="one_row_per_inbound_message"
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(answered_at=None, kind="message"),
                name="inbound_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return f"inbound #{self.pk} by {self.channel}"
