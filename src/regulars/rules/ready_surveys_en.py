"""The ready-made surveys in English."""

# a text is one line

from regulars.rules.kinds import Tone

F, P = Tone.FRIENDLY, Tone.FORMAL
_THANKS = "Thank you. Somebody here reads it."
_VERY = ("not at all", "completely")
_GOOD = ("poor", "excellent")
_BETTER = ("What should we have done better?",)

TEXTS: dict[str, dict[Tone, tuple[str, str, tuple[tuple[str, ...], ...]]]] = {
    "after-job": {
        F: (
            "Is everything as you wanted it?",
            "Thanks for telling us. Somebody here reads it today.",
            (
                ("How satisfied are you with the work?", *_VERY),
                ("Was it done when we said it would be?", "Yes", "Almost", "No"),
                _BETTER,
            ),
        ),
        P: (
            "Is everything as you wanted it?",
            "Thank you for your answer. Somebody here reads it today.",
            (
                ("How satisfied are you with our work?", *_VERY),
                ("Was it done at the time we had named?", "Yes", "Almost", "No"),
                _BETTER,
            ),
        ),
    },
    "three-questions": {
        F: (
            "Three short questions",
            _THANKS,
            (
                ("What could we do better for you?",),
                ("Were you happy with the people here?", "Yes", "Partly", "No"),
                ("Was anything awkward or uncomfortable?",),
            ),
        ),
        P: (
            "Three short questions",
            _THANKS,
            (
                ("What could we improve for you?",),
                ("Were you satisfied with our staff?", "Yes", "Partly", "No"),
                ("Was anything inconvenient or unpleasant?",),
            ),
        ),
    },
    "stage-first-contact": {
        F: (
            "How was it to get hold of us?",
            _THANKS,
            (
                ("How easy was it to reach us and get an answer?", "very hard", "very easy"),
                ("What would have made it easier?",),
            ),
        ),
        P: (
            "How was your first contact with us?",
            _THANKS,
            (
                ("How easy was it to reach us and to receive an answer?", "very hard", "very easy"),
                ("What would have made it easier?",),
            ),
        ),
    },
    "stage-sale": {
        F: (
            "How did you find our advice?",
            _THANKS,
            (
                ("How well did we understand what you need?", *_VERY),
                ("What did you miss?",),
            ),
        ),
        P: (
            "How did you find our advice?",
            _THANKS,
            (
                ("How well did we understand what you require?", *_VERY),
                ("What did you miss?",),
            ),
        ),
    },
    "stage-delivery": {
        F: (
            "How did it go?",
            _THANKS,
            (
                ("How satisfied are you with how it was done or delivered?", *_VERY),
                _BETTER,
            ),
        ),
        P: (
            "How did it go?",
            _THANKS,
            (
                (
                    "How satisfied are you with the way the work or the delivery was carried out?",
                    *_VERY,
                ),
                _BETTER,
            ),
        ),
    },
    "stage-use": {
        F: (
            "How are you getting on with it?",
            _THANKS,
            (
                ("How well does it do what you got it for?", *_VERY),
                ("What would you change about it?",),
            ),
        ),
        P: (
            "How does it serve you?",
            _THANKS,
            (
                ("How well does it do what you acquired it for?", *_VERY),
                ("What would you change about it?",),
            ),
        ),
    },
    "stage-regular": {
        F: (
            "How are we doing after all this time?",
            _THANKS,
            (
                ("How well do we look after you?", *_GOOD),
                ("What else could we do for you?",),
            ),
        ),
        P: (
            "How do we look after you?",
            _THANKS,
            (
                ("How would you judge our care for you?", *_GOOD),
                ("What else could we do for you?",),
            ),
        ),
    },
    "whole-way": {
        F: (
            "Five marks for five steps",
            _THANKS,
            (
                ("Getting hold of us", *_GOOD),
                ("Advice and choosing", *_GOOD),
                ("The work or the delivery", *_GOOD),
                ("Using it since then", *_GOOD),
                ("How we look after you", *_GOOD),
            ),
        ),
        P: (
            "Five marks for five steps",
            _THANKS,
            (
                ("Reaching us", *_GOOD),
                ("Advice and choice", *_GOOD),
                ("The work or the delivery", *_GOOD),
                ("Its use since then", *_GOOD),
                ("Our care for you", *_GOOD),
            ),
        ),
    },
    "suggestions": {
        F: (
            "What should we change?",
            "Thanks. Each suggestion is read and answered.",
            (
                ("What would you change about what we make or sell?",),
                ("And what about how we advise, sell and serve?",),
            ),
        ),
        P: (
            "What would you suggest?",
            "Thank you. Each suggestion is read and answered.",
            (
                ("What would you change about our products or services?",),
                ("What would you change about the way we advise, sell and serve?",),
            ),
        ),
    },
    "ideal": {
        F: (
            "What does really good service mean to you?",
            "Thanks. It goes into what we promise.",
            (
                (
                    "What matters most to you?",
                    "That dates are kept",
                    "That the work is good",
                    "That people are friendly and know me",
                    "That the price is honest",
                    "That I get help when something goes wrong",
                ),
                ("What would be excellent, not merely good?",),
                ("How near do we come to that?", "far from it", "all the way"),
                ("Where do others do it better?",),
            ),
        ),
        P: (
            "What does excellent service mean to you?",
            "Thank you. Your view goes into what we promise.",
            (
                (
                    "What matters most to you?",
                    "That dates are kept",
                    "That the work is good",
                    "That people are courteous and know me",
                    "That the price is honest",
                    "That I receive help when something goes wrong",
                ),
                ("What would you call excellent, not merely good?",),
                ("How near do we come to that?", "far from it", "all the way"),
                ("What do others do better?",),
            ),
        ),
    },
    "exit": {
        F: (
            "What was the reason?",
            "Thanks for being frank. The door stays open.",
            (
                (
                    "What was the main reason?",
                    "The service was inconvenient",
                    "Nobody really listened",
                    "Something promised was not kept",
                    "I hardly heard from anybody",
                    "Others offer more, or something newer",
                    "I do not need it any more",
                    "Something else",
                ),
                ("What could have kept you?",),
            ),
        ),
        P: (
            "May we ask for the reason?",
            "Thank you for being frank. You will always be welcome.",
            (
                (
                    "What was the main reason?",
                    "The service was inconvenient",
                    "Nobody really listened",
                    "Something promised was not kept",
                    "I hardly heard from anybody",
                    "Others offer more, or something newer",
                    "I do not need it any more",
                    "Another reason",
                ),
                ("What could have changed your decision?",),
            ),
        ),
    },
}
NAMES: dict[str, str] = {
    "after-job": "After the job",
    "three-questions": "Three questions: better, people, awkward",
    "stage-first-contact": "First contact",
    "stage-sale": "Advice and sale",
    "stage-delivery": "Work and delivery",
    "stage-use": "Using it",
    "stage-regular": "As a regular",
    "whole-way": "The whole way, five marks",
    "suggestions": "Suggestions: the product, and how you serve",
    "ideal": "What your best customers call excellent",
    "exit": "Why somebody leaves",
}
