/**
 * The story of the product as people live it, in a real browser on the whole product
 * (docs/demonstration-world/ten-minutes.md).
 */
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { createProduct, type Product } from '#tests/environment/product.ts';
import { CADRELUNE_USERS, DEMO_SUPPORT } from '#prisma/demo/subscriptions.ts';
import type { WorldMail, WorldMailLine } from '#platform/world/control-contract.ts';
import { m } from '#texts/generated/messages.js';
import { expectAccessible } from './accessibility.ts';
import { confirmEngage, engage, fillEngage, openRun, openSheet } from './acts.ts';
import { startChromium, type Chromium } from './chromium.ts';
import type { RunLine } from '#domain/engagements/show/run-line.ts';
import type { Page } from '#platform/database/keyset.ts';
import { advanceUntil, arrived } from '#tests/environment/move-clock.ts';
import { until } from '#tests/environment/until.ts';
import { openBrowser, signIn, type Person } from './person.ts';
import { takePicture } from './pictures.ts';
import { SCREENS } from './screens.ts';

/** How long a list is looked at before it is loaded again, in milliseconds: a loaded machine shows it late. */
const RELOAD_EVERY = 10_000;

let product: Product | undefined;
let chromium: Chromium;
let address: string;

beforeAll(async () => {
	chromium = await startChromium();
	// A product that runs already, while one works on these tests; it is not at its first start then.
	const running = process.env.REFRAIN_PRODUCT;
	if (!running) {
		product = createProduct();
		await product.start();
	}
	address = running ?? product!.address();
});
afterAll(async () => {
	await chromium?.close();
	await product?.end();
});

/** A failed step of the story leaves what the person saw. */
function keepTheSight({ page }: Person): void {
	onTestFailed(async () => {
		const words = await page.locator('body').innerText();
		console.error(`${page.url()}\n${words}\n${product?.logOf('worker') ?? ''}`);
	});
}

interface Received {
	readonly subject: string;
	readonly text: string;
	header(name: string): string | undefined;
}

/** What somebody of the demonstration world received from this person's subscription, newest first. */
async function receivedBy(person: Person, somebody: string): Promise<Received[]> {
	const lines = await person.ask<WorldMailLine[]>('world.listReceived', { person: somebody });
	return Promise.all(
		lines.map(async ({ id }) => {
			const { subject, text, headers } = await person.ask<WorldMail>('world.readReceived', { id });
			return { subject, text, header: (name) => headers.find((one) => one.name === name)?.value };
		}),
	);
}

/** The newest run of a contact, as the person's list has it. */
async function runOf(person: Person, contact: string): Promise<RunLine> {
	const { rows } = await person.ask<Page<RunLine>>('engagements.listEngagements', { search: contact });
	return rows[0]!;
}

/** A first mail leaves at once, after the gap to another one, or when a window opens. */
async function waitForStep(person: Person, step: number, contact: string): Promise<void> {
	await advanceUntil(person, async () => (await runOf(person, contact)).position > step);
	await person.sees(m.event_step_sent({ step: String(step), contact }, person.in));
}

const MATHILDE = 'mathilde.ronsavel@brumevent.example';
const french = { locale: 'fr' } as const;

