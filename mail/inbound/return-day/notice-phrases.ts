/**
 * What the words around a day say about it.
 *
 * - `back`: it is the first day back. `not-before`: the same. `before`: the same where it is denied ("won't be back before").
 * - `reply`: on it mails are answered.
 * - `last`: the absence ends with it. `through`: the same, a month or week being whole.
 * - `after`: the first day back comes after it.
 * - `start`: something begins with it: the absence, or being there again. `range`: only where an end follows.
 * - `away`, `available`: what the person is meanwhile. `other`: something else has that date.
 * - `neutral`: no matter, although a word of it looks like one.
 */
export type Says =
	| 'back'
	| 'not-before'
	| 'before'
	| 'reply'
	| 'last'
	| 'through'
	| 'after'
	| 'start'
	| 'range'
	| 'away'
	| 'available'
	| 'other'
	| 'neutral';

export type NoticeLanguage = 'fr' | 'en' | 'de' | 'es' | 'it' | 'nl';

/** Plain words, phrases between bars. An apostrophe is a blank. */
export const PHRASES: Readonly<Record<NoticeLanguage, Partial<Record<Says, string>>>> = {
	fr: {
		back: 'de retour|reporte|reportee|repousse|repoussee|de nouveau|a nouveau|retour|mon retour|notre retour|son retour|date de retour|rentre|rentrerai|rentrerons|rentrons|rentrera|reviens|reviendrai|reviendrons|revenons|revient|reviendra|reprends|reprendrai|reprendrons|reprenons|reprendront|reprendra|reprise|reouverture|rouvre|rouvrons|rouvrent|rouvriront|rouvrirons|rouvrira|reouvrons|reouvrirons|reouvriront|reouvrira|a nouveau disponible|a nouveau disponibles|a nouveau joignable|a nouveau joignables|a nouveau present|a nouveau presente|a nouveau la|a nouveau au bureau|de nouveau disponible|de nouveau disponibles|de nouveau joignable|de nouveau joignables|de nouveau present|de nouveau presente|de nouveau la|de nouveau au bureau|retrouverai|retrouverons|retrouvera|prochain jour ouvre|prochain jour de presence|prochaine presence|prochain jour travaille|prochain jour de travail|prochain jour au bureau|premier jour de reprise|serai la|rouverts|a nouveau ouverts|de nouveau ouverts',
		'not-before':
			'pas avant|pas avant le|plus avant le|seulement le|qu a partir du|qu a partir de|qu a compter du|qu a compter de|au plus tot le|au plus tot',
		before: 'avant le|avant',
		reply:
			'repondrai|repondrons|vous repondre|vous repond|vous reponds|y repondre|traiterai|traiterons|reviens vers vous|reviendrai vers vous|reviendrons vers vous|revenir vers vous|prendrai connaissance|consulterai|lirai|sera traite|sera traitee|sera lu|seront traites|seront lus|seront traitees|recontacterai|rappellerai|rappelez moi|recontactez moi|recontacter|ecrivez moi|reprendrai contact',
		last: 'jusqu|jusque|jusques',
		after: 'apres le|apres',
		start: 'a partir du|a partir de|a partir d|a compter du|a compter de|des|depuis|depuis le|des le',
		range: 'du|de|entre|entre le',
		away: 'absent|absences|absente|absents|absentes|absence|conge|conges|ferme|fermee|fermes|fermees|fermeture|ferment|fermons|fermerons|fermeront|vacances|indisponible|indisponibles|deplacement|en formation|en arret|arret|hors du bureau|hors bureau|pas au bureau|pas present|pas presente|pas la|en mission|rtt|repos|injoignable|injoignables|en seminaire|acces limite|acces restreint|acces reduit|acces intermittent|difficilement joignable|peu disponible|peu joignable|moins disponible|moins joignable|interrompus|interrompue|suspendus|suspendue',
		available:
			'disponible|disponibles|relevee|relevees|releve|consultee|me joindre|nous joindre|me contacter|joignable|joignables|present|presente|ouvert|ouverts|ouverte|ouvertes|ouvre|ouvrons|au bureau|permanence',
		other:
			'valable|valables|valide|offre|offres|inscription|inscriptions|inscrivez|retrouvez|rencontrez|rejoignez|stand|salon du|promotion|promo|remise|tarif|tarifs|soldes|facture|factures|echeance|livraison|anniversaire|ne le|nee le|votre message du|votre mail du|votre courriel du|votre demande du|votre e mail du|message du|mail du|courriel du|recu le|envoye le|ecrit le|date limite|portes ouvertes|a ecrit|votre message recu|dernier jour|candidatures|appel d offres|participez|paiement|garantie|contrat|commande|commandes|devis',
		neutral:
			'votre retour|vos retours|ton retour|un retour|en retour|retour sur|retour de marchandise|de retour de marchandise|des que|des possible|avant tout|apres tout|de la part|des maintenant|sans retour|retour d experience|aller retour|ferme de|present mail|present message|presente adresse',
	},
	en: {
		back: 'back|again|postponed|delayed|return|returns|returning|my return|resume|resumes|resuming|reopen|reopens|reopening|re open|re opens|re opening|open again|available again|reachable again|here again|in the office again|at work again|return date|back again|rejoin|back online|next working day|next day in|next day in the office|first day back',
		'not-before':
			'not before|no earlier than|not earlier than|earliest on|not until|not till|only on|only from',
		before: 'before|prior to',
		reply:
			'will reply|ll reply|can reply|to reply|reply to|will respond|ll respond|respond|responding|will answer|ll answer|answer your|to answer|get back to you|getting back to you|come back to you|be read|be answered|be processed|deal with|be dealt with|attend to|will read|ll read|contact you|be in touch|contact me again|write again|write to me again|call me again|try again|email me again|resend',
		last: 'until|till|til|up to|up until|leave ends|leave ending|vacation ends|holiday ends|absence ends',
		through: 'through|thru|up to and including|until and including',
		after: 'after',
		start:
			'from|starting|starting on|starting from|as of|beginning|as from|since|commencing|effective|with effect from',
		range: 'between',
		away: 'away|out|absent|absence|unavailable|closed|closure|closing|close|shut|travelling|traveling|on travel|vacation|holiday|holidays|pto|ooo|oof|out of office|out of the office|out of my office|not in the office|not in office|on leave|annual leave|parental leave|maternity leave|paternity leave|sick leave|leave from|leave until|my leave|of leave|leave|off|offline|day off|on a trip|business trip|not working|not at work|limited access|restricted access|intermittent access|no access|slow to respond|slow to reply|slower to respond|slower to reply|slow in responding|slow in replying|delayed in responding|delay in responding|delays in responding|not available|not reachable|not be available|not be reachable|not be in the office|not be working|not be in|sabbatical',
		available:
			'available|checking|check my|check email|check mail|reading email|reach me|reachable|open|opens|working|in the office|at my desk|contactable|on site',
		other:
			'% off|valid|offer|offers|registration|registrations|register|join us|meet us|visit us|sale|deadline|due|payment|invoice|delivery|birthday|born|your message of|your email of|your mail of|your message from|your email from|your e mail of|received on|sent on|dated|wrote|promotion|warranty|contract|order|orders|early bird|last day|submit|submissions|applications|anniversary|founded|quote|ship|ships|shipping',
		neutral:
			'back up|back office|back to back|backs|call back|call me back|send back|return the form|return the signed|return the completed|return the enclosed|return the contract|return the document|return the goods|return your|please return|return address|return receipt|in return|return of|return it|return them|returning your|reach out|comes out|come out|came out|coming out|opt out|log out|sold out|miss out|find out|check out|turn out|carry out|fill out|sort out|out of stock|leave a message|leave your|leave us|please leave|leave me|close to|day to day|from time to time|open your|take off|kick off|sign off|after hours|from now|looking back|once back|once again|thanks again|thank you again|again and again|after that|answering from|writing from|before you|through my|through our|through the website|ends up|in order|due to|due date of',
	},
	de: {
		back: 'kehre|kehren|zuruck|zurueck|wieder|wieder im buro|wieder im buero|wieder im haus|wieder erreichbar|wieder fur sie da|wieder da|wieder verfugbar|wieder zu erreichen|wieder geoffnet|ruckkehr|rueckkehr|zuruckkehren|wiedereroffnung',
		'not-before':
			'nicht vor|nicht vor dem|fruhestens|fruhestens am|fruehestens|fruehestens am|erst am|erst ab|erst ab dem|erst wieder am|erst wieder ab|erst wieder ab dem|erst wieder|erst|erst im',
		reply: 'antworten|beantworten|beantworte|beantwortet|bearbeiten|bearbeite|bearbeitet|melde mich|gelesen',
		last: 'bis|bis zum|bis zu',
		through: 'bis einschliesslich|bis einschlieslich|bis inklusive|bis inkl|bis incl|bis und mit',
		after: 'nach dem|nach',
		start: 'ab|ab dem|ab den|seit|seit dem|beginnend|von heute',
		range: 'vom|von|zwischen|zwischen dem',
		away: 'nicht im buro|nicht im buero|nicht im haus|nicht da|nicht am arbeitsplatz|auser haus|ausser haus|abwesend|abwesenheit|urlaub|nicht erreichbar|nicht zu erreichen|geschlossen|nicht verfugbar|verreist|dienstreise|elternzeit|krank|betriebsferien|betriebsurlaub|ferien|im mutterschutz|nicht anwesend|auser buro|unterwegs',
		available: 'erreichbar|verfugbar|geoffnet|anwesend|im buro',
		other:
			'gultig|gueltig|angebot|rechnung|geburtstag|messe|anmeldung|frist|ihre nachricht vom|ihre mail vom|ihre e mail vom|schrieb|lieferung|besuchen sie',
		neutral:
			'zuruckrufen|immer wieder|nach ruckkehr|nach meiner ruckkehr|bis dahin|bis bald|bis auf weiteres',
	},
	es: {
		back: 'vuelvo|volvere|volveremos|vuelvo a la oficina|regreso|regresare|regresaremos|me reincorporo|reincorporo|reincorporare|reincorporacion|de vuelta|de regreso|mi regreso|mi vuelta|reapertura|reabrimos|reabriremos|de nuevo disponible|retomo|retomare|estare de vuelta',
		'not-before': 'no antes del|no antes de',
		before: 'antes del|antes de',
		reply: 'respondere|contestare|atendere|responderemos|responderle|contestaremos|leere',
		last: 'hasta',
		after: 'despues del|despues de|tras el',
		start: 'a partir del|a partir de|desde|desde el',
		range: 'del|entre|entre el',
		away: 'fuera de la oficina|fuera de oficina|ausente|ausencia|vacaciones|de baja|cerrado|cerrada|cerrados|cerradas|cerraremos|no disponible|no estare|no estaremos|cierre|permiso|de viaje|fuera',
		available: 'disponible|disponibles|abierto|abiertos|localizable',
		other:
			'valido|oferta|inscripcion|factura|cumpleanos|feria|visitenos|escribio|plazo|su mensaje del|su correo del',
		neutral: 'en cuanto vuelva|hasta luego|hasta pronto|hasta nuevo aviso',
	},
	it: {
		back: 'rientro|rientrero|rientreremo|ritorno|ritornero|ritorneremo|tornero|torneremo|torno|di ritorno|mio rientro|riapertura|riapriamo|riapriremo|di nuovo disponibile|di nuovo in ufficio|riprendero|nuovamente disponibile|nuovamente in ufficio|saro in ufficio',
		'not-before': 'non prima del|non prima di',
		before: 'prima del|prima di',
		reply: 'rispondero|risponderemo|rispondere|leggero',
		last: 'fino|sino|fino al|fino a|fino all|sino al',
		after: 'dopo il|dopo',
		start: 'a partire dal|a partire da|dal|da',
		range: 'tra il|tra',
		away: 'assente|assenti|assenza|ferie|fuori ufficio|fuori sede|fuori dall ufficio|chiuso|chiusi|chiusa|chiusura|chiuderemo|vacanza|in viaggio|malattia|non disponibile|non saro|non saremo|maternita|trasferta',
		available: 'disponibile|raggiungibile|aperti|aperto',
		other:
			'valido|offerta|iscrizioni|fattura|compleanno|fiera|scritto|scadenza|vostra mail del|sua mail del|suo messaggio del',
		neutral: 'fino a nuovo avviso',
	},
	nl: {
		back: 'terug|weer|weer aanwezig|weer bereikbaar|weer op kantoor|weer terug|weer open|weer beschikbaar|weer aan het werk|hervat|heropening',
		'not-before': 'niet voor|niet eerder dan|pas op|pas vanaf|pas weer op|pas weer',
		reply: 'beantwoorden|beantwoord|antwoord ik|antwoorden|reageren|reageer|gelezen',
		last: 'tot|tot aan',
		through: 'tot en met|t / m',
		after: 'na',
		start: 'vanaf|sinds|met ingang van',
		range: 'van|tussen',
		away: 'afwezig|afwezigheid|vakantie|niet aanwezig|niet op kantoor|buiten kantoor|verlof|gesloten|niet bereikbaar|niet beschikbaar|op reis',
		available: 'bereikbaar|beschikbaar|aanwezig|open|op kantoor',
		other: 'geldig|aanbieding|factuur|verjaardag|beurs|inschrijving|schreef|uw bericht van|uw mail van',
		neutral: 'na terugkomst|tot ziens|tot nader order',
	},
};

