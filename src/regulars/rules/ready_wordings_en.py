"""The texts that come with the product, in English. Bodies alone: greeting and signature follow
the tone (rules/greetings.py). Fields: rules/fields.py."""

# ruff: noqa: E501  # a text is one line

from regulars.rules.kinds import Tone

F, U, P = Tone.FRIENDLY, Tone.UNDECIDED, Tone.FORMAL

BODIES: dict[str, dict[Tone, tuple[str, ...]]] = {
    "first-thanks": {
        F: (
            "Thank you for choosing {item} {when}. Is it what you hoped for? If anything is not right, tell me and I will see to it.",
            "It was lovely to meet you {when}. I hope {item} is treating you well, and if not, I would like to hear it first.",
            "You came to us for the first time {when}, thank you for that. How are you getting on with {item}?",
            "Thank you for trusting us for the first time {when}. Did everything turn out the way you wanted?",
        ),
        U: (
            "Thank you for choosing {item} {when}. I would like to know whether it is what you hoped for. If anything is not right, please tell me and I will see to it.",
            "You were with us for the first time {when}, and I wanted to thank you myself. How are you getting on with {item}?",
            "I was glad that you found us {when}. If there is anything about {item} that I can explain or put right, just reply.",
            "Thank you for your first visit {when}. Did everything turn out the way you wanted?",
        ),
        P: (
            "Thank you for choosing {item} {when}. I would be glad to know whether it meets your expectations. If anything is not right, please tell me and I will see to it personally.",
            "You placed your trust in us for the first time {when}, and I would like to thank you for it. May I ask whether {item} is as you wished?",
            "I would like to thank you for your first visit {when}. Should any question remain about {item}, I am at your service.",
            "Thank you for placing your trust in us {when}. May I ask whether everything was to your satisfaction?",
        ),
    },
    "second-thanks": {
        F: (
            "You came back {when}, and that made my day. Thank you. Is {item} right for you?",
            "Twice already, thank you. Enjoy {item}, and tell me what we could do even better.",
            "It was good to see you again {when}. How do you like {item}?",
        ),
        U: (
            "You came back to us {when}, and I was pleased to see it. Thank you. Is everything right with {item}?",
            "Thank you for coming again {when}. I hope you enjoy {item}. Is there anything we could do better next time?",
            "It was good to see you again {when}. How are you getting on with {item}?",
        ),
        P: (
            "You placed your trust in us again {when}, and I would like to thank you for it. I hope {item} is to your satisfaction.",
            "Thank you for returning to us {when}. May I ask whether {item} is as you expected?",
            "I was pleased to welcome you again {when}. Should you have any question about {item}, please let me know.",
        ),
    },
    "welcome-back": {
        F: (
            "It was so good to see you again {when}. I hope you are enjoying {item}.",
            "You were back {when}, and I was really happy about it. How is {item}?",
            "Nice to have you with us again. You first came in {since}, and I remember it well. Thank you for {when}.",
        ),
        U: (
            "It was good to see you again {when}. I hope you are pleased with {item}.",
            "You came by again {when}, and I was very glad of it. Is everything right with {item}?",
            "It is good to have you with us again. You first came to us in {since}. Thank you for your visit {when}.",
        ),
        P: (
            "It was a pleasure to welcome you again {when}. I hope that {item} is to your satisfaction.",
            "I was very pleased about your visit {when}. May I ask whether everything is in order with {item}?",
            "You first came to us in {since}, and I was glad to see you again {when}. Thank you for your trust.",
        ),
    },
    "tenth-thanks": {
        F: (
            "You have been with us since {since}, and you have come to us {visits} times by now. Thank you. People like you are the reason we open each morning.",
            "{visits} visits since {since}. I wanted to say thank you properly, on paper and by name.",
            "Since {since} you have kept coming back, last time {when}. That means a great deal to all of us. Thank you.",
        ),
        U: (
            "You have been with us since {since} and have come to us {visits} times by now. Thank you. It means a great deal to all of us.",
            "{visits} visits since {since}: I wanted to thank you for that, on paper and by name.",
            "Since {since} you have kept coming back to us, last {when}. Thank you for your loyalty.",
        ),
        P: (
            "You have been with us since {since} and have placed your trust in us {visits} times by now. I would like to thank you for it sincerely.",
            "{visits} visits since {since} are a trust that we do not take for granted. Thank you.",
            "You have remained loyal to us since {since}. I would like to thank you for it personally.",
        ),
    },
    "thanks-again": {
        F: (
            "Thank you for {when}. I hope {item} is just right.",
            "I was glad to see you {when}. Thank you for choosing {item}.",
            "A quick thank you for {item} {when}. You have been coming to us since {since}, and it is a pleasure each time.",
            "You came by {when}, and in the bustle I did not say thank you properly. So here it is: thank you, and enjoy {item}.",
        ),
        U: (
            "Thank you for your visit {when}. I hope {item} is just right for you.",
            "I was glad to see you {when}. Thank you for choosing {item}.",
            "Thank you for {item} {when}. You have been coming to us since {since}, and it is a pleasure each time.",
            "You were with us {when}, and I did not want it to pass without thanking you. I hope you enjoy {item}.",
        ),
        P: (
            "Thank you for your visit {when}. I hope that {item} is to your full satisfaction.",
            "I would like to thank you for choosing {item} {when}.",
            "You have placed your trust in us since {since}, most recently {when}. Thank you for it.",
            "Your visit {when} was a pleasure to us. Thank you, and may {item} serve you well.",
        ),
    },
    "thanks-card": {
        F: (
            "Thank you for {item} {when}. It was a pleasure to do it for you, and I hope you think of us kindly when you see it.",
            "I wanted to thank you on paper: for your trust, and for {item}. If anything comes up, you know where to find me.",
            "You have been with us since {since}. Thank you, truly.",
        ),
        U: (
            "Thank you for {item} {when}. It was a pleasure to do it for you, and I hope you enjoy it for a long time.",
            "I wanted to thank you on paper: for your trust, and for {item}. If anything comes up, you know where to find me.",
            "You have been with us since {since}. I would like to thank you for that.",
        ),
        P: (
            "Thank you for placing {item} in our hands {when}. I hope that it will please you for a long time.",
            "I would like to thank you in writing for your trust, and for {item}. Should anything come up, I am at your service.",
            "You have been with us since {since}. I thank you sincerely for your trust.",
        ),
    },
    "meeting-thanks": {
        F: (
            "Thank you for our talk {talk}. I have been thinking about what you said, and I will come back to you with it.",
            "It was good to talk with you {talk}. If something else has come to mind since, just write to me.",
            "Thank you for the time you gave me {talk}. What was the most useful part for you, and what was missing?",
        ),
        U: (
            "Thank you for our conversation {talk}. I have been thinking about what you said, and I will come back to you with it.",
            "It was good to speak with you {talk}. If something else has come to mind since, please write to me.",
            "Thank you for the time you gave me {talk}. What was useful to you, and what was missing?",
        ),
        P: (
            "Thank you for our conversation {talk}. I have given thought to what you said and will come back to you with it.",
            "I would like to thank you for the time you gave me {talk}. Should a further question have come up, I am glad to hear it.",
            "Thank you for your confidence in our conversation {talk}. May I ask whether anything remained open for you?",
        ),
    },
    "anniversary-thanks": {
        F: (
            "You first came to us {years} ago. Thank you for staying. What should we never change, and what should we do better?",
            "I saw that you have been with us since {since}, {years} now. Thank you, it means a lot to us.",
            "It was {years} ago that you came through our door for the first time. I am glad you did.",
            "Since {since} you have been one of us. Thank you for another year.",
        ),
        U: (
            "You first came to us {years} ago. Thank you for staying. Is there something we should do better?",
            "You have been with us since {since}, {years} now. Thank you, it means a lot to us.",
            "It was {years} ago that you came to us for the first time. I am glad that you did.",
            "Since {since} you have been coming to us. Thank you for another year.",
        ),
        P: (
            "You first placed your trust in us {years} ago, and I would like to thank you for it. Is there anything that we should do better?",
            "You have been with us since {since}, {years} now. Thank you for your trust.",
            "It was {years} ago that you came to us for the first time. I would like to take this day to thank you.",
            "Since {since} you have kept faith with us. I thank you for another year of it.",
        ),
    },
    "anniversary-card": {
        F: (
            "It was {years} ago that you came to us for the first time. Thank you for every time since.",
            "You have been with us since {since}. A card is little for that, but it comes from all of us.",
            "Thank you for {years} of coming back. We do not take it for granted.",
        ),
        U: (
            "It was {years} ago that you came to us for the first time. Thank you for every time since.",
            "You have been with us since {since}. A card is little for that, but it comes from all of us.",
            "Thank you for {years} of loyalty. We do not take it for granted.",
        ),
        P: (
            "It was {years} ago that you came to us for the first time. We thank you for every visit since.",
            "You have been with us since {since}. We would like to thank you for your loyalty.",
            "We thank you for {years} of trust, and do not take it for granted.",
        ),
    },
    "birthday-greeting": {
        F: (
            "All the best on your birthday. I hope it is a good day with people you like.",
            "Happy birthday. You have been with us since {since}, and it is a pleasure each time.",
            "Happy birthday from all of us. Have a day that is all yours.",
            "Today the day belongs to you. I wish you a good one, and a good year after it.",
            "Many happy returns. May your new year bring you something you have long wished for.",
            "I hope somebody bakes you a cake today. All the best on your birthday.",
        ),
        U: (
            "All the best on your birthday. I hope that it is a good day in good company.",
            "Happy birthday. You have been coming to us since {since}, and it is a pleasure each time.",
            "Happy birthday from all of us. I wish you a day to your own liking.",
            "I wish you a good birthday, and a good year after it.",
            "Many happy returns. May your new year bring you something you have long wished for.",
            "Warm wishes on your birthday, and time for what you enjoy.",
        ),
        P: (
            "On your birthday I send you my best wishes, and I hope that it is a good day.",
            "I wish you a happy birthday. It has been a pleasure to look after you since {since}.",
            "Please accept our warm wishes on your birthday.",
            "I wish you health and contentment in your new year, and a pleasant day today.",
            "Many happy returns of the day. May the year ahead be kind to you.",
            "Our best wishes go to you on your birthday, from everybody here.",
        ),
    },
    "birthday-greeting-late": {
        F: (
            "I hope you had a good birthday {kept}. My best wishes, a little late and just as warm.",
            "Your birthday was {kept}, and I did not want it to pass without a word. All the best for your new year.",
            "A little late, but from the heart: happy birthday. I hope {kept} was a good day.",
        ),
        U: (
            "I hope you had a good birthday {kept}. My best wishes, a little late and just as warm.",
            "Your birthday was {kept}, and I did not want it to pass without a word. All the best for your new year.",
            "A little late, but warmly meant: happy birthday. I hope {kept} was a good day.",
        ),
        P: (
            "I hope that you had a pleasant birthday {kept}. Please accept my best wishes, a little late.",
            "Your birthday was {kept}, and I would not let it pass without a word. I wish you a good new year.",
            "Please accept my belated good wishes on your birthday {kept}.",
        ),
    },
    "birthday-card": {
        F: (
            "Happy birthday. We are thinking of you, and wish you a day that is all yours.",
            "All the best on your birthday. You have been with us since {since}, and we are glad of it.",
            "Warm wishes for your birthday and for the year that begins with it.",
        ),
        U: (
            "Happy birthday. We are thinking of you, and wish you a day to your own liking.",
            "All the best on your birthday. You have been with us since {since}, and we are glad of it.",
            "Warm wishes for your birthday and for the year that begins with it.",
        ),
        P: (
            "We send you our best wishes on your birthday.",
            "On your birthday we wish you health and contentment. You have been with us since {since}, and it is our pleasure.",
            "Please accept our warm wishes for your birthday and for the year that begins with it.",
        ),
    },
    "birthday-card-late": {
        F: (
            "This card is a little late, the wishes are not smaller for it: happy birthday, and a good new year of yours.",
            "We hope {kept} was a good birthday. All the best from all of us.",
        ),
        U: (
            "This card is a little late, the wishes are no smaller for it: happy birthday, and a good new year.",
            "We hope that {kept} was a good birthday. All the best from all of us.",
        ),
        P: (
            "This card reaches you a little late. Please accept our best wishes on your birthday all the same.",
            "We hope that you had a pleasant birthday {kept}, and send you our best wishes.",
        ),
    },
    "occasion-greeting": {
        F: (
            "Today is a special day for {connection}, if I have it right. Please pass on my warm wishes.",
            "I remembered what day it is for {connection}. All the best to you both.",
            "I am thinking of {connection} today, and of you. Have a good day together.",
        ),
        U: (
            "Today is a special day for {connection}, if I have it right. Please pass on my warm wishes.",
            "I remembered what day it is for {connection}. All the best to you both.",
            "I am thinking of {connection} today. I wish you both a good day.",
        ),
        P: (
            "Today is a special day for {connection}, if I have it right. Please pass on my best wishes.",
            "I remembered what day it is for {connection}, and send you both my best wishes.",
            "My thoughts are with {connection} today. I wish you both a pleasant day.",
        ),
    },
    "occasion-greeting-late": {
        F: (
            "I was thinking of {connection} {kept}. Please pass on my warm wishes, a little late.",
            "It was a special day for {connection} {kept}. I hope it was a good one.",
        ),
        U: (
            "I was thinking of {connection} {kept}. Please pass on my warm wishes, a little late.",
            "It was a special day for {connection} {kept}. I hope that it was a good one.",
        ),
        P: (
            "I was thinking of {connection} {kept}. Please pass on my best wishes, a little late.",
            "It was a special day for {connection} {kept}. I hope that it was a pleasant one.",
        ),
    },
    "check-right": {
        F: (
            "How is {item} doing? If anything is not as it should be, tell me and I will put it right.",
            "I just wanted to ask whether everything is right with {item}. One line from you is enough.",
            "You had {item} from us {when}. Is it as you wanted it? I would like to hear the small things too.",
        ),
        U: (
            "I would like to ask how {item} is doing. If anything is not as it should be, please tell me and I will put it right.",
            "Is everything right with {item}? One line from you is enough.",
            "You had {item} from us {when}. Is it as you wanted it? I would like to hear about small things too.",
        ),
        P: (
            "May I ask whether everything is in order with {item}? If not, please tell me, and I will put it right.",
            "You had {item} from us {when}. I would be glad to know whether it is as you wished.",
            "I would like to make sure that {item} meets your expectations. A short word from you is enough.",
        ),
    },
    "what-else": {
        F: (
            "Now that {item} is done: what else can we do for you? Sometimes it is a small thing that would help most.",
            "Thank you for {item}. Is there something you wish we did as well? I write everything down.",
            "What else would make your life easier? I ask because you had {item} from us {when}, and I would like to be of use.",
        ),
        U: (
            "Now that {item} is done: what else can we do for you? Sometimes it is a small thing that would help most.",
            "Thank you for {item}. Is there something you wish we did as well? I write everything down.",
            "You had {item} from us {when}. What else could we do for you?",
        ),
        P: (
            "Now that {item} is completed, I would like to ask what else we can do for you.",
            "Thank you for {item}. Is there anything further that you would wish from us?",
            "You had {item} from us {when}. May I ask what else we could do for you?",
        ),
    },
    "salon-how-is-it": {
        F: (
            "How do you get on with {item} at home? If something will not sit, come by and I will show you.",
            "You were in my chair {when}. Does it still feel right? If not, tell me, we will fix it.",
            "A few days on: does {item} still make you happy in the mirror?",
        ),
        U: (
            "How do you get on with {item} at home? If something does not sit well, come by and I will show you.",
            "You were with us {when}. Does it still feel right? If not, please tell me and we will put it right.",
            "A few days have passed. Are you still happy with {item}?",
        ),
        P: (
            "May I ask how you are getting on with {item} at home? If something does not sit well, I will gladly correct it.",
            "You were with us {when}. I hope that you are still pleased with the result. If not, please let me know.",
            "I would like to ask whether {item} is still to your liking.",
        ),
    },
    "repair-check": {
        F: (
            "How is it running after {item}? If something still is not right, bring it in and we will look at it again.",
            "Is everything working after {item}? If you hear or feel anything odd, call me rather than wait.",
            "You picked it up {when}. Does it run as it should?",
        ),
        U: (
            "How is it running after {item}? If something still is not right, please bring it in and we will look at it again.",
            "Is everything working after {item}? If anything seems odd, please call me rather than wait.",
            "You picked it up {when}. Does it run as it should?",
        ),
        P: (
            "May I ask whether everything is working as it should after {item}? If not, please bring it in, and we will look at it again.",
            "I would like to make sure that {item} has solved the matter. If anything seems unusual, please call me.",
            "You collected it {when}. I hope that it runs as it should. If not, I will see to it.",
        ),
    },
    "overdue-hello": {
        F: (
            "You had {item} from us {when}, and I was wondering how you got on. Shall I get something ready for you?",
            "You were last with us {when}, and I wanted to hear how you are. Can I do anything for you?",
            "You have been with us since {since}, and I have not heard from you for a while. Is everything all right?",
        ),
        U: (
            "You had {item} from us {when}, and I was wondering how you got on. Shall I get something ready for you?",
            "You were last with us {when}, and I wanted to ask how you are. Is there anything I can do for you?",
            "You have been with us since {since}, and we have not heard from you for a while. I hope that all is well.",
        ),
        P: (
            "You had {item} from us {when}, and I would like to ask how it has served you. May I prepare something for you?",
            "You were last with us {when}, and I would like to ask how you are. Is there anything we can do for you?",
            "You have been with us since {since}, and we have not heard from you for a while. I hope that all is well.",
        ),
    },
    "quiet-hello": {
        F: (
            "You have been with us since {since}, and I noticed that we have not spoken for a while. How are you?",
            "I was thinking of you and wanted to ask how you are getting on with {item}.",
            "You were last with us {when}. Nothing to sell, I just wanted to say hello.",
        ),
        U: (
            "You have been with us since {since}, and we have not spoken for a while. How are you?",
            "I wanted to ask how you are getting on with {item}.",
            "You were last with us {when}. There is no reason for this note but to say hello.",
        ),
        P: (
            "You have been with us since {since}, and we have not spoken for a while. I would like to ask how you are.",
            "I would like to ask how you are getting on with {item}.",
            "You were last with us {when}. I write for no other reason than to ask how you are.",
        ),
    },
    "salon-rebook": {
        F: (
            "You were last here {when}, so it may be about time again. Shall I find you a slot that suits you?",
            "It is getting to be your usual time. Tell me a day that suits you, and I will see what is free.",
            "Since {item} {when} it has probably grown out a bit. Would you like me to keep a time for you?",
        ),
        U: (
            "You were last with us {when}, so it may be about time again. Shall I look for a time that suits you?",
            "It is getting to be your usual time. If you tell me a day that suits you, I will see what is free.",
            "Since {item} {when} some weeks have passed. Would you like me to keep a time for you?",
        ),
        P: (
            "You were last with us {when}. May I suggest a time for your next visit?",
            "Your usual time is coming round. Please tell me which day suits you, and I will reserve it.",
            "Some weeks have passed since {item} {when}. May I keep a time for you?",
        ),
    },
    "appointment-reminder": {
        F: (
            "See you on {appointment}. If something comes up, tell me and we will find another time.",
            "Just so that it does not slip your mind: we have a date on {appointment}. Can you make it?",
            "I have you down for {appointment}. If it no longer suits you, one line is enough.",
        ),
        U: (
            "We look forward to seeing you on {appointment}. If something comes up, please tell us and we will find another time.",
            "A short reminder of our appointment on {appointment}. Does it still suit you?",
            "We have you down for {appointment}. If it no longer suits you, one line is enough.",
        ),
        P: (
            "This is to remind you of your appointment on {appointment}. If it no longer suits you, please let us know.",
            "We look forward to welcoming you on {appointment}. Should something come up, we will gladly find another time.",
            "Your appointment with us is on {appointment}. Please tell us if you would prefer another day.",
        ),
    },
    "service-due": {
        F: (
            "{thing} is due for its service by {service_by}. Shall I find a day for it?",
            "I keep an eye on these things for you: {thing} should be looked after by {service_by}. When would suit you?",
        ),
        U: (
            "{thing} is due for its service by {service_by}. Shall I suggest a day for it?",
            "So that nothing is missed: {thing} should be looked after by {service_by}. When would suit you?",
        ),
        P: (
            "{thing} falls due for its service by {service_by}. May I suggest a day for it?",
            "I would like to let you know that {thing} should be serviced by {service_by}. Which day would suit you?",
        ),
    },
    "service-card": {
        F: (
            "{thing} is due for its service by {service_by}. Call us or drop in, and we will find a day that suits you.",
            "We keep the date for you: {thing} should be looked after by {service_by}. Tell us when it suits you.",
        ),
        U: (
            "{thing} is due for its service by {service_by}. Please call us or drop in, and we will find a day that suits you.",
            "We keep the date for you: {thing} should be looked after by {service_by}. Please tell us when it suits you.",
        ),
        P: (
            "{thing} falls due for its service by {service_by}. Please call us, and we will arrange a day that suits you.",
            "We have noted the date for you: {thing} should be serviced by {service_by}. Please let us know which day would suit you.",
        ),
    },
    "reorder-nudge": {
        F: (
            "By my reckoning {thing} should be running low about now. Shall I put some aside for you?",
            "Is there still enough of {thing}? If not, tell me and it will be ready when you come.",
            "{thing} is usually used up around this time. One word, and I keep some for you.",
        ),
        U: (
            "By our reckoning {thing} should be running low about now. Shall I put some aside for you?",
            "Do you still have enough of {thing}? If not, tell me and it will be ready when you come.",
            "{thing} is usually used up around this time. One word, and I will keep some for you.",
        ),
        P: (
            "By our reckoning {thing} should be running low about now. May I put some aside for you?",
            "May I ask whether you still have enough of {thing}? If not, it can be ready when you come.",
            "{thing} is usually used up around this time. Please let me know if I may keep some for you.",
        ),
    },
    "after-complaint": {
        F: (
            "Something went wrong on our side, and I am sorry that it did. Is it really put right now? If not, I want to know.",
            "I wanted to hear it from you: is everything all right again? You were right to tell us.",
            "Thank you for telling us straight out. Has it been settled the way you hoped?",
        ),
        U: (
            "Something went wrong on our side, and I am sorry that it did. Is it really put right now? If not, I would like to know.",
            "I wanted to ask you myself whether everything is in order again. You were right to tell us.",
            "Thank you for telling us openly. Has it been settled the way you hoped?",
        ),
        P: (
            "Something went wrong on our side, and I apologise for it. May I ask whether it has been put right to your satisfaction?",
            "I would like to ask you personally whether everything is in order again. Thank you for telling us.",
            "Thank you for speaking openly with us. I hope that the matter has been settled as you wished. If not, please let me know.",
        ),
    },
    "salon-colour-care": {
        F: (
            "So that {item} keeps its shine: wait two days before the first wash, use lukewarm water, and go easy on heat.",
            "A small trick for {item}: rinse with cool water at the end. The colour stays longer.",
        ),
        U: (
            "So that {item} keeps its shine: wait two days before the first wash, use lukewarm water, and go easy on heat.",
            "A small tip for {item}: rinse with cool water at the end. The colour stays longer.",
        ),
        P: (
            "So that {item} keeps its shine, we suggest waiting two days before the first wash, using lukewarm water and little heat.",
            "A suggestion for {item}: a rinse with cool water at the end helps the colour to last.",
        ),
    },
    "tips-sheet": {
        F: (
            "You have had {item} for a few days now. If there is anything you would like to get more out of, ask me, I know it well.",
            "Most people find out one thing about {item} only weeks later. Ask me what it is, or come by and I will show you.",
        ),
        U: (
            "You have had {item} for a few days now. If there is anything you would like to get more out of, please ask me.",
            "There are a few things about {item} that most people find out only weeks later. I will gladly show you.",
        ),
        P: (
            "You have had {item} for a few days now. Should you have any question about its use, I am glad to help.",
            "There are a few things worth knowing about {item}. I will gladly explain them to you.",
        ),
    },
    "review-ask": {
        F: (
            "You have been coming to us since {since}. If you feel like it, would you write a line about us where others look? If not, that is fine too.",
            "Others often ask what it is like here. Would you tell them in a sentence or two how {item} was? Only if you like.",
        ),
        U: (
            "You have been coming to us since {since}. Would you write a line about us where others look? If not, that is fine too.",
            "Others often ask what it is like here. Would you tell them in a sentence or two how {item} was? Only if you like.",
        ),
        P: (
            "You have been coming to us since {since}. May I ask whether you would write a few lines about us where others look? Please feel free to leave it.",
            "Others often ask about our work. Would you be willing to describe {item} in a sentence or two? Please feel free to leave it.",
        ),
    },
}
SUBJECTS: dict[str, str] = {
    "first-thanks": "Thank you",
    "second-thanks": "Thank you for coming back",
    "welcome-back": "Good to see you again",
    "tenth-thanks": "Thank you",
    "thanks-again": "Thank you",
    "thanks-card": "Thank you",
    "meeting-thanks": "Thank you for the conversation",
    "anniversary-thanks": "Thank you for staying with us",
    "anniversary-card": "Thank you for staying with us",
    "birthday-greeting": "Happy birthday",
    "birthday-greeting-late": "Happy birthday, a little late",
    "birthday-card": "Happy birthday",
    "birthday-card-late": "Happy birthday, a little late",
    "occasion-greeting": "Warm wishes",
    "occasion-greeting-late": "Warm wishes",
    "check-right": "Is everything right?",
    "what-else": "What else can we do for you?",
    "salon-how-is-it": "How is it?",
    "repair-check": "Does it run as it should?",
    "overdue-hello": "How are you?",
    "quiet-hello": "A word in between",
    "salon-rebook": "Your next visit",
    "appointment-reminder": "Your appointment on {appointment}",
    "service-due": "Service for {thing}",
    "service-card": "Your service is due",
    "reorder-nudge": "Still enough of it?",
    "after-complaint": "Is everything right again?",
    "salon-colour-care": "So that the colour lasts",
    "tips-sheet": "A few things worth knowing",
    "review-ask": "A line about us?",
}
NAMES: dict[str, str] = {
    "first-thanks": "Thanks for a first purchase",
    "second-thanks": "Thanks for coming back",
    "welcome-back": "Welcome back after a long time",
    "tenth-thanks": "Thanks after many visits (card)",
    "thanks-again": "Thanks in between",
    "thanks-card": "Thanks on a card",
    "meeting-thanks": "Thanks for a conversation",
    "anniversary-thanks": "Years with you",
    "anniversary-card": "Years with you (card)",
    "birthday-greeting": "Birthday",
    "birthday-greeting-late": "Birthday, a day or two late",
    "birthday-card": "Birthday (card)",
    "birthday-card-late": "Birthday, a day or two late (card)",
    "occasion-greeting": "A special day around them",
    "occasion-greeting-late": "A special day that has just passed",
    "check-right": "Is everything right?",
    "what-else": "What else can we do for you?",
    "salon-how-is-it": "How is the haircut at home?",
    "repair-check": "Does it run after the repair?",
    "overdue-hello": "Silent for longer than usual",
    "quiet-hello": "A word in between",
    "salon-rebook": "Time for the next visit",
    "appointment-reminder": "Reminder of an appointment",
    "service-due": "A service falls due",
    "service-card": "A service falls due (card)",
    "reorder-nudge": "Something is running out",
    "after-complaint": "After a complaint",
    "salon-colour-care": "Caring for the colour",
    "tips-sheet": "Tips for what they bought",
    "review-ask": "Asking for a review",
}
