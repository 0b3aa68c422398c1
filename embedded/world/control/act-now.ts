import { z } from 'zod';
import type { DemoBehaviour } from '#prisma/demo/behaviours.ts';
import { days, minutes } from '#prisma/demo/duration.ts';
import type { LetterKey } from '#prisma/demo/letters.ts';
import { IMMEDIATE_BEHAVIOURS, LASTING_BEHAVIOURS } from '#platform/world/control-contract.ts';
import type { ImmediateBehaviour, LastingBehaviour } from '#platform/world/control-contract.ts';
import type { Act, AutomaticKind } from '../people/act.ts';
import { colleagueOf, type WorldPerson } from '../people/directory.ts';

/** Body of `POST /people/<address>/act`. */
export const actNowBody = z.object({
	behaviour: z.enum([...IMMEDIATE_BEHAVIOURS, ...LASTING_BEHAVIOURS]),
	text: z.string().trim().min(1).max(20_000).optional(),
	days: z.number().int().min(1).max(365).default(7),
	mailId: z.number().int().optional(),
	to: z.string().optional(),
	senders: z.array(z.string()),
});

export type ActNowBody = z.output<typeof actNowBody>;

/** Whether a behaviour holds from the next mail on, instead of being one act. */
export const isLasting = (behaviour: ActNowBody['behaviour']): behaviour is LastingBehaviour =>
	(LASTING_BEHAVIOURS as readonly string[]).includes(behaviour);

/** A lasting behaviour with the spans of docs/demonstration-world/people.md; undefined goes back to the data's. */
export function lastingBehaviour(behaviour: LastingBehaviour): DemoBehaviour | undefined {
	switch (behaviour) {
		case 'own':
			return undefined;
		case 'mailbox-full':
			return { does: behaviour, during: days(2) };
		case 'greylists':
			return { does: behaviour, during: minutes(12) };
		default:
			return { does: behaviour };
	}
}

/** Whoever has words for one of these has them for all. */
const ANSWERS = new Set<string>([
	'answers',
	'answers-other-address',
	'answers-without-references',
	'answers-new-thread',
]);

/** What an act is about. */
export interface Occasion {
	/** The mailbox of ours that wrote, or that somebody writes to first. */
	readonly sender: string;
	readonly at: Date;
}

/** The act that a behaviour asks for at once. A person without words of that kind uses those of anybody. */
export function immediateAct(
	behaviour: ImmediateBehaviour,
	person: WorldPerson,
	{ text, days: count, senders }: ActNowBody,
	{ sender, at }: Occasion,
): Act {
	const own = person.behaviour;
	const fits = own.does === behaviour || (ANSWERS.has(behaviour) && ANSWERS.has(own.does));
	const wordsOf = (borrowed: LetterKey): LetterKey => (fits && 'letter' in own ? own.letter : borrowed);
	const from = person.address;
	const automatic = (kind: AutomaticKind, borrowed: LetterKey): Act => ({
		kind: 'automatic',
		automatic: kind,
		from,
		letter: wordsOf(borrowed),
		...(kind === 'away-until' ? { returnsAt: at.getTime() + days(count) } : {}),
	});
	switch (behaviour) {
		case 'answers':
			return { kind: 'letter', style: 'in-thread', from, letter: wordsOf('ANY-ANSWER'), text };
		case 'colleague-answers':
			return { kind: 'letter', style: 'in-thread', from: colleagueOf(person), letter: 'ANY-COLLEAGUE', text };
		case 'in-house-answers': {
			const inHouse = senders.find((one) => one !== sender) ?? `collegue@${sender.split('@')[1]}`;
			const letter = 'ANY-IN-HOUSE';
			return { kind: 'letter', style: 'in-thread', from: inHouse, letter, text, isInHouse: true };
		}
		case 'writes-first':
			return { kind: 'first-letter', from, to: sender, letter: 'ANY-FIRST', text };
		case 'asks-removal':
			return { kind: 'letter', style: 'in-thread', from, letter: wordsOf('ANY-REMOVAL'), text };
		case 'answers-without-references':
			return { kind: 'letter', style: 'without-references', from, letter: wordsOf('ANY-ANSWER'), text };
		case 'answers-new-thread':
			return { kind: 'letter', style: 'new-thread', from, letter: wordsOf('ANY-NEW-THREAD'), text };
		case 'away-until':
			return automatic('away-until', person.language === 'en' ? 'ANY-ABSENCE-EN' : 'ANY-ABSENCE');
		case 'away-undated':
			return automatic('away-undated', 'ANY-ABSENCE-UNDATED');
		case 'left-company':
			return automatic('left-company', 'ANY-DEPARTURE');
		case 'acknowledges':
			return automatic('acknowledges', 'AUTO-4');
		case 'bounces-later':
			return { kind: 'bounce' };
		case 'bounces-in-words':
			return { kind: 'bounce-in-words' };
		case 'complains':
			return { kind: 'complaint' };
		case 'unsubscribes':
			return { kind: 'object' };
		case 'one-click':
			return { kind: 'one-click' };
		case 'refuses-measuring':
			return { kind: 'refuse-measuring' };
		case 'opens':
			return { kind: 'open' };
		case 'clicks':
			return { kind: 'click' };
		case 'machine-opens':
			return { kind: 'machine-open' };
	}
}
