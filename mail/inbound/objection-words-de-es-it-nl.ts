/** Words that ask for no further mail in German, Spanish, Italian and Dutch, to be found in one sentence of plainWords. */
export const OBJECTS_ELSEWHERE: readonly RegExp[] = [
	// German
	/\b(?:entfernen|loschen|streichen|nehmen|austragen|tragen)(?: sie)?(?: \w+)? (?:mich|uns|meine (?:e-?mail|e-?mail-adresse|mailadresse|adresse|daten|kontaktdaten))\b.{0,40}\b(?:verteiler|liste|mailingliste|datenbank|adressliste|system|kartei|newsletter)\b/,
	/\b(?:mich|uns|meine (?:e-?mail-adresse|e-?mail|mailadresse|adresse|daten))\b.{0,40}\b(?:verteiler|liste|mailingliste|datenbank|adressliste|system|newsletter)\b.{0,20}\b(?:entfernen|loschen|streichen|nehmen|auszutragen|austragen)\b/,
	/\b(?:kontaktieren|schreiben|belastigen|mailen|anschreiben) sie (?:mich|uns|mir)(?: bitte)? (?:nicht mehr|nie (?:wieder|mehr)|nicht wieder|nicht weiter)(?: an)?\b/,
	/\b(?:nicht mehr|nie wieder) (?:kontaktieren|kontaktiert|anschreiben|angeschrieben|anzuschreiben|zu kontaktieren)\b/,
	/\bkeine? (?:weiteren? )?(?:e-?mails?|mails?|nachrichten|werbung|werbemails|zuschriften|newsletter)(?: (?:mehr|von ihnen|dieser art|zu|zukunftig))* (?:erhalten|bekommen|empfangen|schicken|senden|zusenden|zuschicken|zu senden|zu schicken)\b|^(?:bitte )?keine? (?:weiteren? )?(?:e-?mails?|mails?|nachrichten|werbung) mehr\b|^(?:bitte )?keine? weiteren? (?:e-?mails?|mails?|nachrichten)(?: bitte| senden)?[ .!]*$/,
	/\b(?:schicken|senden|schreiben) sie (?:mir|uns)(?: bitte)? keine?(?: \w+)? (?:e-?mails?|mails?|nachrichten|werbung|newsletter) (?:mehr|zu)\b/,
	/\b(?:wunsche[n]?|mochte[n]?|will|wollen)\b.{0,20}\bkeine weiteren? (?:e-?mails?|mails?|nachrichten|zuschriften|werbung)\b|\bsehen sie\b.{0,20}\bvon (?:weiteren?|ihren) (?:e-?mails?|mails?|nachrichten|zuschriften|kontakt\w*)\b.{0,10}\bab\b/,
	/\bmelden sie (?:mich|uns)\b.{0,30}\bab\b|\b(?:mich|uns)(?: \w+){0,3} (?:abmelden|abzumelden|austragen|auszutragen)\b/,
	/\bwiderspreche(?:n)?(?: ich| wir| hiermit)* (?:der|dem|einer|jeder) .{0,20}(?:nutzung|verwendung|verarbeitung|zusendung|werbung|speicherung)/,
	/\bhoren sie auf,? (?:mir|mich|uns)\b/,
	// Spanish
	/\bno (?:me|nos) (?:vuelvan? a |vuelva a )?(?:escrib\w+|contact\w+|envi\w+|mand\w+|molest\w+)(?: (?:mas|nunca(?: mas)?))(?! (?:pdf|facturas))|\bno (?:(?:me|nos) )?vuelvan? a (?:escribir|contactar|enviar|molestar)(?:me|nos)?\b/,
	/\b(?:deme|denme|denos|dadme|darme|darnos|dar) de baja\b/,
	/\b(?:elimin|borr|quit|retir)\w{1,4}(?:me|nos)?(?: \w+){0,4} (?:de|del) (?:su|sus|la|esta|vuestra|tu) (?:lista|base|fichero|listado|sistema)/,
	/\bno (?:quiero|deseo|queremos|deseamos) (?:recibir (?:mas|sus|estos|ningun)|seguir recibiendo|que me (?:escriban|contacten))\b/,
	/\bdejen? de (?:enviar|escribir|contactar|mandar|molestar)(?:me|nos)\b/,
	// Italian
	/\bnon (?:voglio|desidero|vogliamo|desideriamo|intendo) (?:piu )?(?:ricevere|essere contattat\w)(?: piu)?(?: (?:le|i|altre|altri|vostre?i?|sue|suoi|piu|queste|questi))* ?(?:e-?mail|mail|messaggi|comunicazioni|da voi|pubblicita|newsletter|$)/,
	/\b(?:cancell|rimuov|togli|elimin|tolg)\w{1,5}(?:mi|ci)?(?: \w+){0,4} (?:dalla|dalle|dal|dai) (?:(?:vostr|su|tu)\w{1,2} )?(?:lista|liste|elenco|mailing|database|archivi\w?|rubrica)/,
	/\bnon (?:mi|ci) (?:scriva|scrivete|contatti|contattate|disturbi|disturbate|invii|inviate)(?: \w+)? piu\b|\bnon (?:scrivetemi|contattatemi|scrivermi|contattarmi|inviatemi)(?: \w+)? piu\b/,
	/\bcancellazione (?:dalla|dalle|dal|dai|dei miei|del mio)\b.{0,30}\b(?:lista|liste|elenco|mailing|database|archivi\w?|dati|indirizzo)\b/,
	/\b(?:disiscriv\w+|disiscrizione)\b|\bsmett\w+ di (?:scriver|contattar|inviar|mandar)(?:mi|ci)\b/,
	// Dutch
	/\b(?:stuur|mail|schrijf|contacteer|benader|email)(?:t u)? (?:mij|me|ons) (?:geen|niet|nooit)(?: [\w-]+){0,2} meer\b|\b(?:stuur|mail|benader) (?:mij|me|ons) niet meer\b/,
	/\b(?:verwijder|haal|schrap)(?:t u)? (?:mij|me|ons|mijn (?:adres|gegevens|e-?mailadres|naam))\b.{0,40}\b(?:lijst|bestand|database|mailinglijst|mailing|adressenbestand)/,
	/\b(?:mij|me|ons|mijn (?:adres|gegevens|naam))\b.{0,30}\b(?:uit|van) (?:uw|jullie|de|dit|deze)\b.{0,20}\b(?:bestand|lijst|database|mailinglijst)\b.{0,20}\b(?:halen|verwijderen|schrappen)\b/,
	/\b(?:mij|me|ons) (?:graag )?(?:uitschrijven|uit te schrijven|afmelden|af te melden)\b|\bgraag (?:uitschrijven|afmelden)\b|\bschrijf (?:mij|me|ons) uit\b/,
	/\bgeen (?:e-?mails?|mails?|berichten|reclame)(?: van u)? meer (?:ontvangen|sturen|te ontvangen|te sturen)\b|\bniet meer (?:te )?(?:mailen|contacteren|benaderen|benaderd|gecontacteerd)\b/,
];
