"""The words that customers read, in German: a situation, some variants.

Each leans on something true of this one customer; what it needs stands in braces (situations.py).
The polite ones begin small, since they follow the comma of a greeting.
"""

# ruff: noqa: E501  # a text is one line

from regulars.rules.situations import Situation

CLOSE: dict[Situation, tuple[str, ...]] = {
    Situation.THANKS: (
        "Danke, dass du dich {when} für {item} entschieden hast. Ist es so, wie du es dir vorgestellt hast? Wenn etwas nicht passt, sag mir Bescheid, ich kümmere mich darum.",
        "Du warst {when} zum ersten Mal bei uns und hast {item} gewählt. Wie gefällt es dir bis jetzt?",
        "Du hast uns {when} zum ersten Mal dein Vertrauen geschenkt, danke dafür. Ist alles so geworden, wie du es wolltest?",
    ),
    Situation.OVERDUE: (
        "Du hast {when} {item} von uns bekommen, und ich frage mich, wie du damit zurechtkommst. Soll ich dir etwas bereitlegen?",
        "Du warst {when} zuletzt bei uns, und ich wollte hören, wie es dir geht. Kann ich etwas für dich tun?",
        "Du bist seit {since} bei uns, und ich habe länger nichts von dir gehört. Ist alles in Ordnung?",
    ),
    Situation.BIRTHDAY: (
        "Alles Gute zum Geburtstag. Ich wünsche dir einen schönen Tag mit Menschen, die du magst.",
        "Herzlichen Glückwunsch zum Geburtstag. Du bist seit {since} bei uns, und es ist jedes Mal eine Freude.",
    ),
    Situation.BIRTHDAY_LATE: (
        "Ich hoffe, du hattest {kept} einen schönen Geburtstag. Meine Glückwünsche kommen etwas spät, aber von Herzen.",
        "Du hattest {kept} Geburtstag, und der Tag soll nicht ohne ein Wort von mir vergehen. Alles Gute für dein neues Jahr.",
    ),
    Situation.ANNIVERSARY: (
        "Vor {years} warst du zum ersten Mal bei uns. Danke, dass du geblieben bist. Was sollen wir nie ändern, und was besser machen?",
        "Ich habe gesehen, dass du seit {since} bei uns bist, also seit {years}. Danke, das bedeutet uns viel.",
    ),
    Situation.OCCASION: (
        "Heute ist ein besonderer Tag für {connection}, wenn ich es richtig weiß. Richte bitte meine herzlichen Wünsche aus.",
        "Ich habe daran gedacht, was heute für ein Tag für {connection} ist. Euch beiden alles Gute.",
    ),
    Situation.OCCASION_LATE: (
        "Ich habe {kept} an {connection} gedacht. Richte bitte meine Wünsche aus, etwas spät, aber herzlich.",
        "Für {connection} war {kept} ein besonderer Tag. Ich hoffe, es war ein guter.",
    ),
    Situation.SILENCE: (
        "Du bist seit {since} bei uns, und mir ist aufgefallen, dass wir länger nicht gesprochen haben. Wie geht es dir?",
        "Du hast {when} {item} von uns bekommen, und ich wollte einfach fragen, wie du damit zurechtkommst.",
        "Du warst {when} zuletzt bei uns, und ich wollte zwischendurch Danke sagen. Wie geht es dir?",
    ),
    Situation.FOLLOW_UP: (
        "Wir haben {talk} gesprochen, und ich wollte mich wieder melden. Passt es dir gerade?",
        "Ich melde mich nach unserem Gespräch {talk}. Wie ist es dir seitdem ergangen?",
        "Du hast {when} {item} von uns bekommen, und ich wollte mich wieder melden. Wie läuft es damit?",
        "Du warst {when} zuletzt bei uns, und ich wollte mich wieder melden. Wie geht es dir?",
    ),
}
POLITE: dict[Situation, tuple[str, ...]] = {
    Situation.THANKS: (
        "vielen Dank, dass Sie sich {when} für {item} entschieden haben. Entspricht alles Ihren Erwartungen? Wenn etwas nicht passt, sagen Sie es mir bitte, ich kümmere mich darum.",
        "Sie haben uns {when} zum ersten Mal Ihr Vertrauen geschenkt und {item} gewählt. Dafür danke ich Ihnen. Kann ich noch etwas erklären oder für Sie tun?",
        "Sie haben uns {when} zum ersten Mal Ihr Vertrauen geschenkt. Dafür danke ich Ihnen. Ist alles zu Ihrer Zufriedenheit?",
    ),
    Situation.OVERDUE: (
        "Sie haben {when} {item} von uns bekommen, und ich möchte fragen, ob Sie damit zufrieden sind. Darf ich etwas für Sie vorbereiten?",
        "Sie waren {when} zuletzt bei uns, und ich möchte fragen, wie es Ihnen geht. Können wir etwas für Sie tun?",
        "Sie sind seit {since} bei uns, und wir haben länger nichts von Ihnen gehört. Ich hoffe, es geht Ihnen gut.",
    ),
    Situation.BIRTHDAY: (
        "zu Ihrem Geburtstag wünsche ich Ihnen alles Gute und einen schönen Tag.",
        "herzlichen Glückwunsch zum Geburtstag. Sie sind seit {since} bei uns, und es ist uns eine Freude.",
    ),
    Situation.BIRTHDAY_LATE: (
        "ich hoffe, Sie hatten {kept} einen schönen Geburtstag. Meine Glückwünsche kommen etwas spät, aber von Herzen.",
        "Sie hatten {kept} Geburtstag, und der Tag soll nicht ohne ein Wort vergehen. Ich wünsche Ihnen ein gutes neues Jahr.",
    ),
    Situation.ANNIVERSARY: (
        "vor {years} haben Sie uns zum ersten Mal Ihr Vertrauen geschenkt. Dafür möchte ich Ihnen danken. Gibt es etwas, das wir besser machen sollten?",
        "Sie sind seit {since} bei uns, also seit {years}. Ich danke Ihnen für Ihr Vertrauen.",
    ),
    Situation.OCCASION: (
        "heute ist ein besonderer Tag für {connection}, wenn ich es richtig weiß. Bitte richten Sie meine besten Wünsche aus.",
        "ich habe daran gedacht, was heute für ein Tag für {connection} ist, und wünsche Ihnen beiden alles Gute.",
    ),
    Situation.OCCASION_LATE: (
        "ich habe {kept} an {connection} gedacht. Bitte richten Sie meine besten Wünsche aus, etwas spät, aber von Herzen.",
        "für {connection} war {kept} ein besonderer Tag. Ich hoffe, es war ein guter.",
    ),
    Situation.SILENCE: (
        "Sie sind seit {since} bei uns, und wir haben länger nicht gesprochen. Ich möchte fragen, wie es Ihnen geht und ob Sie mit uns zufrieden sind.",
        "Sie haben {when} {item} von uns bekommen, und ich möchte fragen, wie Sie damit zurechtkommen.",
        "Sie waren {when} zuletzt bei uns, und ich möchte Ihnen danken. Können wir etwas für Sie tun?",
    ),
    Situation.FOLLOW_UP: (
        "wir haben {talk} gesprochen, und ich wollte mich wieder bei Ihnen melden. Passt es Ihnen gerade?",
        "ich melde mich nach unserem Gespräch {talk}. Darf ich fragen, wie es Ihnen seitdem ergangen ist?",
        "Sie haben {when} {item} von uns bekommen, und ich wollte mich wieder bei Ihnen melden. Sind Sie damit zufrieden?",
        "Sie waren {when} zuletzt bei uns, und ich wollte mich wieder bei Ihnen melden. Wie geht es Ihnen?",
    ),
}
SUBJECTS: dict[Situation, str] = {
    Situation.THANKS: "Vielen Dank",
    Situation.OVERDUE: "Wie geht es?",
    Situation.BIRTHDAY: "Alles Gute zum Geburtstag",
    Situation.BIRTHDAY_LATE: "Nachträglich alles Gute zum Geburtstag",
    Situation.ANNIVERSARY: "Danke für die Treue",
    Situation.OCCASION: "Herzliche Wünsche",
    Situation.OCCASION_LATE: "Herzliche Wünsche",
    Situation.SILENCE: "Ein Wort zwischendurch",
    Situation.FOLLOW_UP: "Ich melde mich wieder",
}