describe('Camille, in French', () => {
	let camille: Person;
	beforeAll(async () => {
		camille = await signIn(chromium, address, {
			address: CADRELUNE_USERS.camille.address,
			language: 'fr',
		});
	});
	afterAll(() => camille?.close());

	it('sees what waits for her', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();
		const due = page.getByRole('list').filter({ hasText: 'Menuiseries Boisnoué' });
		expect(await due.getByRole('listitem').count()).toBe(2);
		await camille.sees('il y a 6 jours', due);
		await camille.sees('Mécanique Ardelouse', due);
		await camille.sees('Monde de démonstration : aucun message ne part vers une vraie adresse.');
		await takePicture(page, 'today');
	});

	it('engages Mathilde Ronsavel after seeing each mail as she will get it', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await openSheet(camille, 'Brumevent Équipements');
		await fillEngage(camille, 'Mathilde Ronsavel');
		const dialog = page.getByRole('dialog');
		expect(await dialog.getByRole('tab').count()).toBe(4);
		const mail = dialog.frameLocator('iframe');
		await mail.getByText('Bonjour Madame Ronsavel,').waitFor();
		await mail.getByText('Cette question se pose-t-elle aussi chez Brumevent Équipements ?').waitFor();
		await camille.sees(/partirait (le|tout de suite)/, dialog);
		await camille.sees('Création d’une relance en cas de succès', dialog);
		await takePicture(page, 'engage');
		await expectAccessible(page);
		await confirmEngage(camille, 'Mathilde Ronsavel');
	});

	it('sees the first mail leave, and what the run waits for, without a reload', async () => {
		keepTheSight(camille);
		await waitForStep(camille, 1, 'Mathilde Ronsavel');
		await camille.sees(/^Étape 2 sur 4 : partira le .+ au plus tôt\./);
		await takePicture(camille.page, 'sheet');
		await camille.press('Pourquoi ?');
		await camille.sees(m.why_title({}, french));
		await camille.page.keyboard.press('Escape');
	});

	it('moves time forward: the second step leaves in the same thread, and her answer ends the run', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await camille.press('Avancer le temps');
		await page.getByRole('menuitem', { name: 'D’une semaine' }).click();
		await camille.sees('Étape 2 envoyée à Mathilde Ronsavel');
		await camille.sees('Réponse reçue, Mathilde Ronsavel');
		await camille.sees('Mathilde Ronsavel : succès');
		await arrived(camille);
		await camille.sees('Je suis disponible jeudi entre 14 h et 15 h.');
		await camille.seesNo('Étape 3 envoyée à Mathilde Ronsavel');
		await takePicture(page, 'reply');

		const [second, first, ...others] = await receivedBy(camille, MATHILDE);
		expect(others).toEqual([]);
		expect(first?.subject).toBe('Planification d’atelier chez Brumevent Équipements');
		expect(second?.subject).toBe('Re: Planification d’atelier chez Brumevent Équipements');
		expect(second?.header('in-reply-to')).toBe(first?.header('message-id'));
	});

	it('finds what her answer set off: a relance, R1 as Prospect', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await camille.sees(/^Relance avancée du .+, Haute/);
		const tag = page.getByLabel(m.routine_tag({ routine: 'Industrie – planification d’atelier' }, french));
		expect(await tag.inputValue()).toBe('prospect');
		await camille.open('/relances');
		const relance = page.getByRole('listitem').filter({ hasText: 'Brumevent Équipements' });
		await camille.sees('Haute', relance);
		await takePicture(page, 'relances');
	});

	it('answers from the sheet, in the thread, from her own mailbox', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await openSheet(camille, 'Brumevent Équipements');
		await camille.press('Répondre');
		await page
			.getByLabel(m.reply_label({ contact: 'Mathilde Ronsavel' }, french))
			.fill('Bonjour Madame Ronsavel,\n\nJe vous appelle jeudi à 14 h 15.');
		await camille.press('Envoyer');
		await camille.sees('Mail envoyé à Mathilde Ronsavel');
		const [reply, , first] = await receivedBy(camille, MATHILDE);
		expect(reply?.text).toContain('Je vous appelle jeudi à 14 h 15.');
		expect(reply?.header('references')).toContain(first?.header('message-id'));
	});

	it('changes the relance in place: another day, another priority', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await camille.open('/relances');
		const relance = page.getByRole('listitem').filter({ hasText: 'Brumevent Équipements' });
		await camille.press(m.relance_change_priority({ company: 'Brumevent Équipements' }, french), relance);
		await page.getByRole('menuitem', { name: 'Normale' }).click();
		await camille.sees('Normale', relance);
		await expectAccessible(page);
	});

	it('sees each way a run can go: away, unknown address, objection', async () => {
		keepTheSight(camille);
		await engage(camille, 'Brumevent Équipements', 'Nadège Porchelet');
		await engage(camille, 'Fonderies Calquemain', 'Jean-Marc Oustrelle');
		await engage(camille, 'Laiterie Vertanse', 'Hélène Jaspérou');
		await openRun(camille, 'Hélène Jaspérou');
		const objected = /^Échec : Hélène Jaspérou ne souhaite plus recevoir vos messages/;
		await advanceUntil(camille, async () => (await runOf(camille, 'Hélène Jaspérou')).state === 'failed');
		await camille.sees(objected);
		await openRun(camille, 'Nadège Porchelet');
		await camille.sees(/^Attend jusqu’au .+ : Nadège Porchelet a signalé son absence/);
		await takePicture(camille.page, 'engagement');
		await expectAccessible(camille.page);
		await openRun(camille, 'Jean-Marc Oustrelle');
		await camille.sees(
			'Échec : jean-marc.oustrelle@calquemain.example n’existe pas. L’adresse est marquée invalide.',
		);
	});

	it('stops one with a verdict, sees the consequences first, and withdraws another', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await engage(camille, 'Menuiseries Boisnoué', 'Élodie Pastourne');
		await engage(camille, 'Menuiseries Boisnoué', 'Mickaël Dréanec');
		await openRun(camille, 'Élodie Pastourne');
		await camille.press(/^STOP/);
		const dialog = page.getByRole('dialog');
		await camille.sees('Souhaitez-vous terminer la séquence comme étant un succès ou un échec ?', dialog);
		expect(await dialog.getByRole('button', { name: 'STOP' }).isDisabled()).toBe(true);
		await dialog.getByRole('radio', { name: /Succès/ }).check();
		await expectAccessible(page);
		await camille.press('STOP, succès', dialog);
		await camille.sees(/^Stoppé par Camille Aubrelle le .+ : succès\./);
		await openRun(camille, 'Mickaël Dréanec');
		await camille.press('Retirer de la séquence');
		await camille.sees('Ni succès, ni échec : aucune automation, aucune relance.', dialog);
		await camille.press('Retirer de la séquence', dialog);
		await camille.sees(/^Retiré par Camille Aubrelle le .+, sans verdict ni automation\./);
		await openSheet(camille, 'Menuiseries Boisnoué');
		await camille.sees(/^Relance inchangée/);
	});

	it('is asked first at a company that is off target, and where a colleague writes', async () => {
		keepTheSight(camille);
		const { page } = camille;
		for (const [company, contact, question] of [
			['Verrerie Solombre', 'Bertrand Caussanel', /^Verrerie Solombre est hors-cible sur/],
			['Plasturgie Nacrefort', 'Agnès Bellorme', /Karim Tessoual/],
		] as const) {
			await openSheet(camille, company);
			await fillEngage(camille, contact);
			const dialog = page.getByRole('dialog');
			await camille.sees(question, dialog);
			expect(await dialog.getByRole('button', { name: /^Engager/ }).isDisabled()).toBe(true);
			await dialog.getByRole('checkbox').check();
			await confirmEngage(camille, contact);
		}
	});

	it('says what a doubtful mail is: takes it back, then another reading, and the run goes on', async () => {
		keepTheSight(camille);
		const { page } = camille;
		const benedicte = 'Bénédicte Fauvergne';
		await openSheet(camille, 'Tissages Roncelaine');
		await fillEngage(camille, benedicte);
		// Karim writes to a colleague of hers.
		await page.getByRole('dialog').getByRole('checkbox').check();
		await confirmEngage(camille, benedicte);
		const isDoubtful = async () => (await runOf(camille, benedicte)).reason === 'verdict-doubtful';
		await advanceUntil(camille, isDoubtful);
		await camille.open('/today');
		const card = page.getByRole('article', { name: /^À vérifier depuis .+Bénédicte Fauvergne a écrit/ });
		// What each reading does stands beside its button before it is pressed.
		await camille.sees(/^Succès\. \d envois ne partiront pas\./, card);
		await expectAccessible(page);
		await camille.press('Une réponse', card);
		await card.waitFor({ state: 'detached' });
		await camille.press(m.act_undo({}, french));
		await card.waitFor();

		await camille.press('Un message automatique', card);
		const dialog = page.getByRole('dialog');
		await camille.sees(m.consequence_goes_on({}, french), dialog);
		await expectAccessible(page);
		await camille.press(m.correct_choose({}, french), dialog);
		await dialog.waitFor({ state: 'detached' });
		await card.waitFor({ state: 'detached' });
		await until('the run goes on', async () => (await runOf(camille, benedicte)).state === 'running');
	});

	it('looks at a page that is told of a change: it is fetched anew, not again and again', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await openSheet(camille, 'Tissages Roncelaine');
		let streams = 0;
		page.on('request', (request) => (streams += Number(request.url().includes('live.followChanges'))));
		await camille.press(m.note_new({}, french));
		await page.getByRole('dialog').getByRole('textbox').fill('Rappeler en janvier.');
		await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
		await camille.sees('Rappeler en janvier.');
		// As long as three refetches that would follow each other.
		await page.waitForTimeout(3_500);
		expect(streams).toBe(0);
	});

	it('creates a company that is missing, and its contact', async () => {
		keepTheSight(camille);
		const { page } = camille;
		await camille.open('/companies/new');
		await expectAccessible(page);
		await page.getByLabel('Nom', { exact: true }).fill('Ateliers Courbevelle');
		await page.getByLabel('Domaines').fill('courbevelle.example');
		await camille.press(/^Créer|^Enregistrer/);
		await page.getByRole('heading', { level: 1, name: 'Ateliers Courbevelle' }).waitFor();
		await camille.press(m.contact_add({}, french));
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('Prénom').fill('Paul');
		await dialog.getByLabel('Nom', { exact: true }).fill('Grandvaire');
		await dialog.getByLabel('Adresse mail').fill('paul.grandvaire@courbevelle.example');
		await expectAccessible(page);
		await camille.press('Enregistrer', dialog);
		await page.getByRole('heading', { name: 'Paul Grandvaire' }).waitFor();
	});
});

