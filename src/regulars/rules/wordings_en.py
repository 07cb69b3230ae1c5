"""The words that customers read, in English: a situation, some variants.

Each leans on something true of this one customer; what it needs stands in braces (situations.py).
"""

# ruff: noqa: E501  # a text is one line

from regulars.rules.situations import Situation

CLOSE: dict[Situation, tuple[str, ...]] = {
    Situation.THANKS: (
        "Thank you for choosing {item} {when}. Is it what you hoped for? If anything is not right, tell me and I will see to it.",
        "It was your first time with us {when}, and you chose {item}. How do you like it so far?",
        "Thank you for trusting us for the first time {when}. How did everything turn out?",
    ),
    Situation.OVERDUE: (
        "You had {item} from us {when}, and I was wondering how you got on. Shall I get something ready for you?",
        "You were last with us {when}, and I wanted to hear how you are. Can I do anything for you?",
        "You have been with us since {since}, and I have not heard from you for a while. Is everything all right?",
    ),
    Situation.BIRTHDAY: (
        "All the best on your birthday. I hope it is a good day with people you like.",
        "Happy birthday. You have been with us since {since}, and it is a pleasure each time.",
    ),
    Situation.BIRTHDAY_LATE: (
        "I hope you had a good birthday {kept}. My best wishes, a little late and just as warm.",
        "Your birthday was {kept}, and I did not want it to pass without a word. All the best for your new year.",
    ),
    Situation.ANNIVERSARY: (
        "You first came to us {years} ago. Thank you for staying. What should we never change, and what should we do better?",
        "I saw that you have been with us since {since}, {years} now. Thank you, it means a lot to us.",
    ),
    Situation.OCCASION: (
        "Today is a special day for {connection}, if I have it right. Please pass on my warm wishes.",
        "I remembered what day it is for {connection}. All the best to you both.",
    ),
    Situation.OCCASION_LATE: (
        "I was thinking of {connection} {kept}. Please pass on my warm wishes, a little late.",
        "It was a special day for {connection} {kept}. I hope it was a good one.",
    ),
    Situation.SILENCE: (
        "You have been with us since {since}, and I noticed that we have not spoken for a while. How are you?",
        "You had {item} from us {when}, and I just wanted to ask how you are getting on with it.",
        "You were last with us {when}, and I wanted to say thank you in between. How are things?",
    ),
    Situation.FOLLOW_UP: (
        "We spoke {talk}, and I said I would get back to you. Is this a good moment?",
        "I am coming back to you after our talk {talk}. How have things been since?",
        "You had {item} from us {when}, and I wanted to get back to you. How are things?",
        "You were last with us {when}, and I wanted to get back to you. How are things?",
    ),
}
POLITE: dict[Situation, tuple[str, ...]] = {
    Situation.THANKS: (
        "Thank you for choosing {item} {when}. I would be glad to know whether it is what you expected. If anything is not right, please tell me and I will see to it.",
        "You placed your trust in us for the first time {when} and chose {item}. Thank you. Is there anything I can explain or help with?",
        "Thank you for placing your trust in us {when}. May I ask how everything turned out?",
    ),
    Situation.OVERDUE: (
        "You had {item} from us {when}, and I would like to ask how it has served you. May I prepare something for you?",
        "You were last with us {when}, and I would like to ask how you are. Is there anything we can do for you?",
        "You have been with us since {since}, and we have not heard from you for a while. I hope that all is well.",
    ),
    Situation.BIRTHDAY: (
        "On your birthday I send you my best wishes, and I hope that it is a good day.",
        "I wish you a happy birthday. It has been a pleasure to look after you since {since}.",
    ),
    Situation.BIRTHDAY_LATE: (
        "I hope that you had a pleasant birthday {kept}. Please accept my best wishes, a little late.",
        "Your birthday was {kept}, and I would not let it pass without a word. I wish you a good new year.",
    ),
    Situation.ANNIVERSARY: (
        "You first placed your trust in us {years} ago, and I would like to thank you for it. Is there anything that we should do better?",
        "You have been with us since {since}, {years} now. Thank you for your trust.",
    ),
    Situation.OCCASION: (
        "Today is a special day for {connection}, if I have it right. Please pass on my best wishes.",
        "I remembered what day it is for {connection}, and send you both my best wishes.",
    ),
    Situation.OCCASION_LATE: (
        "I was thinking of {connection} {kept}. Please pass on my best wishes, a little late.",
        "It was a special day for {connection} {kept}. I hope that it was a good one.",
    ),
    Situation.SILENCE: (
        "You have been with us since {since}, and we have not spoken for a while. I would like to ask how you are and whether you are content with us.",
        "You had {item} from us {when}, and I would like to ask how you are getting on with it.",
        "You were last with us {when}, and I would like to thank you. Is there anything we can do for you?",
    ),
    Situation.FOLLOW_UP: (
        "We spoke {talk}, and I promised to get back to you. May I ask whether this is a good moment?",
        "I am coming back to you after our talk {talk}. May I ask how things have been since?",
        "You had {item} from us {when}, and I wanted to get back to you. May I ask how things are?",
        "You were last with us {when}, and I wanted to get back to you. May I ask how things are?",
    ),
}
SUBJECTS: dict[Situation, str] = {
    Situation.THANKS: "Thank you",
    Situation.OVERDUE: "How are you?",
    Situation.BIRTHDAY: "Happy birthday",
    Situation.BIRTHDAY_LATE: "Happy birthday, a little late",
    Situation.ANNIVERSARY: "Thank you for staying with us",
    Situation.OCCASION: "Warm wishes",
    Situation.OCCASION_LATE: "Warm wishes",
    Situation.SILENCE: "A word in between",
    Situation.FOLLOW_UP: "Getting back to you",
}
