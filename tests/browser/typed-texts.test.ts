/** What somebody types or pastes into a form: kept as one expects, refused beside its field, never asked about in vain. */
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import { createSignIn } from '#platform/authentication/create-sign-in.ts';
import { DEMO_SIGN_IN_PASSWORD } from '#prisma/demo/subscriptions.ts';
import { startWebServer, type WebServer } from '#tests/environment/web-server.ts';
import type { Populated } from '#tests/rights/populate.ts';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';
import { m } from '#texts/generated/messages.js';
import { startChromium, type Chromium } from './chromium.ts';
import { signIn, type Person } from './person.ts';

const EMAIL = 'camille@sign-in.example';

let populated: PopulatedDatabase;
let web: WebServer;
let chromium: Chromium;
let ours: Populated;
let camille: Person;

beforeAll(async () => {
	populated = await openPopulatedDatabase();
	ours = await populated.populate();
	const authenticationDatabase = openAuthenticationDatabase(populated.home.url);
	await createSignIn(
		createAuthentication({
			database: authenticationDatabase,
			masterKey: populated.masterKey,
			publicUrl: 'http://127.0.0.1:1',
		}),
		{
			userId: ours.responsable.userId,
			subscriptionId: ours.subscriptionId,
			email: EMAIL,
			name: 'Camille Aubrelle',
			password: DEMO_SIGN_IN_PASSWORD,
		},
	);
	await authenticationDatabase.$disconnect();
	web = await startWebServer(populated.home, populated.masterKey);
	chromium = await startChromium();
	camille = await signIn(chromium, web.address, { address: EMAIL, language: 'fr' });
});
afterAll(async () => {
	await chromium?.close();
	await web?.stop();
	await populated?.close();
});

const contactRow = () =>
	populated.database.inSubscription(ours.subscriptionId, ({ db }) =>
		db.contact.findFirstOrThrow({ where: { id: ours.freeContactId } }),
	);
const saveButton = () => camille.page.getByRole('button', { name: m.act_save({}, camille.in) }).first();

it('asks nothing when a contact is left whose name was stored with a line break', async () => {
	await populated.database.inSubscription(ours.subscriptionId, ({ db }) =>
		db.contact.updateMany({ where: { id: ours.freeContactId }, data: { firstName: 'Jeanne\r\nMarie' } }),
	);
	const asked: string[] = [];
	camille.page.on('dialog', (dialog) => {
		asked.push(dialog.message());
		void dialog.accept();
	});
	await camille.open(`/contacts/${ours.freeContactId}`);
	await camille.page.getByLabel(m.contact_first_name({}, camille.in)).waitFor();
	expect(await saveButton().isDisabled()).toBe(true);
	expect(await camille.page.getByLabel(m.contact_first_name({}, camille.in)).inputValue()).toBe(
		'Jeanne Marie',
	);
	await camille.page
		.getByRole('link', { name: m.nav_today({}, camille.in) })
		.first()
		.click();
	await camille.page.waitForURL('**/today');
	expect(asked).toEqual([]);
});

it('keeps a pasted name on one line, and a page’s address as a browser opens it', async () => {
	await camille.open(`/contacts/${ours.freeContactId}`);
	await camille.page.getByLabel(m.contact_first_name({}, camille.in)).fill('Anne\u0000-Lise\tPaule');
	await camille.page
		.getByLabel(m.contact_linkedin({}, camille.in))
		.fill('fr.linkedin.com/in/anne-lise?trk=people');
	await saveButton().click();
	await camille.sees(m.contact_saved({}, camille.in));
	expect(await contactRow()).toMatchObject({
		firstName: 'Anne-Lise Paule',
		linkedinUrl: 'https://www.linkedin.com/in/anne-lise',
	});
	expect(await saveButton().isDisabled()).toBe(true);
});

it('leaves the keyboard’s focus on a button that was pressed, though it has nothing more to do', async () => {
	await camille.open(`/contacts/${ours.freeContactId}`);
	await camille.page.getByLabel(m.contact_first_name({}, camille.in)).fill('Anne-Lise Marie');
	await saveButton().press('Enter');
	await camille.sees(m.contact_saved({}, camille.in));
	expect(await saveButton().isDisabled()).toBe(true);
	expect(await saveButton().evaluate((button) => button === document.activeElement)).toBe(true);
	await saveButton().press('Shift+Tab');
	await camille.page.waitForFunction(() => document.activeElement !== document.body);
});

it('says beside its field that an address of a script is none of LinkedIn', async () => {
	await camille.open(`/contacts/${ours.freeContactId}`);
	const field = camille.page.getByLabel(m.contact_linkedin({}, camille.in));
	await field.fill('javascript:alert(document.domain)//linkedin.com/in/x');
	await saveButton().click();
	await camille.sees(m.field_error_linkedin({}, camille.in));
	expect(await field.getAttribute('aria-invalid')).toBe('true');
	expect((await contactRow()).linkedinUrl).toBe('https://www.linkedin.com/in/anne-lise');
});

/** A page that is seen, and whose script comes when it is let. */
async function withoutScript(path: string): Promise<{ comes(): void }> {
	const { page } = camille;
	let come!: () => void;
	const here = new Promise<void>((resolve) => (come = resolve));
	const held = async (route: Route) => {
		await here;
		await route.continue();
	};
	// Later routes are asked first: those of earlier pages have let theirs go already.
	await page.route('**/_app/**/*.js', held);
	await page.goto(web.address + path, { waitUntil: 'commit' });
	await page.waitForFunction(() => 'earlyPress' in window);
	return { comes: come };
}

it('does what was pressed before the page’s script ran', async () => {
	const script = await withoutScript('/today');
	await camille.page.getByRole('banner').locator('[aria-haspopup=menu]').last().click();
	script.comes();
	await camille.page.getByRole('menuitem', { name: 'English' }).waitFor();
});

it('sends a form by its script alone, with what was typed before that ran', async () => {
	const script = await withoutScript('/companies/new');
	const { page } = camille;
	const field = page.getByLabel(m.company_name({}, camille.in), { exact: true });
	await field.fill('Ateliers Courbevelle');
	await field.press('Enter');
	script.comes();
	await page.getByRole('heading', { level: 1, name: 'Ateliers Courbevelle' }).waitFor();
	expect(new URL(page.url()).search).toBe('');
});