describe('Inès, in English', () => {
	const english = { locale: 'en' } as const;
	let ines: Person;
	beforeAll(async () => {
		ines = await signIn(chromium, address, { address: CADRELUNE_USERS.ines.address, language: 'en' });
	});
	afterAll(() => ines?.close());

	it('chooses her language, which is kept', async () => {
		keepTheSight(ines);
		const { page } = ines;
		// Her account's language goes before the browser's.
		await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();
		await ines.press(/Inès Morvallon/, page.getByRole('banner'));
		const again = page.waitForEvent('load');
		await page.getByRole('menuitem', { name: 'English' }).click();
		await again;
		await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
		expect(await page.locator('html').getAttribute('lang')).toBe('en');
	});

	it('engages, moves time, and an answer ends the run', async () => {
		keepTheSight(ines);
		const { page } = ines;
		await openSheet(ines, 'Wexholm Tooling');
		await fillEngage(ines, 'Oliver Penwright');
		await ines.sees('Follow-up created on success', page.getByRole('dialog'));
		await confirmEngage(ines, 'Oliver Penwright');
		await waitForStep(ines, 1, 'Oliver Penwright');
		await ines.sees(/^Step 2 of 4: leaves .+ at the earliest\./);
		// Not on the sheet: who looks at it has seen the answer.
		await ines.open('/today');
		await ines.press('Move time forward');
		await page.getByRole('menuitem', { name: m.sandbox_advance_days({ count: 4 }, english) }).click();
		await ines.sees(/could we speak in English/);
		await arrived(ines);
		await page
			.getByRole('link', { name: /Notifications/ })
			.first()
			.click();
		await ines.sees(m.notification_reply({ contact: 'Oliver Penwright' }, english));
		await openRun(ines, 'Oliver Penwright');
		await ines.sees(/^Success: Oliver Penwright replied .+\. The remaining steps will not leave\./);
	});
});

