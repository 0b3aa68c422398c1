import type { DemoBehaviour } from '#prisma/demo/behaviours.ts';
import { days } from '#prisma/demo/duration.ts';
import { demoPerson } from '#prisma/demo/people.ts';
import type { Act, AutomaticKind, LetterStyle, PlannedAct } from './act.ts';

/** Auto-responders write to the same sender at most so often (docs/demonstration-world/behaviours.md). */
const AUTOMATIC_AT_MOST_EVERY = days(4);

/** What is known when a mail has arrived at one of the people. */
export interface Arrival {
	/** The address that it arrived at. */
	readonly person: string;
	readonly at: Date;
	/** The mail's place among those of its sender in this thread, from 1. */
	readonly step: number;
	/** When this person's automatic reply to this sender was last planned. */
	readonly lastAutomaticAt: Date | undefined;
	/** The return that was stated in this thread before. */
	readonly returnsAt: Date | undefined;
}

/**
 * Decides what a person does about a mail that has just arrived (docs/demonstration-world/behaviours.md). Whoever is
 * away until a date states the same date throughout a thread and, once back, writes no automatic reply any more.
 *
 * @returns The acts with their domain instants; none for whoever stays silent or never got the mail.
 */
export function planActs(behaviour: DemoBehaviour, arrival: Arrival): PlannedAct[] {
	const after = (delay: number, act: Act): PlannedAct => ({
		at: new Date(arrival.at.getTime() + delay),
		act,
	});
	const letter = (
		{ after: delay, letter: key }: Extract<DemoBehaviour, { letter: unknown }>,
		style: LetterStyle,
		from = arrival.person,
	) => after(delay, { kind: 'letter', style, from, letter: key });
	const automatic = (
		{ after: delay, letter: key }: Extract<DemoBehaviour, { letter: unknown }>,
		kind: AutomaticKind,
		more: { from?: string; returnsAt?: number } = {},
	) => after(delay, { kind: 'automatic', automatic: kind, letter: key, from: arrival.person, ...more });
	const onItsStep = <T>(behaviourOfStep: { step: number }, acts: T[]) =>
		arrival.step === behaviourOfStep.step ? acts : [];

	switch (behaviour.does) {
		case 'silent':
		case 'unknown-recipient':
		case 'policy-refuses':
		case 'mailbox-full':
		case 'greylists':
		case 'cuts-connection':
			return [];
		case 'answers': {
			const again = behaviour.thenAgain;
			const second = again && { ...behaviour, letter: again.letter, after: behaviour.after + again.after };
			return onItsStep(
				behaviour,
				[behaviour, ...(second ? [second] : [])].map((one) => letter(one, 'in-thread')),
			);
		}
		case 'asks-removal':
			return onItsStep(behaviour, [letter(behaviour, 'in-thread')]);
		case 'answers-other-address':
			return onItsStep(behaviour, [letter(behaviour, 'in-thread', behaviour.from)]);
		case 'colleague-answers':
			return onItsStep(behaviour, [
				letter(behaviour, 'in-thread', demoPerson(behaviour.colleague).addresses[0]),
			]);
		case 'answers-without-references':
			return onItsStep(behaviour, [letter(behaviour, 'without-references')]);
		case 'answers-new-thread':
			return onItsStep(behaviour, [letter(behaviour, 'new-thread')]);
		case 'away-until': {
			const returnsAt =
				arrival.returnsAt?.getTime() ?? arrival.at.getTime() + days(behaviour.returnsAfterDays);
			if (arrival.at.getTime() >= returnsAt || answeredLately(arrival)) return [];
			return [automatic(behaviour, 'away-until', { returnsAt })];
		}
		case 'away-undated':
		case 'left-company':
			return answeredLately(arrival) ? [] : [automatic(behaviour, behaviour.does)];
		case 'acknowledges':
			return [automatic(behaviour, 'acknowledges')];
		case 'challenges':
			return [automatic(behaviour, 'challenges', { from: behaviour.from })];
		case 'bounces-later':
			return [after(behaviour.after, { kind: 'bounce' })];
		case 'bounces-in-words':
			return [after(behaviour.after, { kind: 'bounce-in-words' })];
		case 'complains':
			return [after(behaviour.after, { kind: 'complaint' })];
		case 'unsubscribes':
			return onItsStep(behaviour, [after(behaviour.after, { kind: 'object' })]);
		case 'one-click':
			return [after(behaviour.after, { kind: 'one-click' })];
		case 'refuses-measuring':
			return [after(behaviour.after, { kind: 'refuse-measuring' })];
		case 'clicks':
			return onItsStep(behaviour, [after(behaviour.after, { kind: 'click' })]);
		case 'opens':
			return [after(behaviour.after, { kind: 'open' })];
		case 'machine-opens':
			return [after(behaviour.after, { kind: 'machine-open' })];
	}
}

const answeredLately = ({ at, lastAutomaticAt }: Arrival) =>
	lastAutomaticAt !== undefined && at.getTime() - lastAutomaticAt.getTime() < AUTOMATIC_AT_MOST_EVERY;
