import { TAGS, tagWord } from '#texts/priorities-and-tags.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';

type Tag = (typeof TAGS)[number];

interface Chosen {
	routines: readonly { id: string; title: string }[];
	routineId: string | undefined;
	tag: Tag | undefined;
	formerCustomer: boolean | undefined;
	/** The address of the list with other filters. */
	href: (changes: Record<string, string | null>) => string;
	language: Language;
}

/** The chips of the filters by routine and by tag that are in force. */
export function routineChips({ routines, routineId, tag, formerCustomer, href, language }: Chosen) {
	return [
		routineId && {
			name: m.filter_routine(),
			value: routines.find(({ id }) => id === routineId)?.title ?? '–',
			removeHref: href({ routine: null }),
		},
		tag && { name: m.filter_tag(), value: tagWord({ tag }, language), removeHref: href({ tag: null }) },
		formerCustomer && { value: m.tag_former_customer(), removeHref: href({ former: null }) },
	].filter((chip) => typeof chip === 'object');
}

/** What a list may be filtered by: its routines, and the tags on them. */
export function routineGroups({ routines, routineId, tag, formerCustomer, href, language }: Chosen) {
	return [
		{
			title: m.filter_routine(),
			items: routines.map(({ id, title }) => ({
				label: title,
				href: href({ routine: id }),
				chosen: routineId === id,
			})),
		},
		{
			title: m.filter_tag(),
			items: [
				...TAGS.map((one) => ({
					label: tagWord({ tag: one }, language),
					href: href({ tag: one }),
					chosen: tag === one,
				})),
				{ label: m.tag_former_customer(), href: href({ former: 'yes' }), chosen: formerCustomer },
			],
		},
	];
}
