/**
 * Words with which mail programs introduce what they quote, lower case, without accents (plainWords): French, English,
 * German, Spanish, Italian, Dutch, Portuguese, and the verbs of Scandinavian and Polish.
 */

/** How a line above a quotation ends: « … a écrit : ». */
export const ENDS_ATTRIBUTION =
	/(?:\b(?:a ecrit|wrote|schrieb|schreef|escribio|ha scritto|scritto|escreveu|skrev|pisze|napisal|napisala|napisal\(a\)|kirjoitti)|писал|写道|作成) ?[:：]$/;
/** Languages that name the writer behind the verb: "Am … schrieb X:", "Op … schreef X:". */
export const HOLDS_ATTRIBUTION =
	/\b(?:schrieb|schreef|skrev|escribio|ha scritto|a ecrit|wrote)\b[^:]{1,120}[:：]$/;
/** How such a line begins. */
export const BEGINS_ATTRIBUTION =
	/^(?:le|on|am|el|il|op|em|den|in data|w dniu|dnia|a la date du|en date du|vom) [^\n]{0,40}\d/;
/** Names of the fields above a quoted mail. */
export const FIELD_LABELS: Readonly<Record<'from' | 'sent' | 'to' | 'subject' | 'copy', readonly string[]>> =
	{
		from: [
			'de',
			'from',
			'von',
			'da',
			'van',
			'expediteur',
			'absender',
			'remitente',
			'mittente',
			'fra',
			'fran',
			'od',
		],
		sent: [
			...[
				'envoye',
				'envoye le',
				'date',
				"date d'envoi",
				'sent',
				'gesendet',
				'datum',
				'enviado',
				'enviado el',
				'enviada em',
			],
			...['fecha', 'inviato', 'data', 'verzonden', 'skickat', 'sendt', 'wyslano'],
		],
		to: ['a', 'to', 'an', 'para', 'aan', 'pour', 'destinataire', 'destinataires', 'till', 'til', 'do'],
		subject: [
			'objet',
			'subject',
			'betreff',
			'asunto',
			'oggetto',
			'onderwerp',
			'sujet',
			'assunto',
			'amne',
			'emne',
			'temat',
		],
		copy: [
			'cc',
			'copie',
			'copie a',
			'kopie',
			'cci',
			'reply-to',
			'repondre a',
			'importance',
			'priorite',
			'organisation',
		],
	};
/** A line between the answer and what is quoted or passed on below it. */
export const DIVIDER =
	/^(?:[-_=*]{1,12} ?)?(?:message (?:d'origine|original|initial|transfere|reexpedie)|courriel (?:original|d'origine)|original message|original appointment|forwarded message|ursprungliche (?:nachricht|mail)|originalnachricht|weitergeleitete nachricht|mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht|mensagem original)(?: ?[-_=*]{1,12}| ?:)$|^(?:begin forwarded message|debut du message (?:reexpedie|transfere)|anfang der weitergeleiteten nachricht|inizio messaggio inoltrato|inicio del mensaje reenviado) ?:$/;
/** A line between dashes whose words say the same: "---- On … wrote ----". */
export const BETWEEN_DASHES = /^[-_=*]{2,}[^-_=*].{0,200}[-_=*]{2,}$/;
export const NAMES_OLD_MAIL =
	/\b(?:origin\w*|d'origine|ursprung\w*|forward\w*|transfer\w*|reexpedie\w*|weitergeleitet\w*|reenviad\w*|inoltrat\w*|doorgestuurd|oorspronkelijk|a ecrit|wrote|schrieb|schreef|escribio|ha scritto)\b/;
/** Lines that programs put under what was written. */
export const PROGRAM_LINE =
	/^(?:(?:envoye|sent|gesendet|enviado|inviato|verzonden|verstuurd|provenance ?:|von|message envoye|written) (?:(?:depuis|de|a partir de|avec|from|with|via|mit|von|desde|da|dal|vanaf|met) )?(?:mon|my|ma|der gmx|der web\.de|gmx|meinem|mi|il mio|mijn|l'application|la messagerie|yahoo|gmail|outlook|proton ?mail|mail|courrier|samsung|orange|laposte|tutanota|spark|the mail|mobile|iphone|ipad|android|blackberry)\b.{0,100}|courrier pour windows.{0,20}|mail (?:for|fur) windows.{0,20}|(?:get|telecharger|telechargez|obtenir|obtenez|holen sie sich|descargar|obtener|obtenga|scarica|ottieni|download) outlook (?:for|pour|fur|para|per|voor) .{0,80})$/;
