/** The pages of an issue and its results: each screen examined by axe, in both themes, on a desk and a phone; numbers lead to their people. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuthenticationDatabase } from '#platform/authentication/authentication-database.ts';
import { createAuthentication } from '#platform/authentication/authentication.ts';
import { createSignIn } from '#platform/authentication/create-sign-in.ts';
import { DEMO_SIGN_IN_PASSWORD } from '#prisma/demo/subscriptions.ts';
import { startWebServer, type WebServer } from '#tests/environment/web-server.ts';
import type { Populated } from '#tests/rights/populate.ts';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';
import { m } from '#texts/generated/messages.js';
import { expectAccessible } from './accessibility.ts';
import { startChromium, type Chromium } from './chromium.ts';
import { signIn, type Person } from './person.ts';

const EMAIL = 'ines@sign-in.example';

let populated: PopulatedDatabase;
let web: WebServer;
let chromium: Chromium;
let ours: Populated;
let ines: Person;
let newsletter: string;
let issue: string;

beforeAll(async () => {
	populated = await openPopulatedDatabase();
	ours = await populated.populate();
	await furnish();
	const authenticationDatabase = openAuthenticationDatabase(populated.home.url);
	await createSignIn(
		createAuthentication({
			database: authenticationDatabase,
			masterKey: populated.masterKey,
			publicUrl: 'http://127.0.0.1:1',
		}),
		{
			...{ userId: ours.responsable.userId, subscriptionId: ours.subscriptionId, email: EMAIL },
			...{ name: 'Inès Morvallon', password: DEMO_SIGN_IN_PASSWORD },
		},
	);
	await authenticationDatabase.$disconnect();
	web = await startWebServer(populated.home, populated.masterKey);
	chromium = await startChromium();
	ines = await signIn(chromium, web.address, { address: EMAIL, language: 'fr' });
});
afterAll(async () => {
	await chromium?.close();
	await web?.stop();
	await populated?.close();
});

/** The one mail of the populated issue was taken; its reader followed the link, and a machine had done so before. */
async function furnish(): Promise<void> {
	const { subscriptionId, issueId, partId } = ours;
	await populated.database.inSubscription(subscriptionId, async ({ db, at }) => {
		await db.issueWindow.updateMany({ where: { partId }, data: { outcomes: 'a', armedAt: at } });
		for (const [verdict, sign, minutes] of [
			['person', 'reader', 30],
			['machine', 'all-links', 1],
		] as const)
			await db.hit.create({
				data: {
					...{ subscriptionId, issueId, place: 1, link: 1, use: 'click', method: 'GET', isRaw: false },
					...{ at: new Date(at.getTime() + minutes * 60_000), verdict, evidence: [sign], rules: 1 },
				},
			});
		const { newsletterId } = await db.newsletterIssue.findFirstOrThrow({ where: { id: issueId } });
		newsletter = `/newsletters/${newsletterId}`;
		issue = `${newsletter}/issues/${issueId}`;
	});
}

it('shows an issue that left, what it sent and what happened to it', async () => {
	await ines.open(issue);
	await ines.sees(m.issues_senders({}, ines.in));
	await expectAccessible(ines.page);
	await ines.open(`${issue}/content`);
	await ines.sees(m.issues_content_title({}, ines.in));
	await expectAccessible(ines.page);
	await ines.open(`${issue}/history`);
	await ines.sees(m.issues_history_due({}, ines.in));
	await expectAccessible(ines.page);
});

it('shows each number and what became of everybody, for everybody who looks', async () => {
	await ines.open(`${issue}/results`);
	await ines.sees(m.results_fate_clicked({}, ines.in));
	await ines.page.locator('iframe').waitFor();
	await expectAccessible(ines.page);
	await ines.press(m.results_view_table({}, ines.in));
	await expectAccessible(ines.page);
});

it('a number leads to its people, and by the keyboard to their card', async () => {
	const { page } = ines;
	await ines.open(`${issue}/results`);
	const words = `${m.results_measure_clicks({}, ines.in)}, ${m.results_verdict_machine({}, ines.in)} 1`;
	await page.getByRole('link', { name: words }).filter({ visible: true }).click();
	await page.waitForURL('**/results/clicks?verdict=machine');
	await ines.sees(new RegExp(m.judged_all_links({}, ines.in)));
	await expectAccessible(page);
	await page.keyboard.press('j');
	expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toContain(
		`#contact-${ours.contactId}`,
	);
});

it('leads from a newsletter to its issues, and its open menu stands in a landmark', async () => {
	const { page } = ines;
	await ines.open(newsletter);
	await page.getByRole('button', { name: m.newsletter_acts({}, ines.in) }).click();
	await page.getByRole('menuitem', { name: m.newsletter_duplicate({}, ines.in) }).waitFor();
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await page.locator(`a[href="${issue}"]`).click();
	await page.waitForURL(`**${issue}`);
});

it('sets issues side by side', async () => {
	await ines.open(`${newsletter}/results`);
	await expectAccessible(ines.page);
});

it('a choice in *Inscrits* outlives a change of somebody else, and a list too long is refused before it stands', async () => {
	const { page } = ines;
	await ines.open(`${newsletter}?step=subscribers`);
	await ines.press(m.newsletter_subscribe_many({}, ines.in));
	await page.getByLabel(m.newsletter_who({}, ines.in)).selectOption('addresses');
	const list = page.getByLabel(m.newsletter_pasted({}, ines.in));
	const readAgain = page.waitForResponse((answer) => answer.url().includes('__data.json'));
	const newsletterId = newsletter.split('/').at(-1)!;
	await populated.database.inSubscription(ours.subscriptionId, ({ db }) =>
		db.newsletter.updateMany({ where: { id: newsletterId }, data: { observationDays: 9 } }),
	);
	await readAgain;
	await list.evaluate((field) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData('text/plain', 'quelqu.un@atelier.example\n'.repeat(60_000));
		field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
	});
	await ines.sees(m.refusal_too_many_contacts({ count: '20 000' }, ines.in));
	expect(await list.inputValue()).toBe('');
	await expectAccessible(page);
	await page.keyboard.press('Escape');
	await list.waitFor({ state: 'detached' });
});
