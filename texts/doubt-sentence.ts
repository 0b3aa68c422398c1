import { since, type Instant, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import { readingsWords } from './reading.ts';

const MISSING = '–';

/**
 * « À vérifier depuis 9 h 35 : Bénédicte Fauvergne a écrit, réponse ou opposition ? Rien ne part avant votre choix. »; of a
 * private mail (`isWithheld`) the choice is its mailbox's users' (5.7-9).
 */
export function doubtSentence(
	doubt: { since: Instant; contact: string | null; readings: readonly string[]; isWithheld?: boolean },
	reader: Reader,
): string {
	const { language: locale } = reader;
	const sentence = doubt.isWithheld ? m.doubt_since_withheld : m.doubt_since;
	return sentence(
		{
			since: since(doubt.since, reader),
			contact: doubt.contact ?? MISSING,
			readings: readingsWords(doubt.readings, locale),
		},
		{ locale },
	);
}
