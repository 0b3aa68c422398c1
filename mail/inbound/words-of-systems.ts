import type { SmtpStage } from '#mail/smtp/classify.ts';

/**
 * How mail systems word their reports: Exchange 2003 to Online, Exim, qmail, Postfix, sendmail, Gmail, Yahoo, Zoho, Amazon,
 * Domino, DragonFly, mail.ru, and the French operators, in the languages that their servers speak. All but `MARKS_OF_RETURNED`
 * are matched with `plainWords` (docs/design/reply-detection.md#reports).
 */

/** Local parts and names under which only mail systems write. */
export const SYSTEM_ADDRESS =
	/^(?:mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|mdaemon|double-bounce|microsoftexchange[0-9a-f]{0,40}|mail[-_.]?delivery(?:[-_.]?(?:system|subsystem))?)@/;
export const SYSTEM_NAME =
	/^(?:mail delivery (?:sub)?system|mailer[- ]daemon|system administrator|administrateur systeme?|systemadministrator|postmaster)\b/;

/** Begins of reports, at the begin of their text. */
export const OPENINGS: readonly RegExp[] = [
	/^hi\. this is the qmail-send program|^hi\. this is the .{1,60} program at/,
	/^this is the (?:mail system|postfix program|mail delivery (?:system|agent)|dragonfly mail agent|mail transfer agent)\b/,
	/^this (?:message|e-?mail) was (?:created|generated) automatically by (?:the )?mail (?:delivery|system)/,
	/^this is an? (?:automatic(?:ally[- ]generated)?|machine[- ]generated) (?:delivery status notification|message from the .{0,40}mail|bounce)/,
	/^the original message was received at\b/,
	/^delivery (?:has failed|to the following|is delayed|failed|incomplete)\b|^\** ?(?:address not found|message not delivered|message blocked|delivery incomplete|recipient inbox full) ?\**/,
	/^(?:sorry, )?(?:we were|i was|i am|i'm) (?:unable|not able|sorry)\b.{0,80}\b(?:deliver|message|mail)/,
	/^your (?:message|e-?mail|mail)\b.{0,400}\b(?:did not reach|couldn't be|could not be|can ?not be|was not|wasn't|has not been|hasn't been|is undeliverable|failed to)\b/,
	/^(?:your|the|this) (?:message|e-?mail|mail)\b.{0,200}\b(?:was|has been|were) (?:rejected|refused|blocked|bounced|returned|deferred)\b/,
	/^(?:la boite (?:aux lettres|de reception|mail|de messagerie)|the (?:recipient|mailbox|inbox|user)|the recipient's (?:mailbox|inbox)|das postfach|el buzon|la casella)\b.{0,120}\b(?:pleine?|full|quota|voll|llen[oa]|pien[oa]|over|exceeded|depasse\w*|n'existe pas|does not exist|doesn't exist|unknown|introuvable)\b/,
	/^(?:the |a |an )?(?:following )?(?:message|e-?mail|mail|error)\b.{0,100}\b(?:could not be delivered|couldn't be delivered|was undeliverable|(?:while|when) (?:trying|attempting) to deliver|not delivered)/,
	/^(?:message|mail|e-?mail) (?:delivery|could not|failed|not delivered|undeliverable)\b|^(?:undeliverable|unable to deliver|failed to deliver|could not deliver|there was an error delivering|technical details of permanent failure)\b/,
	/^(?:bonjour,? )?(?:ceci est (?:un|une) .{0,80}\b)?(?:.{0,60}\b)?votre (?:message|courriel|mail|e-?mail)\b.{0,120}\b(?:n'est pas parvenu|n'a (?:pas )?pu etre|n'a pas (?:encore )?ete|ne peut (?:pas )?etre|est en erreur|a ete (?:rejete|refuse|bloque))/,
	/^(?:la remise|echec de (?:la )?remise|echec (?:lors )?de (?:l'envoi|la distribution|la livraison)|impossible de (?:remettre|distribuer|delivrer|livrer)|la distribution|le message (?:suivant )?n'a)\b/,
	/^(?:ihre|die|diese) (?:nachricht|e-?mail|mail)\b.{0,100}\bnicht (?:zugestellt|ubermittelt)|^(?:fehler|zustellung|die zustellung)\b.{0,60}\b(?:zustell|fehlgeschlagen|nicht moglich)/,
	/^(?:no se (?:puede|pudo|ha podido)|su mensaje no|el mensaje no|error al)\b.{0,60}\b(?:entreg|envi)|^(?:impossibile|il messaggio non|il tuo messaggio non|consegna non)\b|^(?:uw|het|je) (?:bericht|e-?mail)\b.{0,60}\bniet (?:bezorgd|afgeleverd)|^a sua mensagem nao|^nao foi possivel entregar/,
];

/** Begins of subjects of reports. */
export const FAILURE_SUBJECT =
	/^[^a-z0-9]{0,80}(?:undeliver(?:ed|able)\b|non[- ](?:remis|distribue|distribuable|delivre|delivrable|livrable)|mail delivery (?:failed|failure|problem|error|system)|delivery (?:status notification|failure|failed|report|notification|delay|error|has failed|unsuccessful)|(?:message|mail|e-?mail) delivery (?:failure|failed|error)|returned (?:mail|to sender|e-?mail)|failure notice|mail (?:failure|could not|not delivered|system error|returned)|(?:message|mail|e-?mail|courriel) (?:undeliverable|not delivered|could not|non (?:remis|distribue|delivre)|delayed|rejected|refused|blocked|bounced|rejete|refuse|bloque|abgelehnt|abgewiesen|zuruckgewiesen|rechazado|respinto|geweigerd)\b|echec (?:de |d'|lors |dans )|notification (?:d'etat|d'echec|de (?:non[- ])?(?:remise|distribution))|rapport de non[- ]remise|avis de non|erreur (?:de|lors de) (?:remise|distribution|livraison|l'envoi)|unzustellbar|zustell\w{0,10}fehler|fehler bei der (?:nachrichten)?zustellung|nicht zugestellt|nicht zustellbar|no se (?:puede|ha podido|pudo) entregar|(?:correo|mensaje) (?:devuelto|no entregado)|mancata consegna|impossibile (?:recapitare|consegnare)|onbestelbaar|niet bezorgd|nao foi possivel|nao entregue|could not deliver|unable to deliver|delayed mail|warning: (?:message\b.{0,60}\b(?:delayed|undelivered|not)|could not)|non delivery|ndr\b|message (?:status|you sent)|(?:permanent )?delivery (?:problem|failure)|permanent (?:delivery )?(?:failure|error)|delivery status|mail delivery\b.{0,20}\b(?:failed|failure)|(?:delivered|relayed|remis|expanded) ?: )/;

/** A mail that somebody passes on or answers. */
export const PASSED_ON = /^[^a-z0-9]{0,4}(?:re|aw|sv|rv|r|tr|fwd?|wg|i|enc|doorst)(?:\[\d\])? ?: /;

/** Nothing failed: it is told that a mail arrived. */
export const TELLS_SUCCESS =
	/\(success\)|\(relay(?:ed)?\)|^(?:delivered|relayed|remis|expanded) ?: |^your message (?:was|has been) successfully (?:delivered|relayed)|successful mail delivery report/;

/** Nothing failed yet. */
export const TELLS_DELAY =
	/\(delay(?:ed)?\)|\bdelay(?:ed|s)?\b.{0,60}\b(?:mail|message|delivery|hours?)\b|\b(?:mail|message|delivery|remise|distribution)\b.{0,20}\b(?:delay|retard|differe)|\bwarning (?:message )?only\b|\bwarning: (?:message\b.{0,60}\bdelayed|could not)|\bwill (?:continue|keep|be retried|retry)\b|\bcontinue(?:ra)? (?:to try|trying|a essayer|d'essayer)|\b(?:not|n't) yet (?:been )?deliver|\bpas encore (?:ete |pu )|\bstill being retried\b|\bdelivery attempts will\b|\bdelivery incomplete\b|\bnouvelles tentatives\b|\bno action is required\b/;

/** Lines that begin the mail that came back; matched with the text itself, line by line. Fields of a mail stand at the margin. */
export const MARKS_OF_RETURNED: readonly RegExp[] = [
	/^[- ]{0,12}(?:below this line is a copy|this is a copy of|copie du message|original message|message (?:text|header)s? follow|original message follows|the header of the original|below is a copy|unsent message|returned message|d[ée]but du message|message d.origine|urspr[üu]ngliche nachricht|mensaje original|transcript of the original)/i,
	/^(?:original message headers|en-t[êe]tes de message d.origine|urspr[üu]ngliche nachrichtenkopfzeilen|encabezados de mensajes originales)/i,
	/^(?:return-path|received|from|dkim-signature|mime-version|message-id|x-refrain-send):/i,
];

/** Where in the conversation a report says that the refusal came; matched in lower case. */
export const STAGES: readonly (readonly [SmtpStage, RegExp])[] = [
	[
		'connect',
		/\bafter initial connection\b|\b(?:after|in reply to|to our) (?:helo|ehlo)\b|\brefused to talk to me\b|\binitial (?:server )?greeting\b|\bin reply to (?:initial|connect)/g,
	],
	[
		'mail',
		/\bafter (?:pipelined )?mail (?:from|command)\b|\b(?:in reply|in response) to (?:the )?mail from\b|\bdid not like our mail from\b|\bdoes not like sender\b|\[mail_from\]|>>> mail from\b|\bmail from command\b/g,
	],
	[
		'dot',
		/\bafter (?:the )?end of data\b|\b(?:in reply|in response) to (?:the )?end of data\b|\bafter i sent the message\b|\[body\]|\bdid not like our (?:final )?(?:data|message)\b/g,
	],
	['data', /\bafter (?:pipelined )?data\b|\bin reply to (?:the )?data command\b|\[data\]/g],
	[
		'rcpt',
		/\bafter (?:pipelined )?rcpt (?:to|command)\b|\b(?:in reply|in response) to (?:the )?rcpt to\b|\bdid not like our rcpt\b|\bdoes not like recipient\b|\[rcpt_to\]|>>> rcpt to\b/g,
	],
];

/** Addresses that reports name beside the recipient: whom to ask. */
export const ASKED_FOR_HELP = /^(?:mailer-daemon|abuse|postmaster|hostmaster|helpdesk|no-?reply)@/;
