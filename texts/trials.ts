/** What became of a mail of a real-life test (E-14), in words. */
import { deliveryFault } from './delivery-faults.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

/** The mail that a test sends, as a title and paragraphs without markup. */
export function trialMail(language: Language): { subject: string; paragraphs: readonly string[] } {
	const options = { locale: language };
	return {
		subject: m.trial_mail_subject({}, options),
		paragraphs: [
			m.trial_mail_greeting({}, options),
			m.trial_mail_why({}, options),
			m.trial_mail_nothing({}, options),
		],
	};
}

type Sentence = (facts: { reason: string }, options: { locale: Language }) => string;

const FATES: Readonly<Record<string, Sentence>> = {
	leaving: m.trial_fate_leaving,
	waiting: m.trial_fate_waiting,
	later: m.trial_fate_later,
	accepted: m.trial_fate_accepted,
	delayed: m.trial_fate_delayed,
	returned: m.trial_fate_returned,
	refused: m.trial_fate_refused,
	uncertain: m.trial_fate_uncertain,
	stopped: m.trial_fate_stopped,
};

/**
 * One fate in a sentence, a refusal with the server's code.
 *
 * @param fate As `domain/mails/trials` tells it: `fault` a delivery fault's code, `status` of RFC 3463.
 */
export function trialFate(
	{ state, fault, status }: Readonly<{ state: string; fault: string | null; status: string | null }>,
	language: Language,
): string {
	const options = { locale: language };
	const told = deliveryFault(fault ?? '', language);
	const reason = status ? m.trial_reason_status({ reason: told, status }, options) : told;
	return (FATES[state] ?? m.error_unexpected)({ reason }, options);
}
