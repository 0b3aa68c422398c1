/** A sequence as fields that are brought together one by one when two people edited it: each step is a field. */
import type { Automation } from '#domain/automations/automation.ts';
import { automationWords } from '#lib/features/engagements/automation-words.ts';
import { duration, type DurationUnit } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';
import { toInput, withKeys, type Draft } from './draft.ts';

type Input = ReturnType<typeof toInput>;
type Step = Input['steps'][number];
type Settings = Omit<
	Input,
	'steps' | 'windowDays' | 'windowFrom' | 'windowTo' | 'timeZone' | 'closingDelayAmount' | 'closingDelayUnit'
>;

export interface SequenceFields extends Settings {
	window: Pick<Input, 'windowDays' | 'windowFrom' | 'windowTo' | 'timeZone'>;
	closing: Pick<Input, 'closingDelayAmount' | 'closingDelayUnit'>;
	/** All of them, where their number differs between the edits. */
	steps?: Step[];
	[step: `step${number}`]: Step;
}

/** Drafts of one sequence as fields; step by step where all have as many. */
export function fieldsOfDrafts<Many extends readonly Draft[]>(
	drafts: Many,
): { [I in keyof Many]: SequenceFields } {
	const isStepwise = new Set(drafts.map(({ steps }) => steps.length)).size === 1;
	return drafts.map((draft) => {
		const { steps, windowDays, windowFrom, windowTo, timeZone, ...rest } = toInput(draft);
		const { closingDelayAmount, closingDelayUnit, ...settings } = rest;
		return {
			...settings,
			window: { windowDays, windowFrom, windowTo, timeZone },
			closing: { closingDelayAmount, closingDelayUnit },
			...(isStepwise
				? Object.fromEntries(steps.map((step, index) => [`step${index + 1}`, step]))
				: { steps }),
		};
	}) as { [I in keyof Many]: SequenceFields };
}

/** The fields as a draft again. */
export function draftOfFields({ window, closing, steps, ...fields }: SequenceFields): Draft {
	const stepwise: Step[] = [];
	for (let step = fields[`step${1}`]; step; step = fields[`step${stepwise.length + 1}`]) stepwise.push(step);
	const settings = Object.fromEntries(Object.entries(fields).filter(([field]) => !/^step\d/.test(field)));
	return withKeys({
		...(settings as unknown as Settings),
		...window,
		...closing,
		steps: steps ?? stepwise,
	});
}

const LABELS: Record<string, () => string> = {
	title: m.sequence_title,
	type: m.sequence_type,
	routineId: m.sequence_routine,
	window: m.sequence_window,
	closing: m.sequence_closing,
	colleagueReplyCounts: m.sequence_colleague,
	clickSucceeds: m.sequence_click,
	openSucceeds: m.sequence_open,
	objectionLine: m.sequence_objection,
	language: m.sequence_language,
	onSuccess: m.sequence_on_success,
	onFailure: m.sequence_on_failure,
	steps: m.sequence_steps,
};

/** How a field is called, and how its value reads. */
export function sequenceWords(
	language: Language,
	routineTitle: (id: string) => string | undefined,
	sequenceTitle: (id: string) => string | undefined,
) {
	const automations = (all: Automation[]) =>
		all.flatMap((one) => automationWords(one, language, routineTitle, sequenceTitle)).join('\n') ||
		m.automation_none();
	const step = ({ delayAmount, delayUnit, subject, bodyHtml }: Step) =>
		[
			duration(delayAmount, delayUnit as DurationUnit, language),
			subject ?? m.sequence_same_thread(),
			plainText(bodyHtml),
		].join('\n');
	const minutes = (count: number) => `${Math.floor(count / 60)}:${String(count % 60).padStart(2, '0')}`;
	return {
		label: (field: string) =>
			LABELS[field]?.() ?? m.engagement_step_n({ step: field.slice('step'.length) as never }),
		words(field: string, value: unknown): string {
			const fields = { [field]: value } as unknown as SequenceFields;
			if (field === 'window') {
				const { windowDays, windowFrom, windowTo, timeZone } = fields.window;
				return `${weekdays(windowDays, language)}\n${minutes(windowFrom)} – ${minutes(windowTo)}\n${timeZone}`;
			}
			if (field === 'closing') {
				const { closingDelayAmount, closingDelayUnit } = fields.closing;
				return duration(closingDelayAmount, closingDelayUnit as DurationUnit, language);
			}
			if (field === 'onSuccess' || field === 'onFailure') return automations(fields[field]);
			if (field === 'steps') return (fields.steps ?? []).map(step).join('\n\n');
			if (/^step\d/.test(field)) return step(value as Step);
			if (field === 'routineId')
				return fields.routineId ? (routineTitle(fields.routineId) ?? '') : m.sequence_routine_none();
			if (field === 'type')
				return fields.type === 'suivi' ? m.sequence_type_suivi() : m.sequence_type_prospection();
			if (field === 'language') return fields.language === 'en' ? m.language_en() : m.language_fr();
			if (typeof value === 'boolean') return value ? m.conflict_yes() : m.conflict_no();
			return String(value);
		},
	};
}

/** Short names of weekdays, Monday is 1. */
function weekdays(days: readonly number[], language: Language): string {
	const names = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
	// 1 January 2024 was a Monday.
	return days.map((day) => names.format(new Date(Date.UTC(2024, 0, day)))).join(', ');
}

/** A body as lines; what is no text is left out. */
function plainText(html: string): string {
	const lines = html.replace(/<br\s*\/?>/gi, '\n').replace(/<\/(p|li|blockquote)>/gi, '\n');
	return (new DOMParser().parseFromString(lines, 'text/html').body.textContent ?? '').trim();
}
