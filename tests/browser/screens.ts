import type { Page } from 'playwright-core';
import type { Person } from './person.ts';

/** A screen by its address; one that shows a row is found through the first link of its list. */
export interface Screen {
	readonly name: string;
	open(person: Person): Promise<void>;
}

const at = (path: string): Screen => ({ name: path, open: (person) => person.open(path) });

const firstOf = (list: string, link: RegExp): Screen => ({
	name: `the first of ${list}`,
	async open(person) {
		await person.open(list);
		await person.open(await firstLink(person.page, link));
	},
});

async function firstLink(page: Page, link: RegExp): Promise<string> {
	const hrefs = await page
		.locator('main a[href]')
		.evaluateAll((links) => links.map((one) => one.getAttribute('href')!));
	const found = hrefs.find((href) => link.test(href));
	if (!found) throw new Error(`no link like ${link} among ${hrefs.join(' ')}`);
	return found;
}

const ROW = '/[0-9a-f-]{36}';

/** Every screen of a *responsable* in the sandbox. */
export const SCREENS: readonly Screen[] = [
	at('/today'),
	at('/today?whose=all'),
	at('/companies'),
	at('/companies/new'),
	firstOf('/companies', new RegExp(`^/companies${ROW}`)),
	at('/contacts'),
	firstOf('/contacts', new RegExp(`^/contacts${ROW}`)),
	at('/relances'),
	at('/sequences'),
	at('/sequences/new'),
	firstOf('/sequences', new RegExp(`^/sequences${ROW}`)),
	at('/engagements'),
	firstOf('/engagements', new RegExp(`^/engagements${ROW}`)),
	at('/notifications'),
	at('/profile'),
	at('/profile/mailbox/done'),
	at('/settings/mailboxes'),
	firstOf('/settings/mailboxes', new RegExp(`^/settings/mailboxes${ROW}`)),
	at('/settings/deliverability'),
	at('/settings/measuring'),
	at('/settings/team'),
	at('/settings/routines'),
	at('/settings/suppressions'),
	at('/settings/suppressions?view=removed'),
	at('/settings/closed-days'),
	at('/settings/subscription'),
	at('/world'),
	firstOf('/world', /^\/world\/./),
];
