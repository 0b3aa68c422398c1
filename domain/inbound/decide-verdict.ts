import type { MessageVerdict } from './message-verdict.ts';
import type { Answer } from './questions/answer.ts';
import { whatAbout, type Matter } from './questions/what-about.ts';
import { whatIsSaid, type Said } from './questions/what-is-said.ts';
import { whatItMeans, type Meaning } from './questions/what-it-means.ts';
import { whoWrote, type Writer } from './questions/who-wrote.ts';
import type { Reading } from '#domain/doubt/reading.ts';
import type { VerdictSituation } from './verdict-situation.ts';

/** The answers to the four questions that a mail is asked (docs/design/reading.md). */
export interface Answers {
	readonly who: Answer<Writer>;
	readonly about: Answer<Matter>;
	readonly says: Answer<Said>;
	readonly means: Answer<Meaning>;
}

/** A verdict with what it rests on. */
export interface Judged {
	readonly verdict: MessageVerdict;
	/** What a doubtful mail may be, likeliest first. */
	readonly readings: readonly Reading[];
	readonly answers: Answers;
}

/** A row: where it holds, what the mail means, and what it may be where a person is asked. */
interface Row {
	readonly when: (answers: Answers) => boolean;
	readonly verdict: MessageVerdict;
	readonly readings?: readonly Reading[];
}

const isElsewhere = ({ about }: Answers) => about.is === 'nothing' || about.strength === 'unknown';
const isReport = ({ means }: Answers) => means.is === 'dead-address' || means.is === 'refused';
const isProvenReport = ({ about, means }: Answers) =>
	about.strength === 'proven' && means.strength === 'proven';
const quotesMail = ({ about }: Answers) => about.by === 'envelope-id' || about.by === 'returned-id';
/** Something goes on to be written to that person: a run, or a newsletter. */
const goesOn = ({ about }: Answers) => about.is === 'live' || about.is === 'issue';
const mayHaveRead = (of: Answers) => goesOn(of) || of.about.is === 'ended';
const isBesideRun = ({ about }: Answers) => about.is === 'beside' || about.is === 'waiting';
const isKnownPerson = ({ who }: Answers) => who.is === 'contact' || who.by === 'another-contact';

/**
 * The one table from the answers to a verdict; the first row that holds decides. What ends a run, marks an address or opposes
 * a person stands only in rows that ask for proof of its own kind; behind each of them a row without it holds and asks (5.7-1).
 */
