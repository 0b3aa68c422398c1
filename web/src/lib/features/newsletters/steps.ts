import type { ActivationRemark } from '#domain/newsletters/activation-remarks.ts';
import { m } from '#texts/generated/messages.js';

/** The steps of a newsletter's editor, in their order. */
export const STEPS = ['general', 'content', 'automations', 'subscribers'] as const;
export type Step = (typeof STEPS)[number];

/** The step of an address; without one, the first. */
export function stepOf(name: string | null): Step {
	return STEPS.find((step) => step === name) ?? 'general';
}

export const STEP_NAMES: Record<Step, () => string> = {
	general: m.newsletter_step_general,
	content: m.newsletter_step_content,
	automations: m.newsletter_step_automations,
	subscribers: m.newsletter_step_subscribers,
};

/** What keeps a newsletter from being activated. */
export const REMARK_WORDS: Record<ActivationRemark['code'], () => string> = {
	'recurrence-past': m.newsletter_remark_recurrence_past,
	'subject-missing': m.newsletter_remark_subject_missing,
	'content-missing': m.newsletter_remark_content_missing,
	'content-to-fix': m.newsletter_remark_content_to_fix,
};