describe('Sam, of support', () => {
	let sam: Person;
	beforeAll(async () => {
		sam = await signIn(chromium, address, { address: DEMO_SUPPORT.address, language: 'fr' });
	});
	afterAll(() => sam?.close());

	it('lands on the runs, also from a page of salespeople’s', async () => {
		await sam.open('/today');
		await sam.page.getByRole('heading', { level: 1, name: 'Exécutions' }).waitFor();
	});

	it('finds the run whose mailbox is lost, and reads why and what mends it, but nobody’s address', async () => {
		keepTheSight(sam);
		const { page } = sam;
		await page.getByRole('heading', { level: 1, name: 'Exécutions' }).waitFor();
		await expectAccessible(page);
		// Its mailbox is told lost a while after the product's first start.
		await until('the loss stands in the list', async () => {
			await sam.reload();
			return sam.isSeen(/n’est plus synchronisée/, RELOAD_EVERY);
		});
		await sam.press(m.act_filter({}, french));
		await page.getByRole('menuitem', { name: m.reason_name_mailbox_lost({}, french) }).click();
		// The whole list has such a row too: the first row is the one only once the list is filtered.
		await page.waitForURL(({ searchParams }) => searchParams.get('reason') === 'mailbox-lost');
		await sam.sees(/^Bloqué depuis .+ n’est plus synchronisée/);
		await page
			.getByRole('table')
			.getByRole('link', { name: /^Engagement / })
			.first()
			.click();
		await page.getByRole('heading', { level: 1, name: /^Engagement / }).waitFor();
		await sam.sees(/^Bloqué depuis .+ Reprendra seul à la reconnexion\./);
		expect(await page.locator('main').innerText()).not.toMatch(/dominique\.arzelin|baptiste\.courlay/i);
		await takePicture(page, 'run');
		await expectAccessible(page);
	});

	it('holds the sending of a subscription, which is told why, and reopens it', async () => {
		const { page } = sam;
		await sam.open('/runs');
		await sam.press(m.halt_title({}, french));
		await page.getByRole('heading', { level: 1, name: m.halt_title({}, french) }).waitFor();
		await sam.press(m.halt_act_hold({}, french));
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel(m.halt_field_reason({}, french)).fill('Panne du relais.');
		await expectAccessible(page);
		await dialog.getByRole('button', { name: m.halt_act_hold({}, french) }).click();
		await sam.sees('Panne du relais.');
		await expectAccessible(page);
		await page.getByRole('button', { name: m.halt_act_reopen({}, french) }).click();
		await sam.sees(/Rouvert le .+ par Sam/);
	});
});