const TABLE: readonly Row[] = [
	{ when: ({ means }) => means.is === 'unreadable', verdict: 'unreadable' },
	{ when: ({ means }) => means.is === 'notice', verdict: 'notification' },
	{ when: ({ who }) => who.is === 'us', verdict: 'none' },

	// Reports (5.2-20, 5.7-3): on the recipient that they name and the send that they quote.
	{ when: (of) => isReport(of) && of.about.is === 'nothing', verdict: 'notification' },
	{ when: (of) => isReport(of) && of.means.strength === 'unknown', verdict: 'notification' },
	{ when: (of) => of.means.is === 'dead-address' && isProvenReport(of), verdict: 'bounce-hard' },
	{ when: (of) => of.means.is === 'refused' && isProvenReport(of), verdict: 'bounce-soft' },
	{
		when: ({ means }) => means.is === 'dead-address',
		verdict: 'doubtful',
		readings: ['bounce-hard', 'acknowledgement'],
	},
	{
		when: ({ means }) => means.is === 'refused',
		verdict: 'doubtful',
		readings: ['bounce-soft', 'acknowledgement'],
	},
	{ when: ({ means, about }) => means.is === 'passing' && about.is === 'nothing', verdict: 'notification' },
	{ when: ({ means }) => means.is === 'passing', verdict: 'bounce-soft' },

	// A provider's report that its user did not want the mail (D-05), by an id that only this mail had.
	{ when: (of) => of.means.is === 'complaint' && isProvenReport(of) && quotesMail(of), verdict: 'complaint' },
	// One that a person denied proves nothing when it comes again: it is asked about, and nothing leaves meanwhile.
	{
		when: (of) =>
			of.means.is === 'complaint' &&
			of.means.strength === 'likely' &&
			of.about.is !== 'nothing' &&
			quotesMail(of),
		verdict: 'doubtful',
		readings: ['objection', 'acknowledgement'],
	},
	{ when: ({ means }) => means.is === 'complaint', verdict: 'notification' },

	// Programs: only a sentence that says so may be a person's.
	{
		when: ({ means, who }) => means.is === 'acknowledgement' && who.strength === 'proven',
		verdict: 'acknowledgement',
	},
	{
		when: (of) => of.means.is === 'acknowledgement' && goesOn(of) && !isElsewhere(of),
		verdict: 'doubtful',
		readings: ['acknowledgement', 'reply'],
	},
	{ when: ({ means }) => means.is === 'acknowledgement', verdict: 'notification' },
	{
		when: (of) => of.means.is === 'absence' && of.who.is === 'machine' && isElsewhere(of),
		verdict: 'notification',
	},
	{ when: ({ means, who }) => means.is === 'absence' && who.is === 'machine', verdict: 'absence' },

	// A departure is proposed, never taken for done (5.6-12): nothing leaves to whoever left until a person says what holds.
	{
		when: (of) => of.means.is === 'departure' && (goesOn(of) || isBesideRun(of)) && !isElsewhere(of),
		verdict: 'doubtful',
		readings: ['acknowledgement', 'absence'],
	},
	{ when: ({ means }) => means.is === 'departure', verdict: 'notification' },

	// Objections (5.6-8): certain words of somebody who is known to speak for the person.
	{ when: ({ means, about }) => means.is === 'objection' && about.is === 'nothing', verdict: 'none' },
	{
		when: (of) =>
			of.means.is === 'objection' &&
			of.means.strength === 'proven' &&
			of.who.strength === 'proven' &&
			!isElsewhere(of),
		verdict: 'objection',
	},
	{
		when: (of) => of.means.is === 'objection' && of.means.strength === 'likely' && isElsewhere(of),
		verdict: 'none',
	},
	{
		when: (of) => of.means.is === 'objection' && (mayHaveRead(of) || isBesideRun(of)) && !isElsewhere(of),
		verdict: 'doubtful',
		readings: ['reply', 'objection'],
	},
	{ when: ({ means }) => means.is === 'objection', verdict: 'doubtful', readings: ['objection', 'none'] },

	// Words of a person (5.2-1, 5.6-7, 5.7-5).
	{ when: isElsewhere, verdict: 'none' },
	{
		when: (of) => of.means.is === 'absence' && goesOn(of) && of.who.is === 'colleague',
		verdict: 'doubtful',
		readings: ['reply', 'none'],
	},
	{
		when: (of) => of.means.is === 'absence' && goesOn(of),
		verdict: 'doubtful',
		readings: ['reply', 'absence'],
	},
	{
		when: (of) => goesOn(of) && of.says.is === 'nothing',
		verdict: 'doubtful',
		readings: ['reply', 'none'],
	},
	{
		when: (of) => goesOn(of) && of.about.strength === 'likely' && of.who.is === 'other',
		verdict: 'doubtful',
		readings: ['reply', 'none'],
	},
	{ when: mayHaveRead, verdict: 'reply' },
	{ when: (of) => of.about.is === 'beside' && isKnownPerson(of), verdict: 'outside-reply' },
	{ when: (of) => of.about.is === 'waiting' && isKnownPerson(of), verdict: 'early-reply' },
	{ when: () => true, verdict: 'none' },
];

/**
 * The verdict on a mail (5.2-1, 5.2-20, 5.6-7, 5.6-8, 5.7-1), with its answers. Pure. What was found in Sent says nothing
 * of a contact but that somebody wrote to her.
 */
export function decideVerdict(of: VerdictSituation): Judged {
	const answers = {
		who: whoWrote(of),
		about: whatAbout(of),
		says: whatIsSaid(of),
		means: whatItMeans(of),
	};
	if (of.direction === 'out' && of.kind !== 'unreadable') {
		const verdict = of.kind === 'human' || of.kind === 'objection' ? 'human-sent' : 'notification';
		return { verdict, readings: [], answers };
	}
	const { verdict, readings = [] } = TABLE.find(({ when }) => when(answers))!;
	return { verdict, readings, answers };
}
