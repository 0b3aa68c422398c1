import { plainWords, sentencesOf } from './plain-words.ts';

/** Statements about the mail itself; a question, a denial and another's automatic answer are none. */
const STATEMENTS: readonly RegExp[] = [
	/^[^a-z]{0,20}(?:(?:note|attention|hinweis|nota) ?:? )?(?:(?:ceci|c'|il s'agit|voici|this|dies|das|dit|est[aoe]|quest[aoe]|vous recevez|you(?:'re| are) receiving|hierbij)[ :]*(?:est |is |ist |es |e |cette |ce |cet |this )?)(?:une? |d'une? |an? |eine? |un[ao] |een )?(?:automati\w{1,8} (?:\w{4,14} )?(?:antwort|nachricht|mail|ruckmeldung|bericht|antwoord|reply|response|message|e-?mail|answer|abwesenheits\w{3,12}|afwezigheids\w{3,12})|(?:reponse|message|mail|courriel|e-?mail|notification|contestacion|respuesta|mensaje|correo|risposta|messaggio) automati\w{1,6}|auto-?(?:response|reply|responder))\b/,
	/^[^a-z]{0,20}automatisch(?:e|es|er)? (?:generierte|erstellte|erzeugte|gegenereerde?) (?:antwort|nachricht|e-?mail|mail|bericht|antwoord)\b/,
	/^[\s*=\-[(#_]{0,20}(?:reponse automati(?:que|see)|(?:message|mail|courriel|e-?mail) (?:automati(?:que|see)|genere automatiquement)|automat(?:ic|ed) (?:reply|response|message|e-?mail|answer)|auto-?(?:reply|response|generated (?:message|e-?mail|reply))|automatische (?:antwort|nachricht)|respuesta automatica|mensaje automatico|risposta automatica|messaggio automatico|automatisch (?:antwoord|bericht))(?:[\s*=\-\])#_.:!,;]|$)/,
	/\b(?:ceci est|c'est|voici|il s'agit (?:d'|ici d'|la d')|ce (?:message|mail|courriel|texte) est|cet? e-?mail est|vous recevez|note ?:) ?(?:bien )?(?:une?|cette|ce)? ?(?:reponse|message|mail|courriel|e-?mail|accuse de reception|notification)? ?(?:d'absence |de reponse )?(?:automati(?:que|see)|(?:genere|envoye|emis)e? (?:de facon |de maniere )?automati(?:que|quement|see)|(?:genere|envoye)e? par (?:un|notre) (?:automate|robot|systeme))/,
	/\b(?:ce|cet|cette) (?:message|mail|courriel|e-?mail|reponse)\b.{0,20}\b(?:a ete|est) (?:genere|envoye|emis)e? (?:de facon |de maniere )?automatique/,
	/\b(?:cette (?:reponse|notification)|ce (?:message|mail|courriel)) est (?:purement |entierement )?automatique\b/,
	/\b(?:this is|this (?:e-?mail |message |mail |reply |response )?(?:is|was|has been)|you are receiving|please note this is) (?:an? |this )?(?:automat(?:ed|ic)|auto-?generated|automatically[ -]generated|system[ -]generated|auto)[ -]?(?:e-?mail |ticket |system |out of office )?(?:acknowledge?ment|repl(?:y|ies)|responses?|messages?|e-?mails?|mails?|answers?|notifications?|confirmation)/,
	/\bthis (?:e-?mail|message|mail|reply|response) (?:is|was|has been|is being) (?:automatically (?:generated|sent|created)|(?:generated|sent|created) (?:automatically|by (?:a|our|an automat\w+) (?:machine|system|robot)))\b/,
	/\b(?:dies(?:es)? ist|das ist|hierbei handelt es sich um) eine? automatisch\w*\b.{0,30}\b(?:antwort|nachricht|e-?mail|mail|benachrichtigung)/,
	/\bdiese (?:e-?mail|nachricht|mail|antwort) (?:ist|wurde) (?:\w+ )?automatisch (?:generiert|erstellt|erzeugt|versendet|verschickt|gesendet)/,
	/\b(?:est[ao]? es|este (?:mensaje|correo)(?: electronico)? (?:es|ha sido|fue)) (?:una? )?(?:respuesta |mensaje |correo )?(?:generad[oa] |enviad[oa] )?(?:de forma )?automatic/,
	/\b(?:questa e|questo e|questo messaggio (?:e|e stato)|questa (?:e-?mail|mail) (?:e|e stata)) (?:una? )?(?:risposta |messaggio |e-?mail )?(?:generat[oa] |inviat[oa] )?automatic/,
	/\b(?:dit is|dit bericht is|deze (?:e-?mail|mail) is) (?:een )?automatisch\b/,
	/\bapologi[sz]e for this automat(?:ic|ed) (?:reply|response|message)\b/,
];
const DENIED =
	/\?|\bn'est (?:pas|plus)\b|\b(?:anti-?virus|virus|avast|scann?\w*|signature|signed|exclaimer|codetwo|disclaimer|avertissement|pied de page|footer|haftungsausschluss|vireninfo\w*)\b|\bpas (?:une?|d') ?(?:reponse|message)|\b(?:not|isn't|wasn't|never) (?:an? )?auto|\bkeine? automat|\bno es\b|\bnon e\b|\bgeen auto/;

/** The sentence of a mail that says that a machine wrote it. */
export function saysAutomatic(text: string): string | undefined {
	return sentencesOf(text.slice(0, 8_000)).find((sentence) => {
		const words = plainWords(sentence);
		return !DENIED.test(words) && STATEMENTS.some((pattern) => pattern.test(words));
	});
}
