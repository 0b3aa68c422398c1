/**
 * What the words of a refusal say, whatever its codes are. In the order in which they are asked: first whose matter it is,
 * for a server that refuses us may do so under the code of an unknown address (5.7-4).
 */
export type SaidInWords =
	/** Too many of our conversations at once, or too many in a moment. */
	| 'our-pace'
	/** Our account sends more than it may. */
	| 'our-limit'
	/** Our account is blocked, or our server does not carry mail for us. */
	| 'our-account'
	/** The sender's address may not be used by us, or is not accepted. */
	| 'our-address'
	/** The recipient takes mail from named senders only. */
	| 'restricted'
	| 'authentication'
	| 'full'
	| 'too-large'
	/** The recipient gets more mail than they may. */
	| 'receives-too-much'
	/** Our server, network or domain is not trusted. */
	| 'reputation'
	| 'loop'
	| 'content'
	| 'spam'
	| 'policy'
	/** Neither this address nor its domain takes any mail. */
	| 'nobody'
	| 'blocked'
	| 'later';

/**
 * Matched with `plainWords`, without addresses and the paths of links. Gaps are bounded: a refusal may be a megabyte long.
 * French, English, German, Spanish, Italian, Dutch and Portuguese, as servers word them.
 */
export const WORDS_OF_REFUSALS: readonly (readonly [SaidInWords, readonly RegExp[]])[] = [
	// Said of who sends: what follows, such as an unusual activity, is why the host suspended the account.
	[
		'our-account',
		[/\bsender address (?:rejected|refused): (?:account|mailbox) (?:suspend|disabl|block|lock)/],
	],
	[
		'our-pace',
		[
			/\b(?:rate|thread)[ -]?limit(?!ed)/,
			/\b(?:too many|trop de) ?(?:concurrent|simultaneous|connections|connexions|logins|sessions|login attempts)\b/,
			/\b(?:max(?:imum|\.)?|limit|nombre) (?:\S{1,20} ){0,3}(?:concurrent|simultaneous|simultanees?) (?:smtp )?(?:connections?|connexions?|sessions?)\b|\bconcurrent (?:connections?|sessions?) (?:limit|exceeded)/,
		],
	],
	[
		'our-limit',
		[
			/\b(?:sending|outgoing|outbound|daily|hourly|sender|submission|envoi|quotidienne?|horaire)[\w' ]{0,20}\b(?:limite?|quota|threshold)\b/,
			/\b(?:limite?|quota)[\w' ]{0,20}\b(?:d'envoi|journaliere?|quotidienne?|horaire|per (?:hour|day|minute)|par (?:heure|jour))\b/,
			/\blimite? (?:of|de) \d{1,9} (?:messages|e-?mails|mails|recipients|destinataires)\b/,
			/\b(?:too many|(?<!recoit )trop d[e']) ?(?:messages|e-?mails|mails|recipients|destinataires|errors|erreurs|envois)\b/,
			/\btenant\b.{0,30}\b(?:threshold|limit)/,
			/\b(?:slow down|throttl\w{1,5}|frequency limit|unusual (?:sending )?(?:activity|rate)|unsolicited mail originating)\b/,
			/\b(?:recipients|messages|mails|e-?mails) (?:per|this|in (?:one|an|the last)) (?:hour|day|minute|heure)\b/,
		],
	],
	[
		'our-account',
		[
			/\binsecure mail relay\b|\b(?:no relaying allowed|not configured to relay)\b|\brelay(?:ing)?\b.{0,30}\b(?:denied|not (?:allowed|permitted|authorized)|prohibited|refused|disallowed|interdit)\b/,
			/\b(?:unable to|can ?not|do(?:es)? not|don't|doesn't|not permitted to|not allowed to|won't|will not) relay\b|\brelais (?:refuse|interdit|non autorise)|\bopen relay\b|\ballowed rcpthosts\b/,
			/\b(?:your|sender's|senders|sending|votre|ihr|su|il tuo) (?:[\w-]{1,20} ){0,3}(?:account|mailbox|compte|boite|tenant|subscription|konto|cuenta)\b.{0,60}\b(?:suspend|disabl|block|lock|limit|restrict|deactiv|bloqu|desactiv|banned|prevent|compromis|gesperrt|suspendid)/,
			/\b(?:account|compte)\b.{0,60}\b(?:suspen|block|bloqu|lock|restrict).{0,60}\b(?:contact(?:ez)?|call) (?:your|votre) (?:provider|hebergeur|administrat|host|fournisseur|operat)/,
			/\b(?:outbound|outgoing|sortants?) (?:spam|mail|e-?mail|messages?)\b.{0,40}\b(?:detected|disabled|blocked|suspended|restricted|not allowed|bloque|suspendu|interdit)/,
			/\b(?:spam abuse detected|traffic not accepted|banned sen(?:der|ding)|user is blocked from sending|compte (?:bloque|suspendu) pour)/,
		],
	],
	[
		'our-address',
		[
			/\bpermissions? to send (?:as|on behalf)|\bsend ?as ?denied|\bnot (?:allowed|authori[sz]ed|permitted|have permission) to (?:send (?:as|from|mail from|messages? from|using|on behalf)|use (?:this|the))/,
			/\b(?:sender|mail from|return[- ]path|envelope[- ]from|from[- ](?:address|header|domain))\b(?: e-?mail)?(?: address| domain| id)?(?: …)?[ :<>…-]{0,6}(?:(?:is|was|has been|not) ){0,2}(?:rejected|refused|denied|invalid|unknown|allowed|authori[sz]ed|found|owned|verified|valid|blocked|accepted|verify|verification|syntax|forbidden|unresolvable|misformatted)/,
			/\b(?:bad|invalid|unknown|unauthori[sz]ed|forged|unverified|rejected|illegal|bogus|unroute?able|unresolvable) (?:outbound |envelope |return )?(?:sender|from address|mail from)\b|\bdomain does not exist ?:|\bvalid from\b|\bfrom: domain\b/,
			/\bnot owned by\b|\b(?:sender )?verification failed\b|\brequires that you verify\b|\bdoes not like sender\b|\bdomain of sender\b|\bsender(?:'s)? (?:address|domain)\b.{0,40}\b(?:does not|doesn't|not|could not|cannot) (?:exist|resolve|be (?:verified|resolved)|match|found)/,
			/\b(?:e-?mail )?address(?:es)? (?:is|are) not verified\b|\b(?:expediteur|emetteur)\b.{0,40}\b(?:refuse|rejete|invalide|inconnu|interdit|non autorise|incorrect)|\babsender\b.{0,40}\b(?:abgelehnt|unbekannt|ungultig|nicht)|\bremitente\b.{0,40}\b(?:rechazad|desconocid|no )|\bmittente\b.{0,40}\b(?:rifiutat|sconosciut|non )/,
		],
	],
	[
		'restricted',
		[
			/\bresolver\.rst\b|\bdelivery restriction|\bnot authori[sz]ed to send (?:\S{1,20} ){0,2}to\b/,
			/\bonly accepts? (?:\S{1,20} ){0,2}from\b|\b(?:does|do) not have permission to send to|\bpermission to (?:send to|deliver to|post)\b|\bonly (?:members|people|senders) (?:in|inside|of|from)\b/,
			/\b(?:sender|you)(?:'s)? (?:not|isn't|aren't|is not|are not) (?:allowed|authenticated|authori[sz]ed|permitted) (?:to|for|by) (?:send|post|write|e-?mail|this|the)\b|\b(?:recipient|destinataire)\b.{0,30}\b(?:doesn't|does not|n'accepte pas|only) (?:accept|de messages?)|\bpas (?:l'autorisation|autorise) (?:d'envoyer|a envoyer|a ecrire)/,
			/\brecipient(?:'s)? preferences\b|\bblocked by (?:the )?(?:recipient|user|addressee)\b|\bnot pre-?approved\b|\brecipient (?:has )?(?:blocked|refused|rejected) (?:your|the|this) (?:message|mail|e-?mail|address)/,
		],
	],
	[
		'authentication',
		[
			/\bauthentication (?:is )?required|\brequires authentication\b|\bmust (?:be )?authenticated?\b|\bauthentification (?:requise|obligatoire)|\bnot authenticated\b|\bplease authenticate\b/,
		],
	],
	[
		'full',
		[
			/\b(?:mail ?box|inbox|account|user|recipient|boite|messagerie|mail (?:database|file)|postfach|buzon|casella|disk|storage|espace)\b.{0,60}\b(?:full|pleine?|saturee?|satur|voll|llen[oa]|pien[oa]|vol|lotad[oa])\b/,
			/\bover ?-?quota|\bover (?:its|the|their|his)? ?(?:\w{1,12} )?quota|\bquota\b.{0,50}\b(?:exceed|depasse|atteint|full|reached|superad|uberschritten)|\b(?:exceed(?:s|ed|ing)?|depass\w{1,5}|depassement)\b.{0,30}\b(?:quota|storage|disk)|quotaexceeded|\bdisk quota\b/,
			/\binsufficient (?:system |disk )?(?:storage|space)|\bout of (?:storage|space|disk)|\b(?:no|not enough) (?:\w{1,12} )?(?:space|storage)\b|\bespace (?:disque )?insuffisant|\bmailbox size limit|\bfull (?:mailbox|inbox)\b|\b(?:mail ?box|inbox)\b.{0,30}\bexceed(?:s|ed)?\b.{0,30}\b(?:limit|maximum|size)|\bspace\b.{0,20}\bused up\b|\benough (?:\w{1,12} )?(?:space|storage)\b|\b(?:user|domain)disk quota|\bquota violation|\b(?:exhausted|exceed(?:s|ed)) (?:its |the )?(?:allowed|storage|mailbox)\b|\bmail ?folder is full/,
		],
	],
	[
		'too-large',
		[
			/\b(?:too|trop) (?:large|big|long message|gros|volumineux|grand)\b|\b(?:message|mail|e-?mail|attachment)s?\b.{0,40}\b(?:size (?:limit|exceed)|exceeds?\b.{0,30}\b(?:size|limit|maximum))|\bsize limit\b|\bexceeds? (?:the )?(?:maximum|fixed)\b|\bmaximum (?:message )?size\b|\btaille (?:maximale|du message)/,
		],
	],
	['receives-too-much', [/\breceiving (?:mail|e-?mails?|messages) (?:too quickly|at a rate|too fast)/]],
	[
		'reputation',
		[
			/\b(?:black|block|deny|reject) ?-?list|\b(?:ou|sc|dy)-00\d\b|\b(?:dns)?[rb]bls?\b|\bdnsbl\b|spamhaus|spamcop|barracuda|\bsorbs\b|uceprotect|\bsurbl\b|\buribl\b|senderbase|cloudmark|\breputation\b|\breputacion\b|\bliste noire\b|\bwpbl\b|\bmailspike\b|\babusix\b/,
			/\bblocked using\b|(?<!\bnot )\blisted (?:at|on|in|by|as)\b|\bdmarc\b|\bspf\b|\bsender policy framework\b|\bdkim\b|\bunauthenticated\b|\breverse dns\b|\bptr\b|\brdns\b|\breverse (?:lookup|hostname)|\bfind your (?:reverse )?hostname|\b(?:helo|ehlo)\b(?!=)|\bclient host\b|\bdynamic ip\b|\bgeneric (?:hostname|rdns)/,
			/\b(?:your|client|sending|sender|source|connecting|votre) (?:ip|host|network|server|mta|serveur|adresse ip|domain|domaine)\b|\bips? (?:address(?:es)? )?.{0,60}\b(?:block|reject|refus|den(?:y|ied)|ban|bloqu|interdit)|\btheir network is on\b|\bsuspicious(?:ly)?\b|\bspammers?\b|\bcomplaints\b|\bopen proxy\b|\bmessages from \d{1,3}\.\d|\bsmtp server of your\b|\b(?:can ?not|could not|unable to) resolve your\b|\bunresolvable relay\b|\bno access from\b|\byour remote ?host\b|\bbanned\b(?! (?:file|content))|\bnot accepted from (?:dynamic|your)|\btoo many (?:spam|invalid)/,
		],
	],
	[
		'loop',
		[
			/\bmail(?:ing)? (?:forwarding )?loop|\btoo many (?:hops|received)|\bloops? back\b|\bhop count\b|\bboucle de (?:messagerie|courrier)|\brouting loop\b|\bloop detected\b/,
		],
	],
	[
		'content',
		[
			/\b(?:attachments?|pieces? jointes?)\b.{0,60}\b(?:not|reject|refus|block|forbid|bann|prohibit|interdit|bloqu)|\b(?:reject|refus|block|forbid|bann|restrict|because of|due to).{0,60}\b(?:attachments?|pieces? jointes?)\b/,
			/\bvirus\b|\bmalware\b|\binfected\b|\bcontent (?:was |is )?(?:rejected|refused|not (?:accepted|allowed)|denied|filter)|\bbanned (?:file|content)|\bexecutables?\b|\bcontenu (?:refuse|interdit|rejete)/,
		],
	],
	[
		'spam',
		[
			/\bspam(?:my|assassin)?\b|\bjunk\b|\bunsolicited\b|\bphishing\b|\bbulk (?:e-?)?mail\b|\bindesirables?\b|\bpourriels?\b|\bcorreo no deseado\b|\bnot rfc ?\d{0,4} compliant\b/,
		],
	],
	[
		'policy',
		[
			/(?<!\bprivacy )\bpolic(?:y|ies)\b|\bpolitique\b(?! de confidentialite)|\brichtlinien?\b|\btransport\.rules\b|\b(?:transport|mail ?flow) rule|\bby (?:a )?(?:rule|filter|content filter)\b|\badministrative prohibition\b|\badministratively prohibited\b/,
			/\b(?:message|mail|e-?mail|contents?)\b (?:(?:has|was|is|been|a|ete|est) ){0,3}(?:refused|rejected|blocked|denied|refuse|rejete|bloque)\b(?! : | because of (?:unknown|invalid))/,
		],
	],
	[
		'nobody',
		[
			/\b(?:user|mail ?box|recipient|address|account|person|domain|host|alias|addressee|mailbox name|username|name|e-?mail)(?:e?s)?\b.{0,40}\b(?:unknown|not (?:be )?(?:found|known|listed|exist\w{0,4}|a valid|valid|recogni[sz]ed|reachable|local|active|present)|does ?n[o']t exist|doesnt exist|invalid|no longer (?:on|exists?|valid|active|available|in (?:use|service)|accept\w{0,3})|non-?exist[ae]nt|no exist\w{0,4}|disabled|deactivated|discontinued|closed|deleted|terminated|inactive|inactivity|unavaila?ble|unroute?able|undeliverable)\b/,
			/\b(?:unknown|no such|not such|invalid|bad|illegal|non[- ]?existent|unroute?able|undefined|wrong|incorrect|deactivated|closed)(?: or |[ /-])(?:(?:invalid|illegal|non-?existent|unknown|inactive|mail)[ -])?(?:local |destination |e-?mail |mail |virtual |rcpt |final |mailbox |final delivery )?(?:user ?id|user|mail ?box|recipient|address|account|alias|domain|person|host|name|local[- ]part|destination)/,
			/\bno (?:mailbox|user|account|one|person|recipient|alias)\b.{0,20}\b(?:by|with|of|under|at|for|here|in) (?:that|this|the)\b|\bno (?:mail ?box|account|user|recipient)s? (?:here|found|available)\b|\bdo(?:es)?(?:n't| not) have an? .{0,60}\baccount\b|\bnot an? (?:known|valid|local|registered|current|active) (?:user|recipient|mail ?box|address|account|e-?mail|customer)\b|\bis not (?:known|valid|registered) (?:here|at|on)\b/,
			/\bcould(?:n't| not) find any host\b|\b(?:no|not found any|without|invalid) (?:mx|mail exchanger?)\b(?: (?:or a )?records?)?\b|\bmx records? (?:point|indicated)|\bnull ?mx\b|\bdomain (?:name )?(?:is )?not (?:found|reachable|exist)|\b(?:nxdomain|dns domain)\b|\bdoes not accept (?:e-?)?mail\b|\bno smtp service\b/,
			/recip(?:ient)?notfound|\buserunknown\b|\bbadrcptto\b|\bbadrecipientto\b|\bvalidrcptto\b|\bname directory\b|\bdomain must exist\b|\bhandle mail for (?:that|this)\b|\bfalta de uso\b|\bper inutilizzo\b|\bnie istnieje\b|\bnie ma takiego\b|…[>)\]"']{0,2}:? (?:does not exist|doesn't exist|(?:is |was )?(?:not found|unknown))\b|\b(?:extended|due to) inactivity\b|exrecipnotfound|\brecipient address rejected: access denied|\bnot listed in (?:the |public |domino )|\bnot (?:in|on) (?:my|our|the) (?:list|directory|database|server|system)|\bno such mail drop\b|\bunable to find (?:the |this )?(?:alias|recipient|user|address|mailbox)|\b(?:was|is|were)(?:n't| not) found\b|\bcould(?:n't| not) be found\b|\bnot our customer\b|\bnot found in (?:the |our )?(?:directory|address)|\bno valid recipients?\b/,
			/\b(?:utilisateur|destinataire|adresse|compte|boite|domaine|messagerie|abonne|correspondant)s?\b.{0,60}\b(?:inconnue?s?|introuvables?|inexistante?s?|invalides?|non trouvee?s?|desactivee?s?|fermee?s?|supprimee?s?|incorrecte?s?|erronee?s?|resiliee?s?|cloturee?s?|archivee?s?|non valides?|plus valides?)\b/,
			/\bn'existe(?:nt)? (?:pas|plus)\b|\bn'a pas ete trouve|\binconnue? (?:a cette adresse|sur ce|dans)|\bimpossible de trouver\b|\baucun (?:utilisateur|compte|destinataire)\b/,
			/\bunbekannt|\bexistiert nicht|\bnicht (?:gefunden|bekannt|vorhanden)\b|\bungultige? (?:empfanger|adresse)|\bdesconocid[oa]|\bno (?:existe|se encontro|se ha encontrado)\b|\binexistente|\bsconosciut[oa]|\bnon (?:esiste|trovat[oa])\b|\bnessun utente\b|\bonbekend|\bbestaat niet\b|\bniet gevonden\b|\bdesconhecid[oa]|\bnao existe\b/,
		],
	],
	['blocked', [/\bblocked\b|\bbloquee?\b|\baccess denied\b|\bacces refuse\b|\bgesperrt\b/]],
	[
		'later',
		[
			/\bgr[ea]y-?list|\bpostgrey\b|\btry(?:ing)? again|\btemporar|\bdeferred\b|\btimed ?out\b|\btime-?out\b|\bconnection (?:refused|lost|reset|dropped)|\bno route to host|\bunreachable\b|\bretry (?:time|limit|in)|\bexpired?\b|\bqueue too long|\bcould not be delivered for\b|\blost connection\b|\bserver (?:busy|error)|\bnot responding\b|\brequests to connect\b|\bsocket error\b|\bcan't connect to\b|\bservice (?:is )?(?:currently )?unavailable|\bdelais? (?:d'attente|depasse|expire)|\breessay|\bulterieurement\b|\bplus tard\b|\bmaintenance\b|\bdid not (?:complete|respond)|\bnicht erreichbar\b|\bversuchen sie es spater|\bname server timeout|\bqueued too long|\bsuspended\b|\bsuspendue?\b|\bfrozen\b|\b(?:is|was) locked\b/,
		],
	],
];

/** Words that take back what others say for good: the address may be there again tomorrow. */
export const FOR_NOW =
	/\btemporar|\btry(?:ing)? (?:again|later)|\bfor now\b|\bmomentan|\bpour le moment\b|\bvorubergehend/;

/** Words of another matter than whether an address exists: a bare status that says so is not believed beside them. */
export const ANOTHER_MATTER =
	/\b(?:quota|space|storage|limits?|exceed\w{0,5}|full|size|(?:anti)?spam|contents?|filter\w{0,3}|polic(?:y|ies)|protocol|attachments?|relay\w{0,3}|authenti\w{0,8}|subscri\w{0,6}|members?|mailing list|networks?|connections?|sender|settings?|rules?|abuse|reputation|block\w{0,3})\b/;

/** Words that say without doubt that the address does not exist, under a code of policy too. */
export const CLEARLY_NOBODY =
	/\b(?:user unknown|unknown (?:user|recipient|mailbox)|no such (?:user|mailbox|recipient|address)|(?:user|mailbox|recipient|address|account) (?:does not|doesn't) exist|user not found|n'existe pas)\b/;

/**
 * Numbers of Orange (`OFRnnn_416`) and La Poste (`LPNnnn_416`); SFR and Free word their refusals
 * (docs/design/reply-detection.md#classes).
 */
export const NUMBERS_OF_OPERATORS: ReadonlyMap<string, SaidInWords> = new Map([
	...['101', '102', '103', '401', '506', '510', '517', '630', '999'].map(
		(number) => [number, 'reputation'] as const,
	),
	['104', 'our-limit'],
	['305', 'authentication'],
	['402', 'authentication'],
	...['403', '405', '415'].map((number) => [number, 'our-address'] as const),
	['416', 'nobody'],
	['417', 'full'],
	['420', 'later'],
	['426', 'later'],
	['505', 'later'],
	['514', 'too-large'],
]);

/** How an operator writes one of its numbers, in lower case. */
export const NUMBER_OF_OPERATOR = /\b(?:ofr|lpn)\d{0,3}_(\d{3})\b/;
