import { foldLine } from '#domain/values/fold-line.ts';
import type { Automation } from '#domain/automations/automation.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import type { SequenceDetail } from '#domain/sequences/read-sequence.ts';

/** A step while it is edited. `key` stays the same while steps are moved about. */
export interface DraftStep {
	key: number;
	delayAmount: number;
	delayUnit: 'minutes' | 'hours' | 'days' | 'weeks';
	workingDays: boolean;
	/** Null: in the thread of the step before. */
	subject: string | null;
	bodyHtml: string;
}

/** A sequence while it is edited; what `saveSequence` takes, and the keys of its steps. */
export interface Draft {
	title: string;
	type: 'prospection' | 'suivi';
	routineId: string | null;
	windowDays: number[];
	windowFrom: number;
	windowTo: number;
	timeZone: string;
	closingDelayAmount: number;
	closingDelayUnit: 'hours' | 'days' | 'weeks';
	colleagueReplyCounts: boolean;
	clickSucceeds: boolean;
	openSucceeds: boolean;
	objectionLine: boolean;
	/** Of greeting, objection line and usual fallbacks. */
	language: LanguageCode;
	onSuccess: Automation[];
	onFailure: Automation[];
	steps: DraftStep[];
}

let lastKey = 0;

/** A key for a step that is new on this page. */
export function nextKey(): number {
	return ++lastKey;
}

/** The draft of a version as it stands. */
export function draftOf(sequence: SequenceDetail): Draft {
	const { version } = sequence;
	return {
		title: sequence.title,
		type: sequence.type === 'suivi' ? 'suivi' : 'prospection',
		routineId: version.routineId,
		windowDays: [...version.windowDays],
		windowFrom: version.windowFrom,
		windowTo: version.windowTo,
		timeZone: version.timeZone,
		closingDelayAmount: version.closingDelayAmount,
		closingDelayUnit: version.closingDelayUnit as Draft['closingDelayUnit'],
		colleagueReplyCounts: version.colleagueReplyCounts,
		clickSucceeds: version.clickSucceeds,
		openSucceeds: version.openSucceeds,
		objectionLine: version.objectionLine,
		language: version.language,
		onSuccess: version.onSuccess,
		onFailure: version.onFailure,
		steps: version.steps.map(({ delayAmount, delayUnit, workingDays, subject, bodyHtml }) => ({
			key: nextKey(),
			delayAmount,
			delayUnit: delayUnit as DraftStep['delayUnit'],
			workingDays,
			subject,
			bodyHtml,
		})),
	};
}

/** What a new sequence begins with: office hours, and the relance that 5.6-18 would add anyway. */
export function newDraft(timeZone: string, language: LanguageCode): Draft {
	return {
		title: '',
		type: 'prospection',
		routineId: null,
		windowDays: [1, 2, 3, 4, 5],
		windowFrom: 9 * 60,
		windowTo: 18 * 60,
		timeZone,
		closingDelayAmount: 7,
		closingDelayUnit: 'days',
		colleagueReplyCounts: false,
		clickSucceeds: false,
		openSucceeds: false,
		objectionLine: true,
		language,
		onSuccess: [
			{ kind: 'relance', priority: 'high', days: 0, follower: 'responsible', tag: { kind: 'default' } },
		],
		onFailure: [],
		steps: [{ ...newStep(), delayAmount: 0, subject: '', bodyHtml: '<p>{{salutation}}</p><p></p>' }],
	};
}

/** A step added behind the others: four days later, in the same thread. */
export function newStep(): DraftStep {
	return {
		key: nextKey(),
		delayAmount: 4,
		delayUnit: 'days',
		workingDays: false,
		subject: null,
		bodyHtml: '<p>{{salutation}}</p><p></p>',
	};
}

/** The draft as the procedures take and store it: what they would fold or trim is no change of anybody's. */
export function toInput(draft: Draft) {
	return {
		...draft,
		title: foldLine(draft.title),
		steps: draft.steps.map(({ key: _, subject, bodyHtml, ...step }) => ({
			...step,
			subject: subject === null ? null : foldLine(subject),
			bodyHtml: bodyHtml.trim(),
		})),
	};
}

/** The draft that the procedures took, with keys of this page. */
export function withKeys(input: ReturnType<typeof toInput>): Draft {
	return { ...input, steps: input.steps.map((step) => ({ ...step, key: nextKey() })) };
}

/** True where both say the same, whatever the keys of their steps. */
export function isSame(one: Draft, other: Draft): boolean {
	return JSON.stringify(toInput(one)) === JSON.stringify(toInput(other));
}

/** The subject of the thread that a step stands in; empty where no step before opened one. */
export function threadSubject(draft: Draft, index: number): string {
	return draft.steps.slice(0, index + 1).findLast(({ subject }) => subject !== null)?.subject ?? '';
}
