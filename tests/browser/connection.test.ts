/** Nothing typed is lost: without a network, without a server, without a session, after a crash and beside a colleague. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Route } from 'playwright-core';
import { CADRELUNE_USERS, DEMO_SIGN_IN_PASSWORD } from '#prisma/demo/subscriptions.ts';
import { signInAsCaller } from '#tests/environment/caller.ts';
import { createProduct, type Product } from '#tests/environment/product.ts';
import { m } from '#texts/generated/messages.js';
import { expectAccessible } from './accessibility.ts';
import { openSheet } from './acts.ts';
import { startChromium, type Chromium } from './chromium.ts';
import { signIn, type Person } from './person.ts';
import { takePicture } from './pictures.ts';

const COMPANY = 'Brumevent Équipements';
const { camille: CAMILLE, karim: KARIM } = CADRELUNE_USERS;

let product: Product;
let chromium: Chromium;
let camille: Person;
let sheet: string;

beforeAll(async () => {
	chromium = await startChromium();
	product = createProduct();
	await product.start();
	camille = await signIn(chromium, product.address(), { address: CAMILLE.address, language: 'fr' });
	await openSheet(camille, COMPANY);
	sheet = new URL(camille.page.url()).pathname;
});
afterAll(async () => {
	await chromium?.close();
	await product?.end();
});

/** Opens the window of a new note on the sheet and types. */
async function typeNote(person: Person, text: string): Promise<Locator> {
	await person.press(m.note_new({}, person.in));
	const dialog = person.page.getByRole('dialog', { name: m.note_new({}, person.in) });
	await dialog.getByLabel(m.note_text({}, person.in)).fill(text);
	return dialog;
}

/** How many notes of the sheet say this. */
async function notesThatSay(person: Person, text: string): Promise<number> {
	const companyId = sheet.split('/').at(-1);
	const { rows } = await person.ask<{ rows: { note: { text: string } | null }[] }>('timeline.listTimeline', {
		companyId,
		group: 'notes',
	});
	return rows.filter(({ note }) => note?.text === text).length;
}

const save = (person: Person, where: Locator) => person.press(m.act_save({}, person.in), where);

/** What somebody else does of the same subscription meanwhile. */
const colleague = (address = KARIM.address) => signInAsCaller(product.address(), address);

describe('a lost network', () => {
	it('opens a window whose code was not there yet as soon as the network is back', async () => {
		const hurried = await signIn(chromium, product.address(), { address: CAMILLE.address, language: 'fr' });
		const { page } = hurried;
		// A browser that is never quiet fetches nothing ahead, and nothing lies in its cache.
		await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
		await page.addInitScript(() => (window.requestIdleCallback = () => 0));
		await hurried.open(sheet);
		await page.context().setOffline(true);
		await hurried.press(m.note_new({}, hurried.in));
		await hurried.sees(m.connection_lost({}, hurried.in));
		expect(await page.getByRole('dialog').count()).toBe(0);
		await page.context().setOffline(false);
		await page.getByRole('dialog', { name: m.note_new({}, hurried.in) }).waitFor();
		await hurried.close();
	});

	it('is said in one line that moves nothing; acts wait and are done once; pages stay', async () => {
		const { page } = camille;
		const line = page.getByText(m.connection_lost({}, camille.in));
		const main = page.locator('#content');
		const before = await main.boundingBox();
		// What was opened once is there; what comes in the browser's first quiet moment may still be on its way.
		await typeNote(camille, '');
		await page.keyboard.press('Escape');
		await page.context().setOffline(true);
		await line.waitFor();
		expect(await main.boundingBox()).toEqual(before);
		await expectAccessible(page);
		await takePicture(page, 'offline');

		const dialog = await typeNote(camille, 'Écrit hors connexion');
		await save(camille, dialog);
		await camille.sees(m.connection_unconfirmed({}, camille.in));
		expect(await dialog.getByLabel(m.note_text({}, camille.in)).inputValue()).toBe('Écrit hors connexion');
		await page.keyboard.press('Escape');
		await page
			.getByRole('link', { name: m.nav_today({}, camille.in) })
			.first()
			.click();
		expect(new URL(page.url()).pathname).toBe(sheet);

		await page.context().setOffline(false);
		await camille.sees(m.note_written({}, camille.in));
		await line.waitFor({ state: 'detached' });
		expect(await main.boundingBox()).toEqual(before);
		expect(await notesThatSay(camille, 'Écrit hors connexion')).toBe(1);
	});

	it('that ate the answer of an act has the act answered again, not done again', async () => {
		const { page } = camille;
		let isEaten = false;
		const eatOnce = async (route: Route) => {
			if (isEaten) return route.continue();
			isEaten = true;
			await route.fetch();
			await route.abort('connectionreset');
		};
		await page.route('**/trpc/notes.writeNote', eatOnce);
		const dialog = await typeNote(camille, 'Réponse perdue');
		await save(camille, dialog);
		await dialog.waitFor({ state: 'detached' });
		await page.unroute('**/trpc/notes.writeNote', eatOnce);
		expect(isEaten).toBe(true);
		expect(await notesThatSay(camille, 'Réponse perdue')).toBe(1);
	});
});