describe('whoever follows the link in a mail', () => {
	it('reads, without a script and without signing in, and confirms', async () => {
		const ines = await signIn(chromium, address, {
			address: CADRELUNE_USERS.ines.address,
			language: 'en',
		});
		const [mail] = await receivedBy(ines, 'oliver.penwright@wexholm.example');
		const link = /<(http[^>]+)>/.exec(mail!.header('list-unsubscribe')!)![1]!;
		const { pathname } = new URL(link);
		const onlooker = await openBrowser(chromium, address, { language: 'en' });
		// This page has no script that could say it is ready.
		await onlooker.page.goto(new URL(pathname, address).href);
		await expectAccessible(onlooker.page);
		await onlooker.close();
		const reader = await openBrowser(chromium, address, { language: 'en', scripts: false });
		await reader.open(pathname);
		// The mail's language, not the browser's.
		await reader.sees('Cadrelune vous a écrit.');
		await reader.press(m.unsubscribe_confirm({}, french));
		await reader.sees('Cadrelune ne vous enverra plus de messages.');
		await reader.close();
		await ines.open('/settings/suppressions');
		await ines.sees(/@wexholm\.example/);
		await ines.close();
	});
});

describe('every screen, in both themes, on a desk and on a phone', () => {
	let ines: Person;
	beforeAll(async () => {
		ines = await signIn(chromium, address, { address: CADRELUNE_USERS.ines.address, language: 'en' });
	});
	afterAll(() => ines?.close());

	it.each(SCREENS)('$name', async (screen) => {
		keepTheSight(ines);
		await screen.open(ines);
		await expectAccessible(ines.page);
	});

	it('signing in', async () => {
		const stranger = await openBrowser(chromium, address, { language: 'fr' });
		await stranger.open('/sign-in');
		await expectAccessible(stranger.page);
		await stranger.close();
	});
});