/** What denies the words behind it. */
export const DENIALS = new Set(
	'ne n pas plus not t cannot unable never nicht kein keine no non niet geen ni without nor won don'.split(
		' ',
	),
);

/** Words between a phrase and its day that carry nothing. */
export const FILLERS = new Set(
	'le la les l au a aux en ce cette ces de du d des mon ma mes notre bureau travail poste prevu prevue prevus normalement seulement uniquement ici sera est the on in at to my our office work desk again be is will it of for from expected scheduled planned only day date starting as im am den dem der das buro buero zum zur ab los el al por il allo alla dal op per : ( ) - , " « » [ et and und me ne pas not que qu ulterieur inclus matin morning'.split(
		' ',
	),
);

/** They end the search for a day behind a phrase: nothing is stated, or not so. */
export const VAGUE = new Set(
	'bientot prochainement soon shortly asap possible ordre notice bald voraussichtlich noch spater pronto presto spoedig ulterieurement indeterminee indefinite unknown few quelques einige'.split(
		' ',
	),
);

/** Behind a last day: it is the day back. */
export const EXCLUSIVE = new Set(
	'exclu exclus exclue exclusive excluded excl exclusief excluido escluso ausschliesslich'.split(' '),
);
export const INCLUSIVE = new Set(
	'inclus incluse compris comprise inclusive included incl einschliesslich inklusive incluido inclusive compreso incluso inbegrepen'.split(
		' ',
	),
);

/** Behind a first day back: mails leave on the next. */
export const LATE_IN_THE_DAY = new Set(
	'soir midi soiree noon afternoon evening tonight nachmittag nachmittags abend abends tarde noche pomeriggio sera middag namiddag avond eod'.split(
		' ',
	),
);

/** « pendant deux semaines », "for two weeks". */
export const FOR = new Set('pendant pour for fur fuer durante per voor duree'.split(' '));