describe('a server that is gone though the browser is online', () => {
	it('leaves the page and what is typed where they are, and goes on when it is back', async () => {
		const { page } = camille;
		await openSheet(camille, COMPANY);
		const dialog = await typeNote(camille, 'Pendant la panne');
		await product.kill('web');
		await save(camille, dialog);
		await dialog.waitFor({ state: 'detached', timeout: 60_000 });
		expect(new URL(page.url()).pathname).toBe(sheet);
		expect(await notesThatSay(camille, 'Pendant la panne')).toBe(1);
	});

	it('lets a page that was asked for wait instead of replacing the app by the browser’s error', async () => {
		const { page } = camille;
		await page.evaluate(() => ((window as unknown as { isSame: boolean }).isSame = true));
		await page.route('**', (route) => route.abort('connectionrefused'));
		// Without a pointer over it before: that alone would ask the server, and what is known to be away is not left for.
		await page
			.getByRole('link', { name: m.nav_relances({}, camille.in) })
			.first()
			.evaluate((link: HTMLElement) => link.click());
		await camille.sees(m.connection_lost({}, camille.in));
		expect(new URL(page.url()).pathname).toBe(sheet);
		await page.unroute('**');
		await page.waitForURL(({ pathname }) => pathname === '/relances');
		await page.getByText(m.connection_lost({}, camille.in)).waitFor({ state: 'detached' });
		expect(await page.evaluate(() => (window as unknown as { isSame?: boolean }).isSame)).toBe(true);
	});
});

describe('a session that ended', () => {
	it('is begun again over the page, and the act is done then', async () => {
		const { page } = camille;
		await openSheet(camille, COMPANY);
		const dialog = await typeNote(camille, 'Session terminée');
		// She ends her other sessions elsewhere: this page is one of them.
		await (await colleague(CAMILLE.address)).act('profile.revokeOtherSessions', {});
		await save(camille, dialog);
		const over = page.getByRole('dialog', { name: m.signin_over_title({}, camille.in) });
		await over.getByText(CAMILLE.address).waitFor();
		await expectAccessible(page);
		await takePicture(page, 'signed-out');
		await over.getByLabel(m.signin_password({}, camille.in)).fill('not her password');
		await camille.press(m.act_sign_in({}, camille.in), over);
		await over.getByRole('alert').waitFor();
		await over.getByLabel(m.signin_password({}, camille.in)).fill(DEMO_SIGN_IN_PASSWORD);
		await camille.press(m.act_sign_in({}, camille.in), over);
		await dialog.waitFor({ state: 'detached' });
		expect(new URL(page.url()).pathname).toBe(sheet);
		expect(await notesThatSay(camille, 'Session terminée')).toBe(1);
	});
});

