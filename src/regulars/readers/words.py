"""What people and tools call things in their files, in the languages of shops we know.

Everything here is folded by `fold`: small letters without accents, one space between words.
"""
# ruff: noqa: E501

import re
import unicodedata
from functools import lru_cache

from regulars.rules.imports import Field, Verdict

_NOT_WORDS = re.compile(r"[^\w#%&]+|_+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """`"\\ufeffE-Mail\\xa0Adresse* "` → `"e mail adresse"`: how headers and statuses are compared."""
    if text.isascii():
        return _NOT_WORDS.sub(" ", text.lower()).strip()
    flat = unicodedata.normalize("NFKD", text.casefold())
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return _NOT_WORDS.sub(" ", flat.replace("ł", "l").replace("ø", "o").replace("æ", "ae")).strip()


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split("|"))


def _months(words: str) -> dict[str, int]:
    return {fold(w): 1 + i for i, same in enumerate(words.split(" ")) for w in same.split("/")}


MONTHS: dict[str, int] = {
    **_months(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
        "september/sept/sep october/oct november/nov december/dec"
    ),
    **_months(
        "januar/jänner/jän februar/feber märz/mär/mrz april mai juni juli august september "
        "oktober/okt november dezember/dez"
    ),
    **_months(
        "janvier/janv février/févr/fév mars avril/avr mai juin juillet/juil août/aoû "
        "septembre octobre novembre décembre/déc"
    ),
    **_months(
        "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto/ago "
        "settembre/set/sett ottobre/ott novembre dicembre/dic"
    ),
    **_months(
        "enero/ene febrero marzo abril/abr mayo junio julio agosto septiembre/setiembre "
        "octubre noviembre diciembre"
    ),
    **_months(
        "janeiro fevereiro/fev março abril maio junho julho agosto setembro outubro/out "
        "novembro dezembro"
    ),
    **_months(
        "januari februari maart/mrt april mei juni juli augustus september oktober november december"
    ),
    **_months(
        "januar februar marts april maj juni juli august september oktober november december"
    ),
    **_months(
        "januari februari mars april maj juni juli augusti/augusti september oktober november "
        "december"
    ),
    **_months(
        "januar februar mars april mai juni juli august september oktober november desember/des"
    ),
    **_months(
        "stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj "
        "czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz "
        "października/październik/paź listopada/listopad/lis grudnia/grudzień/gru"
    ),
}

_NAMES: dict[Field, str] = {
    Field.CUSTOMER_KEY: (
        "customer id|customer number|customer no|customer code|customer key|client id|client code|"
        "client no|client number|member id|member no|member number|membership number|account number|"
        "card number|card no|loyalty card|customerid|customer ref|customer reference id|cust id|"
        "buyer user id|buyer id|guest id|patient id|contact id|record id|user id|household id|"
        "household key|shopper id|person id|"
        "kundennummer|kunden nr|kundennr|kunden id|kdnr|kd nr|kd nummer|mitgliedsnummer|"
        "mitglieds nr|debitorennummer|debitor|kartennummer|kundenkarte|patientennummer|"
        "numéro client|n° client|no client|code client|id client|identifiant client|réf client|"
        "codice cliente|numero cliente|id cliente|código cliente|número de cliente|nº cliente|"
        "código do cliente|klantnummer|klant id|klantnr|kundenummer|kunde id|kundnummer|kund id|"
        "numer klienta|id klienta|nr klienta"
    ),
    Field.NAME: (
        "name|full name|customer|customer name|client|client name|buyer|buyer name|contact|contact name|"
        "guest|guest name|patient|patient name|member|member name|billing name|shipping name|bill to|"
        "recipient|display name|crm name|person|who|"
        "kunde|kundin|kundenname|vollständiger name|vor und nachname|vor und zuname|käufer|gast|"
        "patient|mitglied|ansprechpartner|rechnungsname|auftraggeber|empfänger|"
        "nom complet|client|nom du client|nom client|acheteur|cliente|nome cliente|nome completo|"
        "intestatario|nome e cognome|nombre completo|nombre del cliente|nombre y apellidos|comprador|"
        "nome do cliente|klant|klantnaam|naam|volledige naam|navn|kundenavn|fulde navn|namn|kundnamn|"
        "kund|klient|imię i nazwisko|nazwa klienta|nabywca"
    ),
    Field.GIVEN_NAME: (
        "first name|firstname|given name|forename|christian name|fname|vorname|rufname|prénom|nome|"
        "nombre|nombre de pila|nome proprio|primeiro nome|voornaam|fornavn|förnamn|imię|first"
    ),
    Field.FAMILY_NAME: (
        "last name|lastname|surname|family name|lname|nachname|familienname|zuname|nom|"
        "nom de famille|cognome|apellido|apellidos|sobrenome|apelido|achternaam|efternavn|efternamn|"
        "etternavn|nazwisko|last"
    ),
    Field.COMPANY: (
        "company|company name|organisation|organization|organization name|business|business name|firm|"
        "firma|firmenname|unternehmen|betrieb|société|entreprise|raison sociale|azienda|ditta|"
        "ragione sociale|società|empresa|razón social|bedrijf|bedrijfsnaam|virksomhed|företag|"
        "nazwa firmy"
    ),
    Field.EMAIL: (
        "email|e mail|email address|e mail address|mail|mail address|customer email|buyer email|"
        "contact email|client email|e mail adresse|mailadresse|emailadresse|e mail kunde|courriel|"
        "adresse e mail|adresse email|adresse mail|mél|posta elettronica|indirizzo email|"
        "correo|correo electrónico|endereço de email|e mailadres|e post|epost|e postadress|"
        "adres e mail|adres email"
    ),
    Field.PHONE: (
        "phone|phone number|telephone|tel|tel no|mobile|mobile phone|mobile number|cell|cell phone|"
        "contact number|customer phone|client phone|whatsapp|whatsapp number|home phone|primary phone|"
        "telefon|telefonnummer|telefon nr|mobil|mobilnummer|mobiltelefon|handy|handynummer|rufnummer|"
        "festnetz|téléphone|téléphone portable|portable|numéro de téléphone|gsm|telefono|cellulare|"
        "numero di telefono|teléfono|móvil|celular|número de teléfono|telefone|telemóvel|telefoon|"
        "telefoonnummer|mobiel|mobiel nummer|telefonnummer|mobilnr|numer telefonu|telefon komórkowy|"
        "komórka"
    ),
    Field.STREET: (
        "street|street address|address|address 1|address1|address line 1|street 1|billing address|"
        "home address|straße|strasse|str|anschrift|adresse|straße und hausnummer|straße nr|rue|"
        "adresse 1|indirizzo|via|dirección|calle|domicilio|morada|endereço|rua|adres|straat|"
        "straat en huisnummer|gade|vej|adress|gatuadress|ulica"
    ),
    Field.POSTCODE: (
        "postcode|post code|postal code|zip|zip code|zipcode|zip postal code|plz|postleitzahl|"
        "code postal|cp|cap|codice postale|código postal|codigo postal|cep|postnummer|postnr|"
        "kod pocztowy"
    ),
    Field.CITY: (
        "city|town|suburb|locality|ort|stadt|wohnort|ville|commune|città|citta|comune|ciudad|"
        "localidad|población|cidade|localidade|plaats|woonplaats|stad|by|ort|postort|miasto|"
        "miejscowość"
    ),
    Field.REGION: (
        "state|province|region|county|state province|bundesland|kanton|département|provincia|"
        "regione|provincia|estado|distrito|provincie|landsdel|län|województwo"
    ),
    Field.COUNTRY: (
        "country|country code|country region|nation|land|staat|länderkürzel|pays|paese|nazione|"
        "país|pais|kraj"
    ),
    Field.BIRTHDAY: (
        "birthday|birth date|birthdate|date of birth|dob|born|born on|geburtstag|geburtsdatum|geb|"
        "geb datum|geboren|geboren am|anniversaire|date de naissance|né le|naissance|"
        "data di nascita|compleanno|nascita|fecha de nacimiento|cumpleaños|nacimiento|"
        "data de nascimento|aniversário|nascimento|geboortedatum|verjaardag|fødselsdag|fødselsdato|"
        "födelsedag|födelsedatum|data urodzenia|urodziny"
    ),
    Field.LANGUAGE: "language|locale|sprache|langue|lingua|idioma|taal|sprog|språk|język",
    Field.CUSTOMER_SINCE: (
        "customer since|member since|client since|sign up|signup date|signed up|registered|"
        "register date|registration date|created|created at|created on|create date|date created|"
        "join date|joined|date added|first visit|first purchase|first seen|opt in time|optin time|"
        "kunde seit|kundin seit|mitglied seit|angelegt am|erstellt am|registriert am|eintrittsdatum|"
        "erstbesuch|anmeldedatum|beitritt|client depuis|date de création|date d'inscription|"
        "cliente dal|data registrazione|data di iscrizione|cliente desde|fecha de alta|"
        "fecha de registro|data de registo|klant sinds|aangemaakt op|kunde siden|oprettet|"
        "kund sedan|klient od|data rejestracji"
    ),
    Field.NOTE: (
        "note|notes|comment|comments|remark|remarks|memo|customer note|notiz|notizen|bemerkung|"
        "bemerkungen|kommentar|anmerkung|anmerkungen|remarque|remarques|commentaire|nota|notas|"
        "osservazioni|observaciones|comentarios|observações|opmerking|opmerkingen|bemærkning|"
        "anteckning|anteckningar|uwagi|notatka"
    ),
    Field.TAGS: (
        "tag|tags|labels|group|groups|customer group|segment|category of customer|tier|"
        "membership tier|kundengruppe|schlagworte|gruppe|étiquettes|groupe|etichette|gruppo|"
        "etiquetas|grupo|groep|gruppe|grupp|grupa"
    ),
    Field.CONSENT_EMAIL: (
        "accepts marketing|accepts email marketing|email consent|email opt in|newsletter|"
        "newsletter consent|subscribed|email subscription status|email subscription|marketing consent|"
        "email marketing|einwilligung e mail|newsletter einwilligung|werbung per e mail|e mail werbung|"
        "werbeeinwilligung|newsletter ja nein|infolettre|accepte les e mails|abonné|"
        "consenso email|iscritto alla newsletter|boletín|acepta emails|nieuwsbrief|nyhedsbrev|"
        "nyhetsbrev|zgoda na e mail"
    ),
    Field.CONSENT_SMS: (
        "accepts sms marketing|sms consent|sms opt in|sms marketing|einwilligung sms|werbung per sms|"
        "accepte les sms|consenso sms|acepta sms|zgoda na sms"
    ),
    Field.CONSENT_WHATSAPP: (
        "accepts whatsapp marketing|whatsapp consent|whatsapp opt in|einwilligung whatsapp|"
        "consenso whatsapp|acepta whatsapp"
    ),
    Field.CONSENT_PHONE: (
        "phone consent|call consent|phone opt in|may call|einwilligung telefon|werbung per telefon|"
        "consenso telefono|accepte les appels"
    ),
    Field.CONSENT_POST: (
        "post consent|postal consent|mail consent|direct mail|einwilligung post|werbung per post|"
        "accepte le courrier|consenso posta"
    ),
    Field.ORDER_KEY: (
        "order|order id|order number|order no|order #|order key|order reference|invoice|invoice no|"
        "invoice number|invoice #|invoice id|invoiceno|receipt|receipt no|receipt number|receipt #|"
        "receipt id|transaction id|transaction no|transaction number|transaction|ticket|"
        "ticket number|sale id|sale number|bill no|bill number|booking id|booking number|"
        "appointment id|basket id|reference|document number|check #|code|num|id|job #|job number|"
        "bestellnummer|bestell nr|bestellung|auftragsnummer|auftrag|auftrags nr|rechnungsnummer|"
        "rechnungs nr|rechnung|rechnungsnr|belegnummer|beleg nr|beleg|bon nr|bonnummer|bon|"
        "kassenbon|quittung|quittungsnummer|vorgangsnummer|vorgang|buchungsnummer|terminnummer|"
        "transaktionsnummer|transaktions id|lieferschein|"
        "numéro de commande|n° commande|n° de commande|commande|no commande|numéro de facture|facture|"
        "n° facture|n° de facture|reçu|n° ticket|numéro de ticket|référence|"
        "numero ordine|n° ordine|ordine|id ordine|numero fattura|n° fattura|fattura|scontrino|"
        "numero scontrino|ricevuta|numero ricevuta|"
        "pedido|número de pedido|nº pedido|n° pedido|factura|número de factura|nº factura|recibo|"
        "encomenda|número da encomenda|fatura|número da fatura|bestelnummer|bestelling|ordernummer|"
        "factuurnummer|factuur|bonnummer|kassabon|ordrenummer|ordre|fakturanummer|faktura|bilag|"
        "kvitteringsnummer|kvittering|bestilling|beställning|kvitto|kvittonummer|ordrenr|"
        "numer zamówienia|nr zamówienia|zamówienie|numer faktury|nr faktury|paragon|nr paragonu"
    ),
    Field.LINE_KEY: "line id|line number|line item id|positionsnummer|position|pos|pos nr",
    Field.REFUND_OF: (
        "original order|original receipt|original transaction|refund of|original invoice|"
        "ursprungsbeleg|storno zu|gutschrift zu|commande d'origine|ordine originale"
    ),
    Field.BOUGHT_ON: (
        "date|order date|sale date|purchase date|purchased on|bought on|invoice date|invoicedate|"
        "transaction date|receipt date|visit date|date of visit|visit|visited on|appointment date|"
        "booking date|date time|datetime|timestamp|paid at|paid on|payment date|day|sold on|"
        "checkout date|service date|start date|completed date|when|date of sale|date of purchase|"
        "datum|kaufdatum|bestelldatum|rechnungsdatum|belegdatum|verkaufsdatum|verkauft am|"
        "buchungsdatum|besuch|besuchsdatum|termin|termindatum|tag|zahlungsdatum|datum uhrzeit|"
        "auftragsdatum|zeitpunkt|leistungsdatum|gekauft am|bestellt am|bezahlt am|einkauf am|"
        "date de commande|date d'achat|date de vente|date de facture|date facture|date de visite|"
        "date du rendez vous|rendez vous|jour|data|data ordine|data acquisto|data vendita|"
        "data fattura|data visita|data appuntamento|giorno|fecha|fecha de pedido|fecha del pedido|"
        "fecha de compra|fecha de venta|fecha factura|fecha de factura|fecha de visita|fecha cita|"
        "data da compra|data do pedido|data da venda|data da fatura|besteldatum|aankoopdatum|"
        "factuurdatum|verkoopdatum|bezoekdatum|dato|ordredato|købsdato|salgsdato|fakturadato|"
        "köpdatum|orderdatum|fakturadatum|inköpsdatum|besöksdatum|data zamówienia|data zakupu|"
        "data sprzedaży|data faktury|data wizyty"
    ),
    Field.TIME: (
        "time|time of day|order time|sale time|start time|uhrzeit|zeit|kaufzeit|heure|ora|orario|"
        "hora|tijd|tid|tidspunkt|klokkeslæt|klockslag|godzina|czas"
    ),
    Field.TIME_ZONE: (
        "time zone|timezone|tz|zeitzone|fuseau horaire|fuso orario|zona horaria|fuso horário|"
        "tijdzone|tidszone|tidszon|strefa czasowa"
    ),
    Field.CURRENCY: (
        "currency|currency code|ccy|währung|währungscode|devise|monnaie|valuta|divisa|moneda|moeda|"
        "waluta"
    ),
    Field.TOTAL: (
        "total|order total|grand total|total amount|total price|amount|amount paid|amt paid|sum|price paid|"
        "total paid|paid|gross|gross amount|gross total|revenue|turnover|sales|spent|value|"
        "order value|order amount|sale total|total sales|total collected|invoice amount|invoice total|"
        "payment|payment amount|takings|total incl tax|total inc tax|total incl vat|charged|"
        "betrag|gesamt|gesamtbetrag|gesamtsumme|summe|endbetrag|rechnungsbetrag|bestellwert|"
        "bruttobetrag|brutto|umsatz|bezahlt|gezahlt|zahlbetrag|auftragswert|bonsumme|total brutto|"
        "gesamtpreis|verkaufsbetrag|wert|betrag brutto|summe brutto|"
        "montant|montant total|total ttc|montant ttc|somme|payé|chiffre d'affaires|total payé|"
        "importo|totale|importo totale|totale ordine|totale fattura|incasso|pagato|"
        "importe|importe total|total pedido|pagado|total factura|valor|valor total|montante|"
        "bedrag|totaal|totaalbedrag|omzet|betaald|totaal incl btw|beløb|samlet|i alt|samlet beløb|"
        "omsætning|belopp|summa|totalt|totalbelopp|att betala|kwota|suma|razem|wartość|"
        "kwota brutto|wartość brutto"
    ),
    Field.NET: (
        "net|net sales|net amount|net total|subtotal|total excl tax|netto|nettobetrag|zwischensumme|"
        "montant ht|total ht|sous total|imponibile|subtotale|importe neto|base imponible|"
        "valor líquido|nettobeløb|nettobelopp|kwota netto|wartość netto"
    ),
    Field.TAX: (
        "tax|taxes|sales tax|total tax|vat|gst|pst|hst|tax amount|mwst|ust|steuer|steuerbetrag|"
        "mehrwertsteuer|umsatzsteuer|tva|taxe|montant tva|iva|imposta|impuesto|impuestos|imposto|"
        "btw|moms|podatek|kwota vat"
    ),
    Field.TIP: "tip|tips|gratuity|trinkgeld|trinkgeldbetrag|pourboire|mancia|propina|gorjeta|fooi|"
    "drikkepenge|dricks|napiwek",
    Field.DISCOUNT: (
        "discount|discounts|discount amount|rabatt|nachlass|rabattbetrag|remise|réduction|sconto|"
        "descuento|desconto|korting|rabat"
    ),
    Field.SHIPPING: (
        "shipping|shipping cost|shipping amount|postage|delivery fee|versand|versandkosten|porto|"
        "lieferkosten|frais de port|livraison|spedizione|spese di spedizione|envío|"
        "gastos de envío|portes|envio|verzendkosten|fragt|frakt|wysyłka|koszt wysyłki"
    ),
    Field.REFUNDED: (
        "refunded|refunded amount|amount refunded|refund|refund amount|total refunded|refunds|"
        "erstattet|erstattung|rückerstattung|erstatteter betrag|gutschrift|remboursé|"
        "montant remboursé|remboursement|rimborsato|rimborso|reembolsado|reembolso|importe reembolsado|"
        "terugbetaald|terugbetaling|refunderet|återbetalt|återbetalning|zwrot|zwrócono"
    ),
    Field.QUANTITY: (
        "quantity|qty|count|units|number of items|pieces|pcs|menge|anzahl|stück|stk|stückzahl|"
        "quantité|qté|qte|quantità|qta|cantidad|cant|quantidade|qtd|aantal|antal|ilość|liczba"
    ),
    Field.ITEM: (
        "item|items|item name|product|products|product name|article|service|service name|treatment|"
        "description|item description|menu item|goods|what|artikel|produkt|produktname|"
        "artikelname|artikelbezeichnung|bezeichnung|leistung|behandlung|dienstleistung|beschreibung|"
        "ware|posten|produit|nom du produit|désignation|libellé|prestation|soin|description|"
        "prodotto|articolo|servizio|trattamento|descrizione|producto|artículo|servicio|"
        "tratamiento|descripción|concepto|produto|artigo|serviço|descrição|artikel|product|dienst|"
        "omschrijving|behandeling|vare|varenavn|ydelse|beskrivelse|vara|artikelnamn|tjänst|"
        "beskrivning|produkt|nazwa produktu|towar|usługa|opis"
    ),
    Field.SKU: (
        "sku|stock code|stockcode|item number|item code|product code|product id|article number|"
        "item id|listing id|barcode|ean|artikelnummer|artikel nr|art nr|artikelnr|produktnummer|"
        "référence produit|code article|réf article|codice articolo|codice prodotto|"
        "código de producto|referencia|código do produto|artikelnummer|varenummer|kod produktu"
    ),
    Field.CATEGORY: (
        "category|product category|item category|department|product type|warengruppe|kategorie|"
        "produktgruppe|catégorie|rayon|categoria|reparto|categoría|categorie|kategori|kategoria"
    ),
    Field.UNIT_PRICE: (
        "unit price|unitprice|price|item price|price each|rate|unit cost|price per unit|einzelpreis|"
        "artikelpreis|preis|stückpreis|e preis|prix|prix unitaire|pu|prezzo|prezzo unitario|precio|"
        "precio unitario|preço|preço unitário|prijs|stuksprijs|eenheidsprijs|pris|stykpris|"
        "enhetspris|styckpris|cena|cena jednostkowa"
    ),
    Field.LINE_AMOUNT: (
        "line total|line amount|line price|item total|amount of line|extended price|line subtotal|"
        "gross sales|positionsbetrag|zeilensumme|positionssumme|gesamtpreis position|zeilenbetrag|"
        "total ligne|montant ligne|totale riga|importo riga|total línea|importe línea|"
        "regeltotaal|linjebeløb|radbelopp|radsumma"
    ),
    Field.STATUS: (
        "status|order status|payment status|financial status|state of order|invoice status|"
        "job status|transaction status|appointment status|result|bestellstatus|zahlungsstatus|"
        "zustand|auftragsstatus|statut|état|état de la commande|stato|stato ordine|"
        "stato pagamento|estado del pedido|estado|estado do pedido|situação|situação do pedido|"
        "orderstatus|betaalstatus|"
        "ordrestatus|status zamówienia"
    ),
    Field.ROW_TYPE: (
        "type|transaction type|receipt type|event type|row type|kind|sale type|art|typ|belegart|"
        "vorgangsart|transaktionsart|buchungsart|type de transaction|tipo|tipo transazione|"
        "tipo de transacción|tipo documento|transactietype|soort|transaktionstype|"
        "transaktionstyp|hændelsestype|typ transakcji"
    ),
    Field.PROMISED_ON: (
        "promised on|promised date|promise date|delivery date|due date delivery|expected delivery|"
        "expected date|estimated delivery|estimated delivery date|fulfill by|ship by date|deliver by|"
        "liefertermin|lieferdatum|zugesagt am|versprochen für|wunschtermin|fertig am|"
        "date de livraison|date de livraison prévue|livraison prévue|data di consegna|"
        "data consegna prevista|fecha de entrega|entrega prevista|data de entrega|leverdatum|"
        "verwachte leverdatum|leveringsdato|leveransdatum|data dostawy"
    ),
    Field.DELIVERED_ON: (
        "delivered on|delivered at|delivered date|date delivered|shipped on|shipped at|ship date|"
        "date shipped|shipped date|shipped on date|dispatched on|date dispatched|fulfilled at|"
        "completed on|date completed|picked up on|handed over on|effective date|"
        "geliefert am|versandt am|versendet am|versanddatum|ausgeliefert am|abgeholt am|"
        "übergeben am|erledigt am|livré le|expédié le|date d'expédition|consegnato il|spedito il|"
        "data di spedizione|entregado el|enviado el|fecha de envío|entregue em|geleverd op|"
        "verzonden op|leveret den|levererad|wysłano|dostarczono"
    ),
    Field.SUPPLIER: (
        "supplier|supplier name|vendor|vendor name|manufacturer|brand|maker|lieferant|hersteller|"
        "marke|lieferfirma|fournisseur|fabricant|marque|fornitore|produttore|marca|proveedor|"
        "fabricante|fornecedor|leverancier|fabrikant|leverandør|leverantör|dostawca|producent"
    ),
    Field.PLACE: (
        "location|place|store|shop|branch|outlet|site|venue|register branch|filiale|standort|"
        "geschäft|laden|betriebsstätte|magasin|boutique|point de vente|negozio|sede|punto vendita|"
        "tienda|sucursal|local|loja|winkel|vestiging|filiaal|butik|afdeling|butik|sklep|oddział"
    ),
    Field.STAFF: (
        "staff|employee|cashier|server|seller|salesperson|sales rep|staff name|employee name|"
        "served by|provider|stylist|therapist|barber|assigned to|mitarbeiter|mitarbeiterin|"
        "bedienung|kassierer|verkäufer|verkäuferin|bearbeiter|berater|behandler|stylist|friseur|"
        "employé|vendeur|caissier|praticien|dipendente|operatore|venditore|commesso|empleado|"
        "vendedor|cajero|funcionário|medewerker|verkoper|medarbejder|ekspedient|personale|"
        "personal|säljare|anställd|pracownik|sprzedawca"
    ),
    # Known and of no use here: kept apart so that their values mislead nobody.
    Field.IGNORE: (
        "age|gender|sex|salutation|title|prefix|suffix|points|point|balance|loyalty balance|"
        "total spent|total spend|total spending|lifetime spend|lifetime value|total orders|orders|"
        "order count|visits|visit count|number of visits|transaction count|number of orders|aov|"
        "average order value|last visit|last purchase|last order|last seen|last active|last use|"
        "last updated|last changed|updated at|due date|date due|modified|cost|profit|margin|fee|"
        "fees|website|url|web page|fax|vat number|tax number|tracking number|payment method|tender|"
        "card brand|card type|ip|latitude|longitude|row|no|nr|#|username|user name|"
        "anrede|geschlecht|alter|titel|punkte|punktestand|guthaben|saldo|letzter besuch|"
        "letzter kauf|letzte bestellung|anzahl besuche|besuche|anzahl bestellungen|bestellungen|"
        "gesamtumsatz|umsatz gesamt|lebenszeitumsatz|fällig am|fälligkeitsdatum|zahlungsart|"
        "zahlungsmethode|zahlungsweise|geändert am|lfd nr|gebühr|"
        "civilité|sexe|dernier achat|dernière visite|mode de paiement|moyen de paiement|"
        "frais|commission|âge|solde|sesso|età|ultimo acquisto|ultima visita|metodo di pagamento|"
        "commissione|sexo|género|última compra|última visita|método de pago|forma de pago|"
        "comisión|idade|método de pagamento|geslacht|aanhef|laatste bezoek|laatste aankoop|"
        "betaalmethode|køn|sidste køb|sidste besøg|betalingsmetode|kön|senaste köp|senaste besök|"
        "betalsätt|płeć|ostatni zakup|ostatnia wizyta|metoda płatności"
    ),
}

# Where a word stands for two fields, the one above wins unless the values speak for the other.
FIELDS_BY_NAME: dict[str, tuple[Field, ...]] = {}
for _field, _words in _NAMES.items():
    for _word in sorted(_folded(_words)):
        FIELDS_BY_NAME[_word] = (*FIELDS_BY_NAME.get(_word, ()), _field)

VERDICTS: dict[str, Verdict] = {
    **dict.fromkeys(
        _folded(
            "cancelled|canceled|cancelled by seller|cancelled by buyer|voided|void|failed|declined|"
            "pending|pending payment|on hold|draft|abandoned|expired|unpaid order|rejected|denied|"
            "requires_payment_method|requires payment method|requires_action|incomplete|no show|"
            "noshow|deleted|authorization|reversed|awaiting payment|uncaptured|"
            "storniert|abgebrochen|fehlgeschlagen|abgelehnt|ausstehend|entwurf|offen storniert|"
            "gelöscht|abgesagt|nicht erschienen|storno|annulliert|in bearbeitung storniert|"
            "wartend|in wartestellung|zahlung ausstehend|warten auf zahlung|"
            "annulé|annulée|échoué|refusé|en attente|brouillon|échec|annullato|annullata|fallito|"
            "attente paiement|en attente paiement|en attente de paiement|"
            "in attesa di pagamento|in sospeso|pendiente de pago|pago pendiente|en espera|"
            "no asistió|aguardando pagamento|wacht op betaling|in de wacht|"
            "rifiutato|in attesa|bozza|cancelado|cancelada|fallido|rechazado|pendiente|borrador|"
            "anulado|anulada|falhou|pendente|recusado|rascunho|geannuleerd|mislukt|in afwachting|"
            "concept|annulleret|mislykket|afventer|kladde|avbruten|avbokad|misslyckad|väntande|"
            "makulerad|anulowane|anulowano|nieudane|oczekujące|szkic"
        ),
        Verdict.CANCELLED,
    ),
    **dict.fromkeys(
        _folded(
            "refunded|fully refunded|erstattet|zurückerstattet|remboursé|remboursée|rimborsato|"
            "rimborsata|reembolsado|reembolsada|terugbetaald|refunderet|återbetald|zwrócono"
        ),
        Verdict.REFUNDED,
    ),
    **dict.fromkeys(
        _folded(
            "quotation|quote|quotation sent|estimate|proposal|payout|fee|transfer|withdrawal|"
            "deposit to bank|angebot|auszahlung|gebühr|devis|virement|preventivo|presupuesto|"
            "orçamento|offerte|tilbud|udbetaling|offert|oferta"
        ),
        Verdict.NOT_A_SALE,
    ),
}
REFUND_TYPES = _folded(
    "refund|return|returned|credit memo|credit note|creditnote|credit|chargeback|reversal|"
    "erstattung|rückerstattung|rückgabe|retoure|gutschrift|storno|remboursement|retour|avoir|"
    "rimborso|reso|nota di credito|reembolso|devolución|abono|devolução|nota de crédito|"
    "terugbetaling|retourzending|creditnota|refundering|kreditnota|returnering|återbetalning|"
    "retur|zwrot|korekta"
)
NOBODY = _folded(
    "walk_in|walk in|walkin|walk in customer|walk in client|walk ins|guest|guest customer|"
    "guest user|guest checkout|guest account|cash customer|cash sale|cash|counter sale|counter|"
    "anonymous|anonymous customer|unknown|unknown customer|no customer|none|null|nan|n a|na|"
    "default customer|general customer|generic customer|customer|client|one time customer|"
    "retail customer|till|pos|pos customer|test|misc|miscellaneous|various|various customers|sundry|"
    "gast|gastkunde|gastbestellung|laufkundschaft|laufkunde|barverkauf|barkunde|barkundin|"
    "tageskunde|thekenverkauf|kasse|divers|diverse|diverse kunden|diverser kunde|unbekannt|"
    "anonym|anonymer kunde|ohne kunde|kein kunde|standardkunde|kunde|endkunde|privatkunde|"
    "einmalkunde|passant|client comptoir|comptoir|client de passage|passage|invité|inconnu|"
    "anonyme|client divers|clients divers|client particulier|client anonyme|ospite|"
    "cliente occasionale|cliente generico|sconosciuto|anonimo|cliente banco|al banco|contanti|"
    "invitado|cliente mostrador|mostrador|cliente de contado|público en general|publico general|"
    "cliente general|varios|clientes varios|desconocido|anónimo|consumidor final|convidado|"
    "cliente balcão|desconhecido|klant|passanten|losse verkoop|contante verkoop|onbekend|"
    "balieklant|kontantkunde|kontantsalg|ukendt|gæst|kontantkund|okänd|gäst|klient detaliczny|"
    "gość|nieznany|klient anonimowy|deleted|deleted customer|deleted user|redacted|data deleted|"
    "not provided|not available|private"
)
YES = _folded(
    "yes|y|true|1|subscribed|opted in|opt in|optin|confirmed|consented|accepted|granted|on|"
    "ja|wahr|j|eingewilligt|zugestimmt|abonniert|angemeldet|oui|o|vrai|abonné|sì|si|s|vero|"
    "iscritto|sí|verdadero|suscrito|sim|verdadeiro|subscrito|waar|ingeschreven|tilmeldt|sandt|"
    "prenumererar|tak|prawda"
)
NO = _folded(
    "no|n|false|0|unsubscribed|opted out|opt out|optout|cleaned|declined|revoked|off|"
    "do not contact|do not email|nein|falsch|abgemeldet|widerrufen|abgelehnt|non|faux|désabonné|"
    "falso|disiscritto|não|nao|nee|onwaar|uitgeschreven|nej|falsk|frameldt|afmeldt|avregistrerad|"
    "nie|fałsz|wypisany"
)
TOTALS = re.compile(
    r"(?:grand |sub ?|report |page )?(?:totals?|summe|gesamt(?:summe|betrag)?|zwischensumme|totale?|"
    r"total general|suma|totaal|i alt|summa|razem|sum|somme)(?: (?:for|of|fur|pour|per|de|von)\b.*)?"
)
SUMMARIES = re.compile(
    r"\b(?:summary|summaries|overview|zusammenfassung|ubersicht|\w+ubersicht|recapitulatif|riepilogo|"
    r"resumen|resumo|samenvatting|overzicht|oversigt|sammanfattning|podsumowanie)\b"
)
FOOTERS = re.compile(
    r"\d+ (?:record|row|result|order|item)s?(?: s)?\b.*|seller id.*|report (?:run|generated|created).*"
    r"|generated (?:on|by|at).*|printed (?:on|at).*|exported (?:on|by|at).*|accrual basis.*"
    r"|cash basis.*|page \d+.*|seite \d+.*|erstellt am.*|gedruckt am.*|end of (?:report|file).*"
    r"|.*\b(?:gmt|utc)[ +-]?\d+.*|powered by.*|copyright.*"
)
COUNTRIES: dict[str, str] = {
    "deu": "DE", "germany": "DE", "deutschland": "DE", "allemagne": "DE", "germania": "DE",
    "alemania": "DE", "aut": "AT", "austria": "AT", "osterreich": "AT", "autriche": "AT",
    "che": "CH", "switzerland": "CH", "schweiz": "CH", "suisse": "CH", "svizzera": "CH",
    "fra": "FR", "france": "FR", "frankreich": "FR", "ita": "IT", "italy": "IT", "italia": "IT",
    "italien": "IT", "esp": "ES", "spain": "ES", "espana": "ES", "spanien": "ES",
    "prt": "PT", "portugal": "PT", "nld": "NL", "netherlands": "NL", "niederlande": "NL",
    "nederland": "NL", "the netherlands": "NL", "bel": "BE", "belgium": "BE", "belgien": "BE",
    "dnk": "DK", "denmark": "DK", "danmark": "DK", "swe": "SE", "sweden": "SE", "sverige": "SE",
    "nor": "NO", "norway": "NO", "norge": "NO", "pol": "PL", "poland": "PL", "polska": "PL",
    "gbr": "GB", "united kingdom": "GB", "uk": "GB", "great britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "irl": "IE", "ireland": "IE", "usa": "US",
    "united states": "US", "united states of america": "US", "us": "US", "u s a": "US",
    "can": "CA", "canada": "CA", "aus": "AU", "australia": "AU", "nzl": "NZ", "new zealand": "NZ",
    "jpn": "JP", "japan": "JP", "bra": "BR", "brazil": "BR", "brasil": "BR", "mex": "MX",
    "mexico": "MX", "ind": "IN", "india": "IN", "tha": "TH", "thailand": "TH", "lux": "LU",
    "luxembourg": "LU", "luxemburg": "LU", "lie": "LI", "liechtenstein": "LI", "cze": "CZ",
    "czech republic": "CZ", "czechia": "CZ", "tschechien": "CZ", "fin": "FI", "finland": "FI",
    "eire": "IE", "grc": "GR", "greece": "GR", "hun": "HU", "hungary": "HU", "zaf": "ZA",
    "south africa": "ZA", "sgp": "SG", "singapore": "SG", "hkg": "HK", "hong kong": "HK",
}  # fmt: skip
