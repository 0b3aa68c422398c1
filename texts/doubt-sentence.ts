import { since, type Instant, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import { readingsWords } from './reading.ts';

const MISSING = '–';

/** « À vérifier depuis 9 h 35 : Bénédicte Fauvergne a écrit, réponse ou opposition ? Rien ne part avant votre choix. » */
export function doubtSentence(
	doubt: { since: Instant; contact: string | null; readings: readonly string[] },
	reader: Reader,
): string {
	const { language: locale } = reader;
	return m.doubt_since(
		{
			since: since(doubt.since, reader),
			contact: doubt.contact ?? MISSING,
			readings: readingsWords(doubt.readings, locale),
		},
		{ locale },
	);
}
