/** Four people without a mailbox connect theirs (issue 8), each at another kind of provider, in both languages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_MAILBOXES, DEMO_RELAY } from '#prisma/demo/mailboxes.ts';
import { DEMO_SENT } from '#prisma/demo/sent-mails.ts';
import { CADRELUNE_USERS, DEMO_SUPPORT } from '#prisma/demo/subscriptions.ts';
import { createProduct, type Product } from '#tests/environment/product.ts';
import { until } from '#tests/environment/until.ts';
import { m } from '#texts/generated/messages.js';
import type { Profile } from '#domain/accounts/read-profile.ts';
import { PAGE_WORDS } from '#embedded/authority/pages/page-words.ts';
import { expectAccessible } from './accessibility.ts';
import { startChromium, type Chromium } from './chromium.ts';
import { openBrowser, signIn, type Person } from './person.ts';

let product: Product;
let chromium: Chromium;

beforeAll(async () => {
	chromium = await startChromium();
	product = createProduct();
	await product.start();
});
afterAll(async () => {
	await chromium?.close();
	await product?.end();
});

/** Somebody at her own mailbox's page. */
async function atHerPage(address: string, language: 'fr' | 'en'): Promise<Person> {
	const person = await signIn(chromium, product.address(), { address, language });
	if (language === 'en') await person.act('profile.chooseLanguage', { language });
	await person.open('/profile/mailbox');
	return person;
}

/** The mailbox is synchronised, and the next screen has the signature beside what was found. */
async function isConnected({ page, ...person }: Person): Promise<void> {
	await page.waitForURL(({ pathname }) => pathname === '/profile/mailbox/done');
	await person.sees(m.account_saved({}, person.in));
	await person.sees(m.account_saved_signature({}, person.in));
	await person.sees(m.mailreading_done({}, person.in));
}

/** What she sent before ends with a signature: one click takes it, another takes that back (C1-17). */
async function takesFoundSignature({ page, ...person }: Person): Promise<void> {
	const lines = DEMO_SENT.signature.join('\n');
	const field = page.getByRole('textbox', { name: m.profile_signature({}, person.in) });
	const taken = () => person.ask<Profile>('profile.readProfile', undefined);
	await person.sees(m.mailreading_signature_found({}, person.in));
	expect(await field.inputValue()).toBe('');
	await expectAccessible(page);
	await person.press(m.mailreading_signature_take({}, person.in));
	await person.sees(m.profile_signature_saved({}, person.in));
	expect(await field.inputValue()).toBe(lines);
	expect((await taken()).signatureHtml).toContain(DEMO_SENT.signature[2]);
	await person.press(m.act_undo({}, person.in));
	await person.sees(m.undone_done({}, person.in));
	expect((await taken()).signatureHtml).toBe('');
	await person.press(m.mailreading_signature_take({}, person.in));
	await until('it is saved again', taken, ({ signatureHtml }) => signatureHtml !== '');
}

const typesPassword = async ({ page, ...person }: Person, password: string) => {
	const field = page.getByLabel(m.connect_password({}, person.in), { exact: true });
	await field.filter({ visible: true }).first().fill(password);
	await person.press(m.connect_next({}, person.in));
};

/** An administrator elsewhere, who has no account, consents behind the link that he was handed. */
async function approves(link: string, more: (administrator: Person) => Promise<void> = async () => {}) {
	const administrator = await openBrowser(chromium, product.address(), { language: 'en' });
	const english = PAGE_WORDS.en;
	const { page } = administrator;
	await page.goto(link);
	await administrator.sees('hugo.sarmentel@cadrelune.example');
	await expectAccessible(page);
	await administrator.press(m.connect_page_go({}, administrator.in));
	await page.getByLabel(english.address).fill('informatique@cadrelune.example');
	await administrator.press(english.next);
	await administrator.press(english.accept);
	await administrator.sees(m.connect_page_thanks({}, administrator.in));
	await more(administrator);
	await administrator.close();
}

describe('whoever is signed in at Microsoft already', () => {
	it('is asked for one press until her mailbox is synchronised (R-130)', async () => {
		const lea = await atHerPage('lea.dorvigny@cadrelune.example', 'fr');
		await lea.sees('Microsoft 365');
		await lea.press(m.connect_search_show({}, lea.in));
		await lea.sees(m.connect_step_exchanger({}, lea.in));
		await expectAccessible(lea.page);
		await lea.press(m.connect_next({}, lea.in));
		await isConnected(lea);
		await lea.open('/profile/mailbox');
		await lea.sees(m.account_grant({ provider: 'Microsoft' }, lea.in));
		expect(await lea.page.getByLabel(m.account_password({}, lea.in)).count()).toBe(0);
		await expectAccessible(lea.page);
		await lea.close();
	});
});

