/** Characters: whoever writes more says what he means. */
const LONGEST = 300;
/** Words that speak of mail as nobody wants it. */
const UNWANTED =
	/\b(?:sollicit(?:e[rz]?|ee?s|ations?)|solicit\w*|demarch(?:ages?|er|ez)|prospections?|spam\w*|harcel\w*|harass\w*|unwanted|indesirables?|liste noire|black-?list\w*|consent\w*|importun\w*|unsolicited|communications? commercia\w+|(?:vos|votre|cette|ces|your|this|these) (?:\w+ )?(?:mailings?|fichiers|funnel|campagnes?|campaigns?|newsletters?)|(?:my|our) inbox)\b/;
/** An end, a refusal or a denial, of whatever. */
const REFUSES =
	/\b(?:ne|n'\w+|pas|plus|jamais|aucune?|non|sans|refus\w*|cess\w*|arret\w*|retir\w*|supprim\w*|effac\w*|enlev\w*|sort\w*|disparaitre|no|not|don't|never|nothing|none|unwanted|indesirables?|stop\w*|remov\w*|delet\w*|out of|off|respect\w*|harcel\w*|harass\w*|spamm(?:ez|ing|er)|importun\w*|noire|black-?list\w*)\b/;
/** Whoever wants something of us, or sends us on, goes on talking. */
const TALKS =
	/\b(?:(?:m'|nous |me )interesse\w*|plaisir|volontiers|rendez-vous|rdv|(?:r?appel|telephon|dispo|envo|renvo|ecri|contactez|adressez|voyez)\w*|devis|demo\w*|brochure|plaquette|tarifs?|prix|essai|call|meeting|quote|pric\w+|details|schedule\w*|available|tell me|(?:re)?send|collegues?|colleagues?|instead|plutot|(?:lun|mar|mercre|jeu|vendre)di|(?:mon|tues|wednes|thurs|fri)day|semaine|week|mois|month|rentree|sorry|desole\w*|excuse\w*)\b/;
/** Thanks for the mail, a mail that was found among the junk, and what is none of it. */
const NO_REFUSAL =
	/\b(?:merci|remerci\w*|thanks?|thank you) (?:\w+ ){0,5}(?:sollicit\w*|mailings?|newsletters?|campaigns?|campagnes?)\b|\b(?:dans|in|into|from|among|parmi) (?:mes|les|mon|my|the|our|nos) (?:\w+ )?(?:spams?|indesirables?|junk|inbox)\b|\b(?:no|not|isn't|pas|jamais) (?:du |de |a |really )?(?:spam|harassment|harcelement)\b/;

/**
 * A short answer that speaks of unwanted mail and of an end, and of nothing that would be gone on with: words that no
 * pattern knows may object all the same, and then a person is asked (5.7-1).
 *
 * @param sentences Of the whole answer, as its writer and as plainWords has them.
 * @returns The sentence; undefined where nothing hints at it.
 */
export function hintOfObjection(
	sentences: readonly { readonly quote: string; readonly words: string }[],
): string | undefined {
	const isLong = sentences.reduce((length, { words }) => length + words.length, 0) > LONGEST;
	if (isLong || sentences.some(({ words }) => TALKS.test(words) || words.includes('?'))) return undefined;
	return sentences.find(({ words }) => UNWANTED.test(words) && REFUSES.test(words) && !NO_REFUSAL.test(words))
		?.quote;
}
