import { expect, it } from 'vitest';
import { m } from '#texts/generated/messages.js';
import { contactFiltersOf } from '#lib/features/contacts/filters.ts';
import { relanceFiltersOf } from '#lib/features/relances/filters.ts';
import { companyFiltersOf } from './filters.ts';
import { routineChips, routineGroups } from './routine-filters.ts';

it('Ex-Client is a filter of each list, and a chip that takes it away', () => {
	const address = new URLSearchParams({ former: 'yes' });
	for (const read of [companyFiltersOf, contactFiltersOf, relanceFiltersOf]) {
		expect(read(address).formerCustomer).toBe(true);
		expect(read(new URLSearchParams()).formerCustomer).toBeUndefined();
	}
	const chosen = {
		routines: [],
		routineId: undefined,
		tag: undefined,
		formerCustomer: true,
		href: (changes: Record<string, string | null>) => JSON.stringify(changes),
		language: 'fr',
	} as const;
	expect(routineChips(chosen)).toEqual([{ value: m.tag_former_customer(), removeHref: '{"former":null}' }]);
	expect(routineGroups(chosen).flatMap(({ items }) => items)).toContainEqual({
		label: m.tag_former_customer(),
		href: '{"former":"yes"}',
		chosen: true,
	});
});
