import type { NewsletterAutomation } from '#domain/automations/automation.ts';
import { tagWord, priorityWord } from '#texts/priorities-and-tags.ts';
import { duration } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';

/** What an automation will do, a phrase each. `routineTitle` and `sequenceTitle` name what the reader sees. */
export function automationWords(
	automation: NewsletterAutomation,
	language: Language,
	routineTitle: (routineId: string) => string | undefined,
	sequenceTitle: (sequenceId: string) => string | undefined,
): string[] {
	const tag = (routineId: string, chosen: 'suspect' | 'prospect' | 'client' | 'off_target') =>
		m.automation_tag({
			routine: routineTitle(routineId) ?? m.company_routines(),
			tag: tagWord({ tag: chosen }, language),
		});
	if (automation.kind === 'engage')
		return [m.automation_engage_in({ sequence: sequenceTitle(automation.sequenceId) ?? '–' })];
	if (automation.kind === 'unsubscribe') return [m.automation_unsubscribe()];
	if (automation.kind === 'tag') return [tag(automation.routineId, automation.tag)];
	const priority = priorityWord(automation.priority, language);
	const relance =
		automation.days === 0
			? m.automation_relance_same_day({ priority })
			: m.automation_relance_later({ priority, duration: duration(automation.days, 'days', language) });
	const choice = automation.tag;
	if (choice.kind === 'explicit') return [relance, tag(choice.routineId, choice.tag)];
	return [relance, choice.kind === 'default' ? m.automation_default_tag() : m.automation_leave_tags()];
}