describe('a draft', () => {
	it('comes back after the tab went away, can be thrown away, and is nobody else’s', async () => {
		const { page } = camille;
		await openSheet(camille, COMPANY);
		await typeNote(camille, 'Pas encore enregistré');
		await page.goto('about:blank');
		await camille.open(sheet);
		await camille.press(m.note_new({}, camille.in));
		const field = page.getByRole('dialog').getByLabel(m.note_text({}, camille.in));
		expect(await field.inputValue()).toBe('Pas encore enregistré');
		await takePicture(page, 'draft');
		const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
		expect(await kept()).toContain('Pas encore enregistré');
		await camille.press(m.draft_discard({}, camille.in), page.getByRole('dialog'));
		expect(await field.inputValue()).toBe('');
		await field.fill('Encore une fois');
		await page.keyboard.press('Escape');

		await camille.press(m.user_menu({}, camille.in));
		await page.getByRole('menuitem', { name: m.user_signout({}, camille.in) }).click();
		await page.waitForURL(({ pathname }) => pathname === '/sign-in');
		expect(await kept()).not.toContain('Encore une fois');
		await camille.close();
		camille = await signIn(chromium, product.address(), { address: CAMILLE.address, language: 'fr' });
	});
});

describe('two people who change the same company', () => {
	it('see theirs and mine side by side, field by field, and lose neither', async () => {
		const { page } = camille;
		await openSheet(camille, COMPANY);
		const id = sheet.split('/').at(-1);
		await camille.press(m.act_edit({}, camille.in));
		const form = page.getByRole('dialog', { name: m.company_edit({}, camille.in) });
		const field = (label: string) => form.getByLabel(label);
		await field(m.company_city({}, camille.in)).fill('Nantes');
		await field(m.company_phone({}, camille.in)).fill('02 40 00 00 00');

		const karim = await colleague();
		const before = await karim.ask<Record<string, unknown>>('companies.readCompany', { companyId: id });
		const { name, siren, activity, headcount, address, postalCode, country, timeZone } = before;
		const { phone, domains, generalAddresses } = before;
		await karim.act('companies.changeCompany', {
			...{ id, name, siren, activity, headcount, address, postalCode, country, timeZone },
			...{ phone, domains, generalAddresses },
			city: 'Rezé',
			website: 'https://brumevent.example',
		});
		await camille.sees('Rezé', page.locator('#content'));
		expect(await field(m.company_city({}, camille.in)).inputValue()).toBe('Nantes');

		await save(camille, form);
		const conflict = page.getByRole('dialog', { name: m.conflict_title({}, camille.in) });
		await conflict.getByRole('radio').first().waitFor();
		expect(await conflict.getByRole('group').count()).toBe(1);
		await expectAccessible(page);
		await takePicture(page, 'conflict');
		await conflict.getByLabel('Rezé').check();
		await save(camille, conflict);
		await camille.sees(m.company_saved({}, camille.in));
		expect(await camille.ask('companies.readCompany', { companyId: id })).toMatchObject({
			city: 'Rezé',
			phone: '02 40 00 00 00',
			website: 'https://brumevent.example',
		});
	});
});

describe('a press', () => {
	it('shows at once what it does, and takes it back where it is refused', async () => {
		const { page } = camille;
		const { rows } = await camille.ask<{ rows: { id: string; state: string }[] }>(
			'engagements.listEngagements',
			{ segment: 'live', sort: 'next', limit: 20 },
		);
		const run = rows.find(({ state }) => state !== 'paused')!;
		await camille.open(`/engagements/${run.id}`);
		const held = Promise.withResolvers<void>();
		await page.route('**/trpc/engagements.pauseEngagement', async (route) => {
			await held.promise;
			await route.fulfill({ status: 409, json: refusal('already-paused') });
		});
		await camille.press(m.act_pause({}, camille.in));
		await page.getByRole('button', { name: m.act_resume({}, camille.in) }).waitFor();
		held.resolve();
		await page.getByRole('button', { name: m.act_pause({}, camille.in) }).waitFor();
		await camille.sees(m.refusal_already_paused({}, camille.in));
		await page.unrouteAll();
		await camille.press(m.act_pause({}, camille.in));
		await camille.sees(
			m.pause_done({ contact: await page.getByRole('heading').nth(1).innerText() }, camille.in),
		);
	});
});

/** An answer of a procedure that refused. */
function refusal(code: string) {
	const message = m.refusal_already_paused({}, { locale: 'fr' });
	return {
		error: { json: { message, code: -32009, data: { code: 'CONFLICT', httpStatus: 409, refusal: code } } },
	};
}
