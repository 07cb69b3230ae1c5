"""The texts that come with the product, in German. Bodies alone: greeting and signature follow
the tone (rules/greetings.py), so that the polite ones begin small, after the comma of a greeting.
Fields: rules/fields.py."""

# ruff: noqa: E501  # a text is one line

from regulars.rules.kinds import Tone

F, U, P = Tone.FRIENDLY, Tone.UNDECIDED, Tone.FORMAL

BODIES: dict[str, dict[Tone, tuple[str, ...]]] = {
    "first-thanks": {
        F: (
            "Danke, dass du dich {when} für {item} entschieden hast. Ist es so, wie du es dir vorgestellt hast? Wenn etwas nicht passt, sag mir Bescheid, ich kümmere mich darum.",
            "Schön, dass wir uns {when} kennengelernt haben. Ich hoffe, {item} macht dir Freude. Wenn nicht, möchte ich es von dir hören.",
            "Du warst {when} zum ersten Mal bei uns, danke dafür. Wie kommst du mit {item} zurecht?",
            "Du hast uns {when} zum ersten Mal dein Vertrauen geschenkt, danke dafür. Ist alles so geworden, wie du es wolltest?",
        ),
        U: (
            "vielen Dank, dass Sie sich {when} für {item} entschieden haben. Ist es so, wie Sie es sich vorgestellt haben? Wenn etwas nicht passt, sagen Sie es mir bitte, ich kümmere mich darum.",
            "Sie waren {when} zum ersten Mal bei uns, und ich wollte mich selbst bei Ihnen bedanken. Wie kommen Sie mit {item} zurecht?",
            "ich habe mich gefreut, dass Sie {when} zu uns gefunden haben. Wenn ich zu {item} etwas erklären oder richten kann, antworten Sie einfach.",
            "danke für Ihren ersten Besuch {when}. Ist alles so geworden, wie Sie es wollten?",
        ),
        P: (
            "vielen Dank, dass Sie sich {when} für {item} entschieden haben. Entspricht alles Ihren Erwartungen? Sollte etwas nicht passen, sagen Sie es mir bitte, ich kümmere mich persönlich darum.",
            "Sie haben uns {when} zum ersten Mal Ihr Vertrauen geschenkt, dafür danke ich Ihnen. Darf ich fragen, ob {item} Ihren Wünschen entspricht?",
            "für Ihren ersten Besuch {when} möchte ich Ihnen danken. Sollten zu {item} Fragen offen sein, bin ich gern für Sie da.",
            "Sie haben uns {when} zum ersten Mal Ihr Vertrauen geschenkt. Dafür danke ich Ihnen. Ist alles zu Ihrer Zufriedenheit?",
        ),
    },
    "second-thanks": {
        F: (
            "Du bist {when} wiedergekommen, und das hat mich sehr gefreut. Danke. Passt alles mit {item}?",
            "Schon das zweite Mal, danke dir. Viel Freude mit {item}, und sag mir, was wir noch besser machen können.",
            "Schön, dass du {when} wieder da warst. Wie gefällt dir {item}?",
        ),
        U: (
            "Sie sind {when} wiedergekommen, und das hat mich gefreut. Vielen Dank. Ist mit {item} alles in Ordnung?",
            "danke, dass Sie {when} wieder bei uns waren. Ich wünsche Ihnen viel Freude mit {item}. Können wir beim nächsten Mal etwas besser machen?",
            "es war schön, Sie {when} wiederzusehen. Wie kommen Sie mit {item} zurecht?",
        ),
        P: (
            "Sie haben uns {when} erneut Ihr Vertrauen geschenkt, dafür danke ich Ihnen. Ich hoffe, {item} ist zu Ihrer Zufriedenheit.",
            "vielen Dank, dass Sie {when} wieder zu uns gekommen sind. Darf ich fragen, ob {item} Ihren Erwartungen entspricht?",
            "es hat mich gefreut, Sie {when} erneut begrüßen zu dürfen. Sollten Sie zu {item} eine Frage haben, lassen Sie es mich bitte wissen.",
        ),
    },
    "welcome-back": {
        F: (
            "Wie schön, dass du {when} wieder da warst. Ich hoffe, du hast Freude an {item}.",
            "Du warst {when} wieder bei uns, darüber habe ich mich richtig gefreut. Wie ist {item}?",
            "Schön, dich wieder bei uns zu haben. Seit {since} kennen wir uns nun. Danke für deinen Besuch {when}.",
        ),
        U: (
            "wie schön, dass Sie {when} wieder bei uns waren. Ich hoffe, Sie haben Freude an {item}.",
            "Sie waren {when} wieder da, und ich habe mich sehr darüber gefreut. Ist mit {item} alles in Ordnung?",
            "schön, Sie wieder bei uns zu haben. Seit {since} kennen wir uns nun. Danke für Ihren Besuch {when}.",
        ),
        P: (
            "es war mir eine Freude, Sie {when} wieder begrüßen zu dürfen. Ich hoffe, {item} ist zu Ihrer Zufriedenheit.",
            "über Ihren Besuch {when} habe ich mich sehr gefreut. Darf ich fragen, ob mit {item} alles in Ordnung ist?",
            "Sie kennen uns seit {since}, und ich habe mich gefreut, Sie {when} wiederzusehen. Vielen Dank für Ihr Vertrauen.",
        ),
    },
    "tenth-thanks": {
        F: (
            "Seit {since} bist du bei uns, und du warst inzwischen {visits} Mal da. Danke. Für Menschen wie dich schließen wir morgens auf.",
            "Du warst seit {since} schon {visits} Mal bei uns. Dafür wollte ich dir einmal richtig danken, auf Papier und mit Namen.",
            "Seit {since} kommst du immer wieder, zuletzt {when}. Das bedeutet uns allen viel. Danke.",
        ),
        U: (
            "Sie sind seit {since} bei uns und waren inzwischen {visits} Mal da. Danke. Das bedeutet uns allen viel.",
            "Sie waren seit {since} schon {visits} Mal bei uns. Dafür wollte ich Ihnen einmal auf Papier danken.",
            "seit {since} kommen Sie immer wieder zu uns, zuletzt {when}. Danke für Ihre Treue.",
        ),
        P: (
            "Sie sind seit {since} bei uns und haben uns {visits} Mal Ihr Vertrauen geschenkt. Dafür danke ich Ihnen aufrichtig.",
            "{visits} Besuche seit {since} sind ein Vertrauen, das wir nicht für selbstverständlich halten. Vielen Dank.",
            "seit {since} halten Sie uns die Treue. Dafür möchte ich Ihnen persönlich danken.",
        ),
    },
    "thanks-again": {
        F: (
            "Danke für deinen Besuch {when}. Ich hoffe, {item} passt genau.",
            "Schön, dass du {when} da warst. Danke, dass du dich für {item} entschieden hast.",
            "Ein kurzes Danke für {item} {when}. Du kommst seit {since} zu uns, und es ist jedes Mal eine Freude.",
            "Du warst {when} da, und im Trubel habe ich mich nicht richtig bedankt. Darum jetzt: danke, und viel Freude mit {item}.",
        ),
        U: (
            "danke für Ihren Besuch {when}. Ich hoffe, {item} passt genau.",
            "es war schön, dass Sie {when} da waren. Danke, dass Sie sich für {item} entschieden haben.",
            "ein kurzes Danke für {item} {when}. Sie kommen seit {since} zu uns, und es ist jedes Mal eine Freude.",
            "Sie waren {when} bei uns, und ich wollte das nicht ohne Dank vorbeigehen lassen. Viel Freude mit {item}.",
        ),
        P: (
            "vielen Dank für Ihren Besuch {when}. Ich hoffe, {item} ist zu Ihrer vollen Zufriedenheit.",
            "ich danke Ihnen, dass Sie sich {when} für {item} entschieden haben.",
            "seit {since} schenken Sie uns Ihr Vertrauen, zuletzt {when}. Dafür danke ich Ihnen.",
            "Ihr Besuch {when} war uns eine Freude. Haben Sie vielen Dank. Möge {item} Ihnen gute Dienste leisten.",
        ),
    },
    "thanks-card": {
        F: (
            "Danke für {item} {when}. Ich habe es gern für dich gemacht und hoffe, du denkst freundlich an uns, wenn du es siehst.",
            "Ich wollte dir einmal auf Papier danken: für dein Vertrauen und für {item}. Wenn etwas ist, du weißt, wo du mich findest.",
            "Du bist seit {since} bei uns. Danke dafür, von Herzen.",
        ),
        U: (
            "danke für {item} {when}. Ich habe es gern für Sie gemacht und hoffe, Sie haben lange Freude daran.",
            "ich wollte Ihnen einmal auf Papier danken: für Ihr Vertrauen und für {item}. Wenn etwas ist, bin ich für Sie da.",
            "Sie sind seit {since} bei uns. Dafür möchte ich Ihnen danken.",
        ),
        P: (
            "vielen Dank, dass Sie uns {when} {item} anvertraut haben. Ich hoffe, dass Sie lange Freude daran haben.",
            "für Ihr Vertrauen und für {item} möchte ich Ihnen schriftlich danken. Sollte etwas sein, bin ich gern für Sie da.",
            "Sie sind seit {since} bei uns. Für Ihr Vertrauen danke ich Ihnen aufrichtig.",
        ),
    },
    "meeting-thanks": {
        F: (
            "Danke für unser Gespräch {talk}. Was du gesagt hast, geht mir noch durch den Kopf, und ich melde mich dazu.",
            "Es war gut, {talk} mit dir zu sprechen. Wenn dir seitdem noch etwas eingefallen ist, schreib mir einfach.",
            "Danke für die Zeit, die du dir {talk} genommen hast. Was hat dir am meisten gebracht, und was hat gefehlt?",
        ),
        U: (
            "danke für unser Gespräch {talk}. Was Sie gesagt haben, geht mir noch durch den Kopf, und ich melde mich dazu.",
            "es war gut, {talk} mit Ihnen zu sprechen. Wenn Ihnen seitdem noch etwas eingefallen ist, schreiben Sie mir einfach.",
            "danke für die Zeit, die Sie sich {talk} genommen haben. Was war hilfreich für Sie, und was hat gefehlt?",
        ),
        P: (
            "vielen Dank für unser Gespräch {talk}. Ich habe über Ihre Worte nachgedacht und komme darauf zurück.",
            "für die Zeit, die Sie sich {talk} genommen haben, danke ich Ihnen. Sollte eine weitere Frage aufgekommen sein, höre ich sie gern.",
            "haben Sie vielen Dank für das Vertrauen in unserem Gespräch {talk}. Darf ich fragen, ob für Sie etwas offen geblieben ist?",
        ),
    },
    "anniversary-thanks": {
        F: (
            "Vor {years} warst du zum ersten Mal bei uns. Danke, dass du geblieben bist. Was sollen wir nie ändern, und was besser machen?",
            "Ich habe gesehen, dass du seit {since} bei uns bist, also seit {years}. Danke, das bedeutet uns viel.",
            "Vor {years} bist du zum ersten Mal zur Tür hereingekommen. Ich bin froh darüber.",
            "Seit {since} gehörst du dazu. Danke für ein weiteres Jahr.",
        ),
        U: (
            "vor {years} waren Sie zum ersten Mal bei uns. Danke, dass Sie geblieben sind. Gibt es etwas, das wir besser machen sollten?",
            "Sie sind seit {since} bei uns, also seit {years}. Danke, das bedeutet uns viel.",
            "vor {years} sind Sie zum ersten Mal zu uns gekommen. Ich bin froh darüber.",
            "seit {since} kommen Sie zu uns. Danke für ein weiteres Jahr.",
        ),
        P: (
            "vor {years} haben Sie uns zum ersten Mal Ihr Vertrauen geschenkt. Dafür möchte ich Ihnen danken. Gibt es etwas, das wir besser machen sollten?",
            "Sie sind seit {since} bei uns, also seit {years}. Ich danke Ihnen für Ihr Vertrauen.",
            "vor {years} sind Sie zum ersten Mal zu uns gekommen. Diesen Tag möchte ich zum Anlass nehmen, Ihnen zu danken.",
            "seit {since} halten Sie uns die Treue. Für ein weiteres Jahr danke ich Ihnen.",
        ),
    },
    "anniversary-card": {
        F: (
            "Vor {years} warst du zum ersten Mal bei uns. Danke für jedes Mal seitdem.",
            "Du bist seit {since} bei uns. Eine Karte ist wenig dafür, aber sie kommt von uns allen.",
            "Seit {years} kommst du immer wieder. Danke dafür, selbstverständlich ist das nicht.",
        ),
        U: (
            "vor {years} waren Sie zum ersten Mal bei uns. Danke für jedes Mal seitdem.",
            "Sie sind seit {since} bei uns. Eine Karte ist wenig dafür, aber sie kommt von uns allen.",
            "seit {years} kommen Sie immer wieder. Danke dafür, selbstverständlich ist das nicht.",
        ),
        P: (
            "vor {years} waren Sie zum ersten Mal bei uns. Wir danken Ihnen für jeden Besuch seitdem.",
            "Sie sind seit {since} bei uns. Für Ihre Treue möchten wir Ihnen danken.",
            "seit {years} schenken Sie uns Ihr Vertrauen. Wir danken Ihnen und halten es nicht für selbstverständlich.",
        ),
    },
    "birthday-greeting": {
        F: (
            "Alles Gute zum Geburtstag. Ich wünsche dir einen schönen Tag mit Menschen, die du magst.",
            "Herzlichen Glückwunsch zum Geburtstag. Du bist seit {since} bei uns, und es ist jedes Mal eine Freude.",
            "Alles Liebe zum Geburtstag von uns allen. Genieß deinen Tag.",
            "Heute ist dein Tag. Ich wünsche dir einen guten, und danach ein gutes Jahr.",
            "Zum Geburtstag wünsche ich dir, dass im neuen Jahr etwas wahr wird, das du dir schon lange wünschst.",
            "Hoffentlich backt dir heute jemand einen Kuchen. Alles Gute zum Geburtstag.",
        ),
        U: (
            "zum Geburtstag wünsche ich Ihnen alles Gute und einen schönen Tag in guter Gesellschaft.",
            "herzlichen Glückwunsch zum Geburtstag. Sie kommen seit {since} zu uns, und es ist jedes Mal eine Freude.",
            "alles Gute zum Geburtstag von uns allen. Genießen Sie Ihren Tag.",
            "ich wünsche Ihnen einen schönen Geburtstag und danach ein gutes Jahr.",
            "zum Geburtstag wünsche ich Ihnen, dass im neuen Jahr etwas wahr wird, das Sie sich schon lange wünschen.",
            "herzliche Wünsche zum Geburtstag, und Zeit für das, was Ihnen Freude macht.",
        ),
        P: (
            "zu Ihrem Geburtstag wünsche ich Ihnen alles Gute und einen schönen Tag.",
            "herzlichen Glückwunsch zum Geburtstag. Sie sind seit {since} bei uns, und es ist uns eine Freude.",
            "zu Ihrem Geburtstag übermittle ich Ihnen unsere herzlichen Glückwünsche.",
            "für Ihr neues Lebensjahr wünsche ich Ihnen Gesundheit und Zufriedenheit und heute einen angenehmen Tag.",
            "meine besten Wünsche zu Ihrem Geburtstag. Möge das kommende Jahr Ihnen Gutes bringen.",
            "zu Ihrem Geburtstag gratulieren wir Ihnen alle sehr herzlich.",
        ),
    },
    "birthday-greeting-late": {
        F: (
            "Ich hoffe, du hattest {kept} einen schönen Geburtstag. Meine Glückwünsche kommen etwas spät, aber von Herzen.",
            "Du hattest {kept} Geburtstag, und der Tag soll nicht ohne ein Wort von mir vergehen. Alles Gute für dein neues Jahr.",
            "Etwas spät, aber herzlich: alles Gute nachträglich. Ich hoffe, es war {kept} ein schöner Tag.",
        ),
        U: (
            "ich hoffe, Sie hatten {kept} einen schönen Geburtstag. Meine Glückwünsche kommen etwas spät, aber von Herzen.",
            "Sie hatten {kept} Geburtstag, und der Tag soll nicht ohne ein Wort von mir vergehen. Alles Gute für Ihr neues Jahr.",
            "etwas spät, aber herzlich: alles Gute nachträglich. Ich hoffe, es war {kept} ein schöner Tag.",
        ),
        P: (
            "ich hoffe, Sie hatten {kept} einen schönen Geburtstag. Meine Glückwünsche kommen etwas spät, aber von Herzen.",
            "Sie hatten {kept} Geburtstag, und der Tag soll nicht ohne ein Wort vergehen. Ich wünsche Ihnen ein gutes neues Jahr.",
            "bitte nehmen Sie meine nachträglichen Glückwünsche zu Ihrem Geburtstag entgegen. Ich hoffe, Sie haben {kept} einen angenehmen Tag verbracht.",
        ),
    },
    "birthday-card": {
        F: (
            "Alles Gute zum Geburtstag. Wir denken an dich und wünschen dir einen Tag ganz nach deinem Geschmack.",
            "Herzlichen Glückwunsch zum Geburtstag. Du bist seit {since} bei uns, und wir freuen uns darüber.",
            "Herzliche Wünsche zum Geburtstag und für das Jahr, das jetzt beginnt.",
        ),
        U: (
            "alles Gute zum Geburtstag. Wir denken an Sie und wünschen Ihnen einen Tag ganz nach Ihrem Geschmack.",
            "herzlichen Glückwunsch zum Geburtstag. Sie sind seit {since} bei uns, und wir freuen uns darüber.",
            "herzliche Wünsche zum Geburtstag und für das Jahr, das jetzt beginnt.",
        ),
        P: (
            "zu Ihrem Geburtstag senden wir Ihnen unsere besten Wünsche.",
            "zu Ihrem Geburtstag wünschen wir Ihnen Gesundheit und Zufriedenheit. Sie sind seit {since} bei uns, und es ist uns eine Freude.",
            "bitte nehmen Sie unsere herzlichen Glückwünsche zu Ihrem Geburtstag und zu Ihrem neuen Lebensjahr entgegen.",
        ),
    },
    "birthday-card-late": {
        F: (
            "Diese Karte kommt etwas spät, die Wünsche sind darum nicht kleiner: alles Gute zum Geburtstag und ein gutes neues Jahr für dich.",
            "Wir hoffen, dein Geburtstag {kept} war schön. Alles Gute von uns allen.",
        ),
        U: (
            "diese Karte kommt etwas spät, die Wünsche sind darum nicht kleiner: alles Gute zum Geburtstag und ein gutes neues Jahr für Sie.",
            "wir hoffen, Ihr Geburtstag {kept} war schön. Alles Gute von uns allen.",
        ),
        P: (
            "diese Karte erreicht Sie etwas spät. Bitte nehmen Sie unsere besten Wünsche zu Ihrem Geburtstag dennoch entgegen.",
            "wir hoffen, dass Sie {kept} einen schönen Geburtstag hatten, und senden Ihnen unsere besten Wünsche.",
        ),
    },
    "occasion-greeting": {
        F: (
            "Heute ist ein besonderer Tag für {connection}, wenn ich es richtig weiß. Richte bitte meine herzlichen Wünsche aus.",
            "Ich habe daran gedacht, was heute für ein Tag für {connection} ist. Euch beiden alles Gute.",
            "Ich denke heute an {connection} und an dich. Habt einen schönen Tag miteinander.",
        ),
        U: (
            "heute ist ein besonderer Tag für {connection}, wenn ich es richtig weiß. Bitte richten Sie meine herzlichen Wünsche aus.",
            "ich habe daran gedacht, was heute für ein Tag für {connection} ist, und wünsche Ihnen beiden alles Gute.",
            "ich denke heute an {connection} und wünsche Ihnen beiden einen schönen Tag.",
        ),
        P: (
            "heute ist ein besonderer Tag für {connection}, wenn ich es richtig weiß. Bitte richten Sie meine besten Wünsche aus.",
            "ich habe daran gedacht, was heute für ein Tag für {connection} ist, und sende Ihnen beiden meine besten Wünsche.",
            "meine Gedanken sind heute bei {connection}. Ich wünsche Ihnen beiden einen angenehmen Tag.",
        ),
    },
    "occasion-greeting-late": {
        F: (
            "Ich habe {kept} an {connection} gedacht. Richte bitte meine Wünsche aus, etwas spät, aber herzlich.",
            "Für {connection} war {kept} ein besonderer Tag. Ich hoffe, es war ein guter.",
        ),
        U: (
            "ich habe {kept} an {connection} gedacht. Bitte richten Sie meine Wünsche aus, etwas spät, aber herzlich.",
            "für {connection} war {kept} ein besonderer Tag. Ich hoffe, es war ein guter.",
        ),
        P: (
            "ich habe {kept} an {connection} gedacht. Bitte richten Sie meine besten Wünsche aus, etwas spät, aber von Herzen.",
            "für {connection} war {kept} ein besonderer Tag. Ich hoffe, es war ein guter.",
        ),
    },
    "check-right": {
        F: (
            "Wie läuft es mit {item}? Wenn etwas nicht so ist, wie es sein soll, sag es mir, ich bringe es in Ordnung.",
            "Ich wollte nur fragen, ob mit {item} alles passt. Eine Zeile von dir genügt.",
            "Du hast {when} {item} von uns bekommen. Ist es so, wie du es wolltest? Auch Kleinigkeiten höre ich gern.",
        ),
        U: (
            "ich möchte fragen, wie es mit {item} läuft. Wenn etwas nicht so ist, wie es sein soll, sagen Sie es mir bitte, ich bringe es in Ordnung.",
            "passt mit {item} alles? Eine Zeile von Ihnen genügt.",
            "Sie haben {when} {item} von uns bekommen. Ist es so, wie Sie es wollten? Auch Kleinigkeiten höre ich gern.",
        ),
        P: (
            "darf ich fragen, ob mit {item} alles in Ordnung ist? Wenn nicht, sagen Sie es mir bitte, ich kümmere mich darum.",
            "Sie haben {when} {item} von uns bekommen. Ich wüsste gern, ob es Ihren Wünschen entspricht.",
            "ich möchte sichergehen, dass {item} Ihren Erwartungen entspricht. Ein kurzes Wort von Ihnen genügt.",
        ),
    },
    "what-else": {
        F: (
            "{item} ist nun erledigt: Was können wir sonst noch für dich tun? Manchmal hilft gerade eine Kleinigkeit am meisten.",
            "Danke für {item}. Gibt es etwas, das du dir von uns noch wünschen würdest? Ich schreibe alles auf.",
            "Du hast {when} {item} von uns bekommen. Was würde dir das Leben sonst noch leichter machen?",
        ),
        U: (
            "{item} ist nun erledigt: Was können wir sonst noch für Sie tun? Manchmal hilft gerade eine Kleinigkeit am meisten.",
            "danke für {item}. Gibt es etwas, das Sie sich von uns noch wünschen würden? Ich schreibe alles auf.",
            "Sie haben {when} {item} von uns bekommen. Was können wir sonst noch für Sie tun?",
        ),
        P: (
            "nachdem {item} abgeschlossen ist, möchte ich fragen, was wir noch für Sie tun können.",
            "vielen Dank für {item}. Gibt es etwas, das Sie sich darüber hinaus von uns wünschen?",
            "Sie haben {when} {item} von uns bekommen. Darf ich fragen, was wir noch für Sie tun können?",
        ),
    },
    "salon-how-is-it": {
        F: (
            "Wie kommst du zu Hause mit {item} zurecht? Wenn etwas nicht sitzt, komm vorbei, ich zeige es dir.",
            "Du warst {when} bei uns. Fühlt es sich noch gut an? Wenn nicht, sag Bescheid, wir richten es.",
            "Ein paar Tage sind vergangen. Bist du noch glücklich mit {item}, wenn du in den Spiegel schaust?",
        ),
        U: (
            "wie kommen Sie zu Hause mit {item} zurecht? Wenn etwas nicht sitzt, kommen Sie gern vorbei, ich zeige es Ihnen.",
            "Sie waren {when} bei uns. Fühlt es sich noch gut an? Wenn nicht, sagen Sie es bitte, wir richten es.",
            "ein paar Tage sind vergangen. Sind Sie mit {item} noch zufrieden?",
        ),
        P: (
            "darf ich fragen, wie Sie zu Hause mit {item} zurechtkommen? Wenn etwas nicht sitzt, bessere ich gern nach.",
            "Sie waren {when} bei uns. Ich hoffe, Sie sind mit dem Ergebnis weiterhin zufrieden. Wenn nicht, lassen Sie es mich bitte wissen.",
            "ich möchte fragen, ob {item} Ihnen weiterhin gefällt.",
        ),
    },
    "repair-check": {
        F: (
            "Läuft nach {item} alles? Wenn noch etwas hakt, bring es vorbei, wir sehen noch einmal nach.",
            "Funktioniert nach {item} alles? Wenn dir etwas komisch vorkommt, ruf lieber gleich an.",
            "Du hast es {when} abgeholt. Läuft es, wie es soll?",
        ),
        U: (
            "läuft nach {item} alles, wie es soll? Wenn nicht, bringen Sie es bitte vorbei, wir sehen noch einmal nach.",
            "funktioniert nach {item} alles? Wenn Ihnen etwas seltsam vorkommt, rufen Sie bitte lieber gleich an.",
            "Sie haben es {when} abgeholt. Läuft es, wie es soll?",
        ),
        P: (
            "darf ich fragen, ob nach {item} alles so funktioniert, wie es soll? Wenn nicht, bringen Sie es bitte vorbei, wir sehen es uns noch einmal an.",
            "ich möchte sichergehen, dass mit {item} alles behoben ist. Sollte Ihnen etwas auffallen, rufen Sie mich bitte an.",
            "Sie haben es {when} abgeholt. Ich hoffe, es läuft, wie es soll. Wenn nicht, kümmere ich mich darum.",
        ),
    },
    "overdue-hello": {
        F: (
            "Du hast {when} {item} von uns bekommen, und ich frage mich, wie du damit zurechtkommst. Soll ich dir etwas bereitlegen?",
            "Du warst {when} zuletzt bei uns, und ich wollte hören, wie es dir geht. Kann ich etwas für dich tun?",
            "Du bist seit {since} bei uns, und ich habe länger nichts von dir gehört. Ist alles in Ordnung?",
        ),
        U: (
            "Sie haben {when} {item} von uns bekommen, und ich frage mich, wie Sie damit zurechtkommen. Soll ich Ihnen etwas bereitlegen?",
            "Sie waren {when} zuletzt bei uns, und ich möchte fragen, wie es Ihnen geht. Kann ich etwas für Sie tun?",
            "Sie sind seit {since} bei uns, und wir haben länger nichts von Ihnen gehört. Ich hoffe, es geht Ihnen gut.",
        ),
        P: (
            "Sie haben {when} {item} von uns bekommen, und ich möchte fragen, ob Sie damit zufrieden sind. Darf ich etwas für Sie vorbereiten?",
            "Sie waren {when} zuletzt bei uns, und ich möchte fragen, wie es Ihnen geht. Können wir etwas für Sie tun?",
            "Sie sind seit {since} bei uns, und wir haben länger nichts von Ihnen gehört. Ich hoffe, es geht Ihnen gut.",
        ),
    },
    "quiet-hello": {
        F: (
            "Du bist seit {since} bei uns, und mir ist aufgefallen, dass wir länger nicht gesprochen haben. Wie geht es dir?",
            "Ich habe an dich gedacht und wollte fragen, wie du mit {item} zurechtkommst.",
            "Du warst {when} zuletzt bei uns. Ich will nichts verkaufen, nur Hallo sagen.",
        ),
        U: (
            "Sie sind seit {since} bei uns, und wir haben länger nicht gesprochen. Wie geht es Ihnen?",
            "ich wollte fragen, wie Sie mit {item} zurechtkommen.",
            "Sie waren {when} zuletzt bei uns. Diese Zeilen haben keinen Anlass, ich wollte nur fragen, wie es Ihnen geht.",
        ),
        P: (
            "Sie sind seit {since} bei uns, und wir haben länger nicht gesprochen. Ich möchte fragen, wie es Ihnen geht.",
            "ich möchte fragen, wie Sie mit {item} zurechtkommen.",
            "Sie waren {when} zuletzt bei uns. Ich schreibe Ihnen aus keinem anderen Grund, als mich nach Ihnen zu erkundigen.",
        ),
    },
    "salon-rebook": {
        F: (
            "Du warst {when} zuletzt da, es könnte also bald wieder so weit sein. Soll ich dir einen passenden Termin suchen?",
            "Deine übliche Zeit ist wieder da. Sag mir, welcher Tag dir passt, dann sehe ich nach, was frei ist.",
            "Seit {item} {when} ist bestimmt einiges nachgewachsen. Soll ich dir einen Termin freihalten?",
        ),
        U: (
            "Sie waren {when} zuletzt bei uns, es könnte also bald wieder so weit sein. Soll ich einen passenden Termin für Sie suchen?",
            "Ihre übliche Zeit ist wieder da. Wenn Sie mir einen Tag nennen, sehe ich nach, was frei ist.",
            "seit {item} {when} sind einige Wochen vergangen. Soll ich Ihnen einen Termin freihalten?",
        ),
        P: (
            "Sie waren {when} zuletzt bei uns. Darf ich Ihnen einen Termin für Ihren nächsten Besuch vorschlagen?",
            "Ihre übliche Zeit naht. Bitte nennen Sie mir einen Tag, der Ihnen passt, ich halte ihn gern frei.",
            "seit {item} {when} sind einige Wochen vergangen. Darf ich Ihnen einen Termin freihalten?",
        ),
    },
    "appointment-reminder": {
        F: (
            "Wir sehen uns am {appointment}. Wenn etwas dazwischenkommt, sag Bescheid, dann finden wir eine andere Zeit.",
            "Damit es nicht untergeht: Wir sind am {appointment} verabredet. Klappt es bei dir?",
            "Ich habe dich für {appointment} eingetragen. Wenn es nicht mehr passt, genügt eine Zeile.",
        ),
        U: (
            "wir freuen uns auf Sie am {appointment}. Wenn etwas dazwischenkommt, sagen Sie es bitte, dann finden wir eine andere Zeit.",
            "eine kurze Erinnerung an unseren Termin am {appointment}. Passt er Ihnen noch?",
            "wir haben Sie für {appointment} eingetragen. Wenn es nicht mehr passt, genügt eine Zeile.",
        ),
        P: (
            "ich möchte Sie an Ihren Termin am {appointment} erinnern. Sollte er nicht mehr passen, lassen Sie es uns bitte wissen.",
            "wir freuen uns, Sie am {appointment} begrüßen zu dürfen. Sollte etwas dazwischenkommen, finden wir gern eine andere Zeit.",
            "Ihr Termin bei uns ist am {appointment}. Bitte sagen Sie uns, wenn Ihnen ein anderer Tag lieber ist.",
        ),
    },
    "service-due": {
        F: (
            "{thing} ist bis zum {service_by} zur Wartung fällig. Soll ich einen Tag dafür suchen?",
            "Ich behalte das für dich im Auge: {thing} sollte bis zum {service_by} angesehen werden. Wann passt es dir?",
        ),
        U: (
            "{thing} ist bis zum {service_by} zur Wartung fällig. Soll ich einen Tag dafür vorschlagen?",
            "damit nichts untergeht: {thing} sollte bis zum {service_by} angesehen werden. Wann passt es Ihnen?",
        ),
        P: (
            "{thing} ist bis zum {service_by} zur Wartung fällig. Darf ich Ihnen einen Tag dafür vorschlagen?",
            "ich möchte Sie darauf hinweisen, dass {thing} bis zum {service_by} gewartet werden sollte. Welcher Tag würde Ihnen passen?",
        ),
    },
    "service-card": {
        F: (
            "{thing} ist bis zum {service_by} zur Wartung fällig. Ruf an oder komm vorbei, dann finden wir einen Tag, der dir passt.",
            "Wir merken uns den Termin für dich: {thing} sollte bis zum {service_by} angesehen werden. Sag uns, wann es dir passt.",
        ),
        U: (
            "{thing} ist bis zum {service_by} zur Wartung fällig. Rufen Sie bitte an oder kommen Sie vorbei, dann finden wir einen Tag, der Ihnen passt.",
            "wir merken uns den Termin für Sie: {thing} sollte bis zum {service_by} angesehen werden. Sagen Sie uns bitte, wann es Ihnen passt.",
        ),
        P: (
            "{thing} ist bis zum {service_by} zur Wartung fällig. Bitte rufen Sie uns an, wir vereinbaren gern einen Tag, der Ihnen passt.",
            "wir haben den Termin für Sie vorgemerkt: {thing} sollte bis zum {service_by} gewartet werden. Bitte lassen Sie uns wissen, welcher Tag Ihnen passt.",
        ),
    },
    "reorder-nudge": {
        F: (
            "Nach meiner Rechnung müsste {thing} um diese Zeit zur Neige gehen. Soll ich dir etwas zurücklegen?",
            "Ist von {thing} noch genug da? Wenn nicht, sag Bescheid, dann liegt es bereit, wenn du kommst.",
            "{thing} ist um diese Zeit meist aufgebraucht. Ein Wort, und ich hebe dir etwas auf.",
        ),
        U: (
            "nach unserer Rechnung müsste {thing} um diese Zeit zur Neige gehen. Soll ich Ihnen etwas zurücklegen?",
            "ist von {thing} noch genug da? Wenn nicht, sagen Sie es mir, dann liegt es bereit, wenn Sie kommen.",
            "{thing} ist um diese Zeit meist aufgebraucht. Ein Wort, und ich hebe Ihnen etwas auf.",
        ),
        P: (
            "nach unserer Rechnung müsste {thing} um diese Zeit zur Neige gehen. Darf ich Ihnen etwas zurücklegen?",
            "darf ich fragen, ob Sie von {thing} noch genug haben? Wenn nicht, liegt es bereit, sobald Sie kommen.",
            "{thing} ist um diese Zeit meist aufgebraucht. Lassen Sie mich bitte wissen, ob ich Ihnen etwas aufheben darf.",
        ),
    },
    "after-complaint": {
        F: (
            "Da ist bei uns etwas schiefgegangen, und das tut mir leid. Ist es jetzt wirklich in Ordnung? Wenn nicht, möchte ich es wissen.",
            "Ich wollte es von dir selbst hören: Ist alles wieder gut? Es war richtig, dass du es gesagt hast.",
            "Danke, dass du offen mit uns gesprochen hast. Ist es so gelöst, wie du es dir gewünscht hast?",
        ),
        U: (
            "bei uns ist etwas schiefgegangen, und das tut mir leid. Ist es jetzt wirklich in Ordnung? Wenn nicht, möchte ich es wissen.",
            "ich wollte Sie selbst fragen, ob alles wieder in Ordnung ist. Es war richtig, dass Sie es gesagt haben.",
            "danke, dass Sie offen mit uns gesprochen haben. Ist es so gelöst, wie Sie es sich gewünscht haben?",
        ),
        P: (
            "bei uns ist etwas schiefgegangen, dafür bitte ich Sie um Entschuldigung. Darf ich fragen, ob es zu Ihrer Zufriedenheit in Ordnung gebracht wurde?",
            "ich möchte Sie persönlich fragen, ob alles wieder in Ordnung ist. Vielen Dank, dass Sie es uns gesagt haben.",
            "vielen Dank, dass Sie offen mit uns gesprochen haben. Ich hoffe, die Sache ist in Ihrem Sinne gelöst. Wenn nicht, lassen Sie es mich bitte wissen.",
        ),
    },
    "salon-colour-care": {
        F: (
            "Damit {item} lange glänzt: Warte zwei Tage bis zur ersten Wäsche, nimm lauwarmes Wasser und sei sparsam mit Hitze.",
            "Ein kleiner Kniff für {item}: Spül am Ende kühl nach, dann hält die Farbe länger.",
        ),
        U: (
            "damit {item} lange glänzt: Warten Sie zwei Tage bis zur ersten Wäsche, nehmen Sie lauwarmes Wasser und wenig Hitze.",
            "ein kleiner Kniff für {item}: Spülen Sie am Ende kühl nach, dann hält die Farbe länger.",
        ),
        P: (
            "damit {item} lange glänzt, empfehlen wir, zwei Tage bis zur ersten Wäsche zu warten und lauwarmes Wasser und wenig Hitze zu verwenden.",
            "eine Empfehlung für {item}: Wenn Sie am Ende kühl nachspülen, hält die Farbe länger.",
        ),
    },
    "tips-sheet": {
        F: (
            "Du hast {item} nun seit ein paar Tagen. Wenn du noch mehr herausholen möchtest, frag mich, ich kenne mich damit aus.",
            "Bei {item} gibt es ein paar Dinge, die viele erst nach Wochen entdecken. Frag mich danach, ich zeige sie dir gern.",
        ),
        U: (
            "Sie haben {item} nun seit ein paar Tagen. Wenn Sie noch mehr herausholen möchten, fragen Sie mich bitte.",
            "bei {item} gibt es ein paar Dinge, die viele erst nach Wochen entdecken. Ich zeige sie Ihnen gern.",
        ),
        P: (
            "Sie haben {item} nun seit ein paar Tagen. Sollten Sie Fragen zum Gebrauch haben, helfe ich Ihnen gern.",
            "zu {item} gibt es einiges, was zu wissen sich lohnt. Ich erkläre es Ihnen gern.",
        ),
    },
    "review-ask": {
        F: (
            "Du kommst seit {since} zu uns. Wenn du magst: Schreibst du ein paar Zeilen über uns, dort, wo andere suchen? Wenn nicht, ist das auch in Ordnung.",
            "Andere fragen oft, wie es bei uns ist. Erzählst du ihnen in ein, zwei Sätzen, wie {item} war? Nur wenn du magst.",
        ),
        U: (
            "Sie kommen seit {since} zu uns. Würden Sie ein paar Zeilen über uns schreiben, dort, wo andere suchen? Wenn nicht, ist das auch in Ordnung.",
            "andere fragen oft, wie es bei uns ist. Würden Sie ihnen in ein, zwei Sätzen erzählen, wie {item} war? Nur wenn Sie mögen.",
        ),
        P: (
            "Sie kommen seit {since} zu uns. Darf ich fragen, ob Sie einige Zeilen über uns schreiben würden, dort, wo andere suchen? Sie sind darin ganz frei.",
            "andere fragen oft nach unserer Arbeit. Wären Sie bereit, {item} in ein, zwei Sätzen zu beschreiben? Sie sind darin ganz frei.",
        ),
    },
}
SUBJECTS: dict[str, str] = {
    "first-thanks": "Vielen Dank",
    "second-thanks": "Danke fürs Wiederkommen",
    "welcome-back": "Ein schönes Wiedersehen",
    "tenth-thanks": "Danke",
    "thanks-again": "Danke",
    "thanks-card": "Danke",
    "meeting-thanks": "Danke für das Gespräch",
    "anniversary-thanks": "Danke für die Treue",
    "anniversary-card": "Danke für die Treue",
    "birthday-greeting": "Alles Gute zum Geburtstag",
    "birthday-greeting-late": "Nachträglich alles Gute zum Geburtstag",
    "birthday-card": "Alles Gute zum Geburtstag",
    "birthday-card-late": "Nachträglich alles Gute zum Geburtstag",
    "occasion-greeting": "Herzliche Wünsche",
    "occasion-greeting-late": "Herzliche Wünsche",
    "check-right": "Ist alles in Ordnung?",
    "what-else": "Was können wir noch tun?",
    "salon-how-is-it": "Wie ist es?",
    "repair-check": "Läuft es, wie es soll?",
    "overdue-hello": "Wie geht es?",
    "quiet-hello": "Ein Wort zwischendurch",
    "salon-rebook": "Der nächste Besuch",
    "appointment-reminder": "Termin am {appointment}",
    "service-due": "Wartung: {thing}",
    "service-card": "Eine Wartung ist fällig",
    "reorder-nudge": "Ist noch genug da?",
    "after-complaint": "Ist alles wieder in Ordnung?",
    "salon-colour-care": "Damit die Farbe hält",
    "tips-sheet": "Gut zu wissen",
    "review-ask": "Ein paar Zeilen über uns?",
}
NAMES: dict[str, str] = {
    "first-thanks": "Dank für den ersten Kauf",
    "second-thanks": "Dank fürs Wiederkommen",
    "welcome-back": "Willkommen zurück nach langer Zeit",
    "tenth-thanks": "Dank nach vielen Besuchen (Karte)",
    "thanks-again": "Dank zwischendurch",
    "thanks-card": "Dank auf einer Karte",
    "meeting-thanks": "Dank für ein Gespräch",
    "anniversary-thanks": "Jahre bei Ihnen",
    "anniversary-card": "Jahre bei Ihnen (Karte)",
    "birthday-greeting": "Geburtstag",
    "birthday-greeting-late": "Geburtstag, ein, zwei Tage später",
    "birthday-card": "Geburtstag (Karte)",
    "birthday-card-late": "Geburtstag, ein, zwei Tage später (Karte)",
    "occasion-greeting": "Ein besonderer Tag im Umfeld",
    "occasion-greeting-late": "Ein besonderer Tag, der gerade vorbei ist",
    "check-right": "Ist alles in Ordnung?",
    "what-else": "Was können wir noch tun?",
    "salon-how-is-it": "Wie sitzt der Schnitt zu Hause?",
    "repair-check": "Läuft es nach der Reparatur?",
    "overdue-hello": "Länger still als sonst",
    "quiet-hello": "Ein Wort zwischendurch",
    "salon-rebook": "Zeit für den nächsten Besuch",
    "appointment-reminder": "Erinnerung an einen Termin",
    "service-due": "Eine Wartung wird fällig",
    "service-card": "Eine Wartung wird fällig (Karte)",
    "reorder-nudge": "Etwas geht zur Neige",
    "after-complaint": "Nach einer Beschwerde",
    "salon-colour-care": "Pflege der Farbe",
    "tips-sheet": "Tipps zum Gekauften",
    "review-ask": "Um eine Bewertung bitten",
}
