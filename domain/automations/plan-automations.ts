import { daysAfter, type Day } from '#domain/values/due-day.ts';
import { mergeRelance, type MergedRelance } from '#domain/relances/merge-relance.ts';
import { prospectAfterRelance } from '#domain/tags/prospect-after-relance.ts';
import type { RelanceFacts, TagFacts } from '#domain/timeline/record/kinds/relances.ts';
import type { NewsletterAutomation, RelanceAutomation } from './automation.ts';

/** What the automations of an end meet. */
export interface AutomationSituation {
	/** The day of the end, in the subscription's zone. */
	readonly today: Day;
	/** *Utilisateur courant* in a sequence (5.6-18). */
	readonly responsibleUserId: string;
	readonly relance: RelanceFacts | null;
	/** Tags of the company by routine; a routine that is not a key does not exist any more. */
	readonly tags: ReadonlyMap<string, TagFacts | null>;
	/** Titles of the sequences. */
	readonly sequences: ReadonlyMap<string, string>;
	/** Users who may follow, with their default routine. */
	readonly users: ReadonlyMap<string, { readonly defaultRoutineId: string | null }>;
}

/** One thing to do, in order; each is one line of the timeline. */
export type AutomationEffect =
	| {
			readonly kind: 'relance';
			readonly merged: MergedRelance;
			readonly previous: RelanceFacts | null;
			readonly proposed: RelanceFacts;
			readonly note: string | undefined;
	  }
	| {
			readonly kind: 'tag';
			readonly routineId: string;
			readonly from: TagFacts | null;
			readonly to: TagFacts;
	  }
	/** Left to a run of its own, which may pass over the contact. */
	| { readonly kind: 'engage'; readonly sequenceId: string; readonly title: string }
	/** Of a newsletter: she leaves its list. */
	| { readonly kind: 'unsubscribe' }
	| {
			readonly kind: 'skipped';
			readonly automation: NewsletterAutomation['kind'];
			readonly reason: AutomationSkip;
	  };

/** Why an automation is not done: nobody could follow the relance, its routine or its sequence is not there. */
export type AutomationSkip = 'no-follower' | 'routine-gone' | 'sequence-gone';

/**
 * What an end does by itself, in the order configured, each on top of the one before: relances are merged (R-98 to R-101,
 * 5.2-32, 5.2-33), tags follow 5.2-30 and 5.2-31. Changes nothing itself; a preview shows the same list.
 */
export function planAutomations(
	automations: readonly NewsletterAutomation[],
	situation: AutomationSituation,
): AutomationEffect[] {
	const effects: AutomationEffect[] = [];
	const tags = new Map(situation.tags);
	let relance = situation.relance;

	const explicitTag = (
		automation: NewsletterAutomation['kind'],
		routineId: string,
		tag: TagFacts['tag'],
	): void => {
		const from = tags.get(routineId);
		if (from === undefined) {
			effects.push({ kind: 'skipped', automation, reason: 'routine-gone' });
			return;
		}
		if (from?.tag === tag) return;
		const to = { tag, isFormerCustomer: from?.isFormerCustomer ?? false, isManual: true };
		tags.set(routineId, to);
		effects.push({ kind: 'tag', routineId, from, to });
	};

	const planRelance = (automation: RelanceAutomation): void => {
		const follower =
			automation.follower === 'responsible' ? situation.responsibleUserId : automation.follower;
		const user = situation.users.get(follower);
		if (!user) {
			effects.push({ kind: 'skipped', automation: 'relance', reason: 'no-follower' });
			return;
		}
		const proposed: RelanceFacts = {
			dueOn: daysAfter(situation.today, automation.days),
			priority: automation.priority,
			followerIds: [follower],
			origin: 'automation',
		};
		const merged = mergeRelance(relance, proposed);
		effects.push({ kind: 'relance', merged, previous: relance, proposed, note: automation.note });
		relance = merged.relance;
		if (automation.tag.kind === 'explicit')
			explicitTag('relance', automation.tag.routineId, automation.tag.tag);
		if (automation.tag.kind === 'default' && merged.kind !== 'unchanged') prospect(user.defaultRoutineId);
	};

	const prospect = (routineId: string | null): void => {
		const from = routineId === null ? undefined : tags.get(routineId);
		const to = from === undefined ? undefined : prospectAfterRelance(from);
		if (!to || routineId === null) return;
		tags.set(routineId, to);
		effects.push({ kind: 'tag', routineId, from: from ?? null, to });
	};

	const engage = (sequenceId: string): void => {
		const title = situation.sequences.get(sequenceId);
		effects.push(
			title === undefined
				? { kind: 'skipped', automation: 'engage', reason: 'sequence-gone' }
				: { kind: 'engage', sequenceId, title },
		);
	};

	for (const automation of automations) {
		switch (automation.kind) {
			case 'relance':
				planRelance(automation);
				break;
			case 'tag':
				explicitTag('tag', automation.routineId, automation.tag);
				break;
			case 'engage':
				engage(automation.sequenceId);
				break;
			case 'unsubscribe':
				effects.push({ kind: 'unsubscribe' });
		}
	}
	return effects;
}
