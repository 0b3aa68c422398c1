/** Leaving the sandbox (5.6-34): the same machine with real mailboxes, from the one-time link to a team. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_SIGN_IN_PASSWORD } from '#prisma/demo/subscriptions.ts';
import { createProduct, type Product } from '#tests/environment/product.ts';
import { m } from '#texts/generated/messages.js';
import { expectAccessible } from './accessibility.ts';
import { openSheet } from './acts.ts';
import { startChromium, type Chromium } from './chromium.ts';
import { openBrowser, signIn, type Person } from './person.ts';

const LINE = /Create your subscription, once: (http\S+)/;
const INES = 'ines.morvallon@cadrelune.example';
const KARIM = 'karim.tessoual@cadrelune.example';

let product: Product;
let chromium: Chromium;
let ines: Person;

beforeAll(async () => {
	chromium = await startChromium();
	product = createProduct({ REFRAIN_SANDBOX: 'off' });
	await product.start();
});
afterAll(async () => {
	await chromium?.close();
	await product?.end();
});

it('the first start prints a link that founds a subscription with its first responsable, once', async () => {
	const link = new URL(LINE.exec(product.output())![1]!);
	const stranger = await openBrowser(chromium, product.address(), { language: 'fr' });
	const { page, in: french } = stranger;
	await stranger.open(link.pathname);
	await expectAccessible(page);
	await page.getByLabel(m.found_name({}, french)).fill('Cadrelune');
	await page.getByLabel(m.person_email({}, french)).fill(INES);
	await page.getByLabel(m.person_first_name({}, french)).fill('Inès');
	await page.getByLabel(m.person_last_name({}, french), { exact: true }).fill('Morvallon');
	await page.getByLabel(m.person_password({}, french)).fill(DEMO_SIGN_IN_PASSWORD);
	await stranger.press(m.found_submit({}, french));
	await page.waitForURL(({ pathname }) => pathname === '/sign-in');

	await stranger.open(link.pathname);
	await stranger.sees(m.link_over_title({}, french));
	await stranger.close();
	ines = await signIn(chromium, product.address(), { address: INES, language: 'fr' });
});

it('nothing of the sandbox stands on her pages', async () => {
	await ines.page.getByRole('heading', { level: 1, name: m.nav_today({}, ines.in) }).waitFor();
	await ines.seesNo(m.nav_world({}, ines.in));
	await ines.seesNo(m.sandbox_advance({}, ines.in));
});

it('she invites a colleague by a link, and he joins', async () => {
	const { page } = ines;
	await ines.open('/settings/team');
	await ines.press(m.team_invite({}, ines.in));
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel(m.person_first_name({}, ines.in)).fill('Karim');
	await dialog.getByLabel(m.person_last_name({}, ines.in), { exact: true }).fill('Tessoual');
	await dialog.getByLabel(m.person_email({}, ines.in)).fill(KARIM);
	await ines.press(m.team_invite_create({}, ines.in), dialog);
	const field = dialog.getByLabel(m.team_invite_link({ person: 'Karim Tessoual' }, ines.in));
	const invitation = new URL(await field.inputValue()).pathname;

	const guest = await openBrowser(chromium, product.address(), { language: 'en' });
	await guest.open(invitation);
	await guest.sees(m.invitation_title({ company: 'Cadrelune' }, guest.in));
	await expectAccessible(guest.page);
	await guest.page.getByLabel(m.person_password({}, guest.in)).fill(DEMO_SIGN_IN_PASSWORD);
	await guest.press(m.invitation_submit({}, guest.in));
	await guest.page.waitForURL(({ pathname }) => pathname === '/sign-in');
	await guest.open(invitation);
	await guest.sees(m.link_over_title({}, guest.in));
	await guest.close();
	const karim = await signIn(chromium, product.address(), { address: KARIM, language: 'en' });
	await karim.page.getByRole('heading', { level: 1, name: m.nav_today({}, karim.in) }).waitFor();
	await karim.close();
});

it('the test of a mail account never reaches a server of the machine itself', async () => {
	const { page } = ines;
	await ines.open('/profile/mailbox');
	// Nobody can say where that address is kept: the servers are typed.
	await page.getByLabel(m.account_login({}, ines.in), { exact: true }).fill(INES);
	await page.getByLabel(m.account_password({}, ines.in), { exact: true }).fill('anything');
	for (const side of await page.getByLabel(m.account_server({}, ines.in), { exact: true }).all()) {
		await side.fill('127.0.0.1');
	}
	await ines.press(m.connect_next({}, ines.in));
	await ines.sees(m.check_code_host_refused({}, ines.in));
	await expectAccessible(page);
});

it('while the public address is not an https one, engaging says why not, and refuses', async () => {
	const { id: companyId } = await ines.act<{ id: string }>('companies.createCompany', {
		name: 'Laiterie Vertanse',
	});
	await ines.act('contacts.createContact', {
		companyId,
		firstName: 'Hélène',
		lastName: 'Jaspérou',
		addresses: ['helene.jasperou@vertanse.example'],
	});
	const { id: sequenceId } = await ines.act<{ id: string }>('sequences.createSequence', {
		title: 'Premier contact',
		routineId: null,
		windowDays: [1, 2, 3, 4, 5],
		windowFrom: 540,
		windowTo: 1_080,
		onSuccess: [],
		onFailure: [],
		steps: [{ delayAmount: 0, delayUnit: 'days', subject: 'Bonjour', bodyHtml: '<p>Bonjour</p>' }],
	});
	await ines.act('sequences.activateSequence', { sequenceId });
	await openSheet(ines, 'Laiterie Vertanse');
	await ines.press(m.contact_engage({ contact: 'Hélène Jaspérou' }, ines.in));
	const dialog = ines.page.getByRole('dialog');
	await ines.sees(m.reason_refused_public_address({}, ines.in), dialog);
	const engage = dialog.getByRole('button', { name: new RegExp(`^${m.act_engage({}, ines.in)}`) });
	expect(await engage.isDisabled()).toBe(true);
});
