import type { UndoPart } from '#domain/automations/undo/plan-undo.ts';
import type { Language } from '#texts/language.ts';
import { m } from '#texts/generated/messages.js';

const PARTS: Record<UndoPart, () => string> = {
	relance: m.undo_part_relance,
	date: m.undo_part_date,
	priority: m.undo_part_priority,
	followers: m.undo_part_followers,
	tag: m.undo_part_tag,
	note: m.undo_part_note,
	engagement: m.undo_part_engagement,
	subscription: m.undo_part_subscription,
};

/** What an undo restores, and what it leaves because a person changed it since: a sentence each. */
export function undoWords(
	outcome: { restored: readonly UndoPart[]; kept: readonly UndoPart[] },
	language: Language,
): string[] {
	const list = (parts: readonly UndoPart[]) =>
		new Intl.ListFormat(language, { type: 'conjunction' }).format(
			[...new Set(parts)].map((part) => PARTS[part]()),
		);
	const { restored } = outcome;
	const kept = outcome.kept.filter((part) => part !== 'engagement');
	const engagementStays = kept.length < outcome.kept.length ? [m.undo_engagement_stays()] : [];
	if (restored.length === 0) return engagementStays.length > 0 ? engagementStays : [m.undo_nothing()];
	const sentences = [m.undo_restores({ parts: list(restored) })];
	if (kept.length > 0) sentences.push(m.undo_keeps({ parts: list(kept) }));
	return [...sentences, ...engagementStays];
}
