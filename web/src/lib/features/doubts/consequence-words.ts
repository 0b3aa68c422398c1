import type { TouchedRun, VerdictPreview } from '#domain/inbound/preview-message-verdict.ts';
import { calendarDate, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { effectWords } from '#lib/features/engagements/effect-words.ts';
import { mergedEffects } from './merged-effects.ts';

/** What a reading does, told before it is chosen: its outcome in a word or two, then what follows. */
export interface ConsequenceWords {
	outcome: string;
	sentences: string[];
}

/** Who reads it and what she sees. */
export interface ConsequenceReader {
	reader: Reader;
	/** The run that the mail is about. */
	engagementId: string | null;
	/** Day of the return that the choice would give. */
	returnOn: string | null;
	routineTitle: (routineId: string) => string | undefined;
}

/** « Succès. » « 3 envois ne partiront pas. Relance Haute aujourd’hui. » */
export function consequenceWords(preview: VerdictPreview, by: ConsequenceReader): ConsequenceWords {
	const { reader, returnOn, routineTitle } = by;
	const waitsElsewhere = preview.runs.filter(
		({ id, state }) => state === 'blocked' && id !== by.engagementId,
	);
	const sentences = [
		...cancelledWords(preview.runs, by.engagementId),
		...(preview.to === 'absence' ? [absenceWords(returnOn, reader)] : []),
		...(preview.offersRemoval ? [m.consequence_offers_removal()] : []),
		...(preview.to === 'negative-reply' ? [m.consequence_address_kept()] : []),
		...(preview.addressesMarked > 0 ? [m.consequence_marks()] : []),
		...effectWords(mergedEffects(preview.effects), reader, routineTitle).map(({ text }) => asSentence(text)),
		...(preview.proposedOn ? [m.consequence_later({ day: calendarDate(preview.proposedOn, reader) })] : []),
		...(waitsElsewhere.length > 0 ? [m.consequence_others_wait({ count: waitsElsewhere.length })] : []),
	];
	return { outcome: outcomeOf(preview), sentences };
}

/** A line of a list, set among sentences; « 30 nov. » has its full stop already. */
const asSentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);

/**
 * How many runs go on that a mail held until it was said to be something else. Those of an open question are told by its
 * outcome; one that ends, or waits for another choice or a return, does not go on.
 */
export function releasedRuns({ from, released, runs }: VerdictPreview): number {
	if (from === 'doubtful') return 0;
	return runs.filter(
		({ id, state, reason }) =>
			released.includes(id) && !ENDED.has(state) && state !== 'blocked' && !reason.startsWith('contact-away'),
	).length;
}

const ENDED = new Set(['succeeded', 'failed', 'withdrawn']);

function outcomeOf({ runs, to }: VerdictPreview): string {
	const states = runs.map(({ state }) => state);
	if (states.includes('succeeded')) return m.consequence_success();
	if (states.includes('failed')) return m.consequence_failure();
	if (to === 'absence') return m.consequence_waits();
	return runs.length > 0 ? m.consequence_goes_on() : m.consequence_nothing();
}

function absenceWords(returnOn: string | null, reader: Reader): string {
	return returnOn
		? m.consequence_returns({ day: calendarDate(returnOn, reader) })
		: m.consequence_asks_return();
}

/** Counted together, and by whose they are where several lose some. */
function cancelledWords(runs: readonly TouchedRun[], engagementId: string | null): string[] {
	const losing = runs.filter(({ cancelled }) => cancelled > 0);
	const count = losing.reduce((sum, { cancelled }) => sum + cancelled, 0);
	if (count === 0) return [];
	if (losing.length === 1) return [m.consequence_cancelled({ count })];
	const parts = losing.map(({ id, cancelled: n, responsible }) =>
		id === engagementId ? m.consequence_here({ n }) : m.consequence_of({ n, user: responsible.name }),
	);
	return [m.consequence_cancelled_by({ count, parts: parts.join(', ') })];
}
