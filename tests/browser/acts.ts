import { m } from '#texts/generated/messages.js';
import type { Person } from './person.ts';

const FIRST_CONTACT = 'Premier contact – planification d’atelier';

/** Finds a company in the list and opens its sheet. */
export async function openSheet({ open, page }: Person, company: string): Promise<void> {
	await open(`/companies?search=${encodeURIComponent(company)}`);
	await page.getByRole('link', { name: company }).filter({ visible: true }).first().click();
	await page.getByRole('heading', { level: 1, name: company }).waitFor();
}

/** *Engager dans une séquence* for a contact of the sheet that is open; stops before the last press. */
export async function fillEngage(person: Person, contact: string): Promise<void> {
	const { page } = person;
	await person.press(m.contact_engage({ contact }, person.in));
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel(m.engage_sequence({}, person.in)).selectOption({ label: FIRST_CONTACT });
	await dialog.getByRole('tab').nth(3).waitFor();
}

/** Presses *Engager*, once nothing speaks against it, and waits for the answer. */
export async function confirmEngage(person: Person, contact: string): Promise<void> {
	const { page } = person;
	const anyway = m.act_engage_anyway({}, person.in);
	const dialog = page.getByRole('dialog');
	await dialog
		.getByRole('button', { name: new RegExp(`^(${m.act_engage({}, person.in)}|${anyway})`) })
		.click();
	await person.sees(m.engage_done({ contact }, person.in));
	await dialog.waitFor({ state: 'detached' });
}

/** Engages a contact who raises no question. */
export async function engage(person: Person, company: string, contact: string): Promise<void> {
	await openSheet(person, company);
	await fillEngage(person, contact);
	await confirmEngage(person, contact);
}

/** Finds a contact's run in the list of engagements and opens it. */
export async function openRun({ open, page }: Person, contact: string): Promise<void> {
	await open(`/engagements?search=${encodeURIComponent(contact)}`);
	await page.getByRole('link', { name: contact }).filter({ visible: true }).first().click();
	await page.getByRole('heading', { name: contact }).waitFor();
}
