import { m } from './generated/messages.js';
import type { Language } from './language.ts';

/** Priorities and tags in the order in which people choose among them. */
export const PRIORITIES = ['high', 'normal', 'low'] as const;
export const TAGS = ['suspect', 'prospect', 'client', 'off_target'] as const;

export type PriorityWord = (typeof PRIORITIES)[number];
export type TagWord = (typeof TAGS)[number];

/** A tag as an event tells it. */
export interface TagTold {
	tag: TagWord | null;
	isFormerCustomer?: boolean;
}

/** « Haute », « Normale », « Faible ». */
export function priorityWord(priority: PriorityWord, language: Language): string {
	const words = { high: m.priority_high, normal: m.priority_normal, low: m.priority_low };
	return words[priority]({}, { locale: language });
}

/** « Prospect », « Hors-cible », with the mention *Ex-Client* where it stands; « aucun tag » for none. */
export function tagWord(told: TagTold | null | undefined, language: Language): string {
	const locale = { locale: language };
	const words = {
		suspect: m.tag_suspect,
		prospect: m.tag_prospect,
		client: m.tag_client,
		off_target: m.tag_off_target,
	};
	const parts = [
		told?.tag ? words[told.tag]({}, locale) : null,
		told?.isFormerCustomer ? m.tag_former_customer({}, locale) : null,
	].filter((part) => part !== null);
	return parts.length > 0 ? parts.join(', ') : m.tag_none({}, locale);
}
