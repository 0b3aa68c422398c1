import { z } from 'zod';
import { READINGS, type Reading } from '#domain/doubt/reading.ts';

const answer = z.object({
	is: z.string(),
	strength: z.enum(['proven', 'likely', 'unknown']),
	by: z.string(),
});

const held = z.object({
	rule: z.string().nullish(),
	match: z.string().nullish(),
	quote: z.string().nullish(),
	status: z.string().nullish(),
	returnAt: z.string().nullish(),
	headers: z.array(z.string()).nullish(),
	answers: z.object({ who: answer, about: answer, says: answer, means: answer }).nullish(),
});

/** An answer to one of the four questions that a mail was asked; texts/reading.ts makes its sentence. */
export interface ReadingAnswer {
	question: 'who' | 'about' | 'says' | 'means';
	is: string;
	strength: 'proven' | 'likely' | 'unknown';
	/** The rule or the header field that answers. */
	by: string;
}

/** How a received mail was read: what decided, and what it may be besides (5.7-1). */
export interface MailReading {
	/** The rule that decided; `person`: somebody said so. */
	rule: string | null;
	/** By which it was recognised as about ours. */
	match: string | null;
	/** Header fields of a program. */
	headers: string[];
	/** The mail's own words that decided, or that are uncertain: to be marked in its text. */
	quote: string | null;
	/** RFC 3463, of a report. */
	status: string | null;
	/** Day of the return, of an absence. */
	returnOn: string | null;
	/** In the order of the questions; none for a mail that another release read. */
	answers: ReadingAnswer[];
	/** What it may be while it is doubtful, likeliest first; stays after the choice. */
	readings: Reading[];
	/** What else a person may say that it is. */
	otherReadings: Reading[];
}

/** Reads it from the columns of a received mail. */
export function mailReading({
	evidence,
	readings,
}: {
	evidence: unknown;
	readings: readonly string[];
}): MailReading {
	const known = held.safeParse(evidence).data ?? {};
	const likely = readings.flatMap((one) => READINGS.find((reading) => reading === one) ?? []);
	const { answers } = known;
	return {
		rule: known.rule ?? null,
		match: known.match ?? null,
		headers: known.headers ?? [],
		quote: known.quote ?? null,
		status: known.status ?? null,
		returnOn: known.returnAt?.slice(0, 10) ?? null,
		answers: answers
			? (['who', 'about', 'says', 'means'] as const).map((question) => ({ question, ...answers[question] }))
			: [],
		readings: likely,
		otherReadings: READINGS.filter((reading) => !likely.includes(reading)),
	};
}
