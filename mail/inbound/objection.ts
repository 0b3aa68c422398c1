import { plainWords, sentencesOf } from './plain-words.ts';

/** Words, without accents, that ask for no further mail. "Not interested" and "no need to follow up" are not among them. */
const FRENCH = [
	/\bne (?:plus|jamais)(?: jamais)? (?:m'|me |nous )(?:re)?(?:contacter|ecrire|solliciter|relancer|envoyer|demarcher|adresser|importuner|deranger)/,
	/\bne (?:m'|me |nous )(?:re)?(?:contactez|ecrivez|sollicitez|relancez|envoyez|demarchez|adressez|importunez|derangez) plus\b/,
	/\b(?:cessez|cesser|arretez|arreter) (?:de |d'|tous |tout |vos |ces )(?:m'|me |nous )?\w+/,
	/\b(?:je|nous) ne (?:souhaite|souhaitons|veux|voulons|desire|desirons|voudrais|voudrions) plus (?:recevoir|etre (?:re)?(?:contacte|sollicite|demarche|relance|derange))/,
	/\b(?:retir|supprim|enlev|effac|ot|ray|radi)\w{1,5}(?:-| )?.{0,30}?\b(?:moi|nous|mon adresse|notre adresse|mes (?:coordonnees|donnees|informations)|nos (?:coordonnees|donnees)|mon (?:mail|e-?mail|nom|contact|compte)|adresse)\b.{0,30}\b(?:fichiers?|listes?|bases?|mailings?|envois?|diffusion|prospection|contacts|relances?)\b/,
	/\b(?:supprim|effac)\w{1,5} (?:toutes )?(?:mes|nos) (?:donnees|coordonnees|informations)/,
	/\b(?:desinscri|desabonn)\w*-(?:moi|nous)\b/,
	/\b(?:me|nous) (?:desinscri|desabonn)\w+/,
	/\b(?:je|nous) (?:m'oppose|nous opposons|souhaite m'opposer)\b.{0,40}\b(?:traitement|prospection|utilisation|envoi|messages?|mails?|donnees)/,
	/\bdroit d'opposition\b/,
	/\bplus (?:aucun|un seul) (?:mail|e-?mail|message|courriel)\b.{0,30}\b(?:svp|s'il vous plait|de votre part|merci)/,
];
const ENGLISH = [
	/\b(?:please )?unsubscribe (?:me|us)\b/,
	/\b(?:remove|delete|take) (?:me|us|my|our)\b.{0,40}\b(?:list|lists|database|mailing|records|files?)\b/,
	/\b(?:delete|erase|remove) (?:all )?(?:my|our) (?:personal )?(?:data|details|information|address|e-?mail)\b/,
	/\bstop (?:e-?mailing|contacting|writing|messaging|spamming|sending|bothering)\b/,
	/\b(?:do not|don't|please never|never) (?:e-?mail|contact|write(?: to)?|message|send)\b.{0,30}\b(?:again|any ?more|any further|in (?:the )?future)\b/,
	/\b(?:no longer|don't|do not) (?:wish|want) to (?:receive|get|hear|be contacted)\b.{0,40}\b(?:any ?more|again|further|from you|e-?mails?|messages?|contacted)\b/,
	/\bno (?:more|further) (?:e-?mails?|messages?|contact) (?:please|from you)\b/,
	/\b(?:i|we) (?:would like to |want to |wish to )?opt[ -]?out\b/,
	/\bobject to (?:the |any )?(?:processing|use) of (?:my|our)\b/,
];
/** A whole answer of one word. */
const ALONE =
	/^(?:stop|stop svp|stop merci|desinscription|desabonnement|desinscrire|unsubscribe|opt[ -]?out|remove)[ .!]*$/;
/** « ne me retirez pas de votre liste » */
const DENIED =
	/\bne (?:m'|me |nous )?\w+(?:-moi)? pas\b|\bplease (?:do not|don't) (?:remove|unsubscribe|delete|take)\b|\bne pas (?:me|nous) (?:retirer|desinscrire|desabonner)/;

/**
 * The sentence with which a person objects to further mail, in French or English (5.6-8). Conservative: a refusal of the
 * offer is an ordinary reply.
 *
 * @param visibleText What the writer wrote now. Quoted lines are skipped again: our own objection line may stand there.
 * @param ours Lines that we put under our mails ourselves.
 */
export function objectionIn(visibleText: string, ours: readonly string[] = []): string | undefined {
	const own = visibleText
		.split('\n')
		.filter((line) => !/^\s*[>|]/.test(line) && !ours.some((words) => line.includes(words)))
		.join('\n')
		.slice(0, 8_000);
	if (ALONE.test(plainWords(own).trim())) return own.trim();
	return sentencesOf(own).find((sentence) => {
		const words = plainWords(sentence);
		return !DENIED.test(words) && [...FRENCH, ...ENGLISH].some((pattern) => pattern.test(words));
	});
}