describe('where an administrator must consent', () => {
	it('the page goes on by itself once he did, who needs no account; what is closed is gone round by Graph', async () => {
		const hugo = await atHerPage('hugo.sarmentel@cadrelune.example', 'fr');
		const french = PAGE_WORDS.fr;
		/** The button of Microsoft's page is called like the one that leads to it. */
		const goesOnThere = async () => {
			await hugo.page.waitForURL(/authorize/);
			await hugo.press(french.next);
		};
		await hugo.press(m.connect_next({}, hugo.in));
		await goesOnThere();
		await hugo.press(french.backWithout);
		await hugo.sees(m.connect_consent_title({}, hugo.in));
		await expectAccessible(hugo.page);
		const link = (await hugo.page.locator('code').first().textContent())!;
		await hugo.page.getByLabel(m.connect_ask_address({}, hugo.in)).fill('informatique@cadrelune.example');
		await hugo.press(m.connect_ask_send({}, hugo.in));
		await hugo.sees(m.connect_fate_accepted({}, hugo.in));
		await hugo.sees(m.connect_ask_stop({}, hugo.in));
		await expectAccessible(hugo.page);

		await approves(link, async ({ page, ...administrator }) => {
			await expectAccessible(page);
			await page.goto(`${product.address()}/consent/declined`);
			await administrator.sees(m.connect_page_declined({}, administrator.in));
			await expectAccessible(page);
		});

		// His page stood open: it is at Microsoft's again, whose session was never opened.
		await goesOnThere();
		await hugo.sees(m.connect_event_consent_given({}, hugo.in));
		await hugo.sees(m.check_code_protocol_disabled_one({ protocol: 'SMTP' }, hugo.in));
		await hugo.sees(m.connect_switch_title_smtp({}, hugo.in));
		await hugo.sees(m.connect_graph_closed({}, hugo.in));
		// The page scrolls within its frame: what stands outside the flow makes the document no taller.
		expect(await hugo.page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
		await expectAccessible(hugo.page);
		await hugo.press(m.connect_help_ask({}, hugo.in));
		await hugo.sees('login-smtp: failed, protocol-disabled');
		await expectAccessible(hugo.page);
		expect(await hugo.page.getByRole('dialog').textContent()).not.toContain('hugo');
		await hugo.page.keyboard.press('Escape');

		// D-65: the administrator is asked once more, for Graph.
		await hugo.press(m.connect_graph_act({}, hugo.in));
		await goesOnThere();
		await hugo.press(french.backWithout);
		await hugo.sees(m.connect_graph_stands({}, hugo.in));
		await hugo.sees('Mail.ReadWrite');
		await approves((await hugo.page.locator('code').first().textContent())!);
		await goesOnThere();
		await isConnected(hugo);
		await hugo.close();
	});
});

describe('at Google', () => {
	it('a permission that is unticked is told, and given the next time', async () => {
		const nora = await atHerPage('nora.belhassi@cadrelune-lyon.example', 'en');
		const english = PAGE_WORDS.en;
		await nora.sees('Google Workspace');
		for (const ticks of [false, true]) {
			await nora.press(m.connect_next({}, nora.in));
			await nora.page.getByRole('button', { name: english.next }).click();
			const box = nora.page.getByRole('checkbox').first();
			await box.waitFor();
			await box.setChecked(ticks);
			await nora.press(english.accept);
			if (!ticks) await nora.sees(m.connect_fault_permissions_missing({}, nora.in));
		}
		await isConnected(nora);
		await takesFoundSignature(nora);
		await nora.close();
	});
});

describe('with a password', () => {
	it('a wrong one is typed anew where it was refused', async () => {
		const paul = await atHerPage('paul.kerdrel@boite-perso.example', 'en');
		await typesPassword(paul, 'wrong');
		await paul.sees(m.check_code_password_refused({}, paul.in));
		await expectAccessible(paul.page);
		const { password } = DEMO_MAILBOXES.find(({ address }) => address.startsWith('paul.'))!;
		await typesPassword(paul, password);
		await isConnected(paul);
		await paul.close();
	});

	it('a connection is withdrawn, and nothing of it is kept', async () => {
		const karim = await atHerPage('karim.tessoual@cadrelune.example', 'fr');
		await karim.press(m.connect_again({}, karim.in));
		await karim.sees('Microsoft 365');
		await karim.press(m.connect_withdraw({}, karim.in));
		await karim.sees(m.connect_withdrawn_kept({}, karim.in));
		await karim.sees('karim.tessoual@cadrelune.example');
		expect(await karim.ask('connections.readOwnConnection', undefined)).toBeNull();
		await karim.close();
	});
});

describe('Délivrabilité of those domains', () => {
	it('a record that lacked is published, and the page turns right by itself; a mail to oneself proves it (E-17)', async () => {
		const ines = await signIn(chromium, product.address(), {
			...{ address: 'ines.morvallon@cadrelune.example', language: 'fr' as const },
		});
		const { page } = ines;
		await ines.open('/settings/deliverability');
		const domain = (name: string) => page.locator(`[data-domain="${name}"]`);
		const cadrelune = domain('cadrelune.example');
		await ines.sees(m.deliverability_pill_todo_one({}, ines.in), cadrelune);
		await cadrelune.locator('ins').getByText('include:spf.serveur.example').waitFor();
		await ines.sees(
			m.deliverability_found_spf_several({ count: 2 }, ines.in),
			domain('cadrelune-lyon.example'),
		);
		await ines.sees(m.deliverability_personal({ domain: 'boite-perso.example' }, ines.in));
		await expectAccessible(page);

		await ines.press(m.deliverability_world_publish({}, ines.in), cadrelune);
		await ines.press(m.deliverability_read_now({}, ines.in), cadrelune);
		await ines.sees(m.deliverability_pill_right({}, ines.in), cadrelune);
		await ines.press(m.deliverability_proof_act({}, ines.in), cadrelune);
		await ines.sees(
			m.deliverability_event_proven({ address: 'ines.morvallon@cadrelune.example' }, ines.in),
			cadrelune,
		);
		await ines.sees(m.deliverability_evidence_proven({}, ines.in), cadrelune);
		await ines.close();
	});
});

describe('a responsable, from the table of all mailboxes', () => {
	it('mends a colleague’s lost mailbox by one act, and tries a relay’s server again, each in its run', async () => {
		const ines = await signIn(chromium, product.address(), {
			address: CADRELUNE_USERS.ines.address,
			language: 'fr',
		});
		const { page } = ines;
		const { address } = CADRELUNE_USERS.karim;
		const { password } = (await ines.act('world.changePassword', { address })) as { password: string };
		await ines.open('/settings/mailboxes');
		// Another one is lost from the start; what mends his stands below his line, a moment after the password changed.
		const his = page.locator('tr').filter({ hasText: address }).locator('xpath=following-sibling::tr[1]');
		await ines.press(m.senders_mend_password({}, ines.in), his);
		await page.waitForURL(/mailboxes\/connect\//);
		await ines.sees(m.connect_by_before({}, ines.in));
		await expectAccessible(page);
		await typesPassword(ines, password);
		await page.waitForURL(/settings\/mailboxes$/);
		await ines.sees(m.senders_connected({}, ines.in));

		await page.locator('a[href^="/settings/mailboxes/relays/"]').filter({ visible: true }).first().click();
		await ines.sees(m.senders_relay_server({}, ines.in));
		await expectAccessible(page);
		await ines.press(m.senders_relay_change({}, ines.in));
		const field = page.getByLabel(m.senders_relay_password({}, ines.in), { exact: true });
		await field.fill('faux');
		await ines.press(m.senders_relay_test({}, ines.in));
		await ines.sees(m.check_code_password_refused({}, ines.in));
		await expectAccessible(page);
		await field.fill(DEMO_RELAY.password);
		await ines.press(m.senders_relay_test({}, ines.in));
		await page.waitForURL(/settings\/mailboxes$/);
		await ines.sees(m.senders_relay_saved({}, ines.in));

		await page.locator('a[href^="/settings/mailboxes/relays/"]').filter({ visible: true }).first().click();
		await ines.press(m.deliverability_proof_act({}, ines.in));
		await ines.sees(m.deliverability_result_pass_for({ domain: 'cadrelune.example' }, ines.in));
		await expectAccessible(page);
		await ines.close();
	});

	it('reads why relays are off, who switched them off and whom to ask; on again, they are as they were', async () => {
		const address = product.address();
		const sam = await signIn(chromium, address, { address: DEMO_SUPPORT.address, language: 'fr' });
		await sam.open('/runs/relays');
		await sam.sees(m.senders_relays_support_help({}, sam.in));
		await expectAccessible(sam.page);
		const line = sam.page.getByRole('listitem').filter({ hasText: 'Cadrelune' });
		await line.getByRole('button').click();
		await sam.sees(m.senders_relays_switched_off({ name: 'Cadrelune' }, sam.in));

		const { address: hers } = CADRELUNE_USERS.ines;
		const ines = await signIn(chromium, address, { address: hers, language: 'en' });
		await ines.act('profile.chooseLanguage', { language: 'en' });
		await ines.open('/settings/mailboxes');
		const relay = ines.page.locator('a[href^="/settings/mailboxes/relays/"]').filter({ visible: true });
		await relay.first().click();
		await ines.sees(m.senders_relays_stay({}, ines.in));
		await expectAccessible(ines.page);
		await ines.open('/settings/mailboxes');
		await ines.press(new RegExp(`^${m.senders_new({}, ines.in)}$`));
		await ines.page.getByRole('menuitem', { name: m.senders_kind_relay({}, ines.in) }).click();
		await ines.sees(m.senders_relays_off({}, ines.in));
		await expectAccessible(ines.page);
		await ines.open('/settings/subscription');
		await ines.sees('Sam Ferrandier');

		await line.getByRole('button').click();
		await sam.sees(m.senders_relays_switched_on({ name: 'Cadrelune' }, sam.in));
		await ines.open('/settings/mailboxes');
		await relay.first().click();
		await ines.sees(m.senders_relay_server({}, ines.in));
		await ines.act('profile.chooseLanguage', { language: 'fr' });
		await ines.close();
		await sam.close();
	});
});
