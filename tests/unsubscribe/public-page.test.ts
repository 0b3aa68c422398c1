import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import { openSuppressionKey, suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { signUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import { placeTickets, type PlaceTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing, type KeyRing } from '#platform/secrets/key-ring.ts';
import { engageContactForTest } from '#tests/crash/engaged-contact.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { startWebServer, type WebServer } from '#tests/environment/web-server.ts';

const masterKey = randomBytes(32);
const envelopes = createEnvelopes(masterKey);
/** A browser that follows a link in a mail: no cookie, no script. */
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'fr-FR,fr;q=0.9' };
const english = { ...browser, 'accept-language': 'en-GB,en;q=0.9' };

let testDatabase: TestDatabase;
let database: Database;
let ring: KeyRing;
let web: WebServer;
let subscriptionId: string;
let sendId: string;
let link: string;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'public-page' });
	ring = await openKeyRing(database, envelopes, 'unsubscribe');
	await openSuppressionKey(database, envelopes);
	web = await startWebServer(testDatabase, masterKey);
});
afterAll(async () => {
	await web?.stop();
	await database?.close();
	await testDatabase?.drop();
});

beforeEach(() => mailed('fr'));

/** A mail of a sequence in this language, and its link. */
async function mailed(language: 'fr' | 'en'): Promise<void> {
	const servers = { smtpPort: 1, imapPort: 1, filesSent: 'no' } as const;
	const contact = await engageContactForTest(database, envelopes, 'reader', servers, { language });
	({ subscriptionId } = contact);
	sendId = randomUUID();
	await database.inSubscription(subscriptionId, (tx) =>
		tx.db.send.create({
			data: {
				subscriptionId,
				id: sendId,
				kind: 'step',
				senderId: contact.senderId,
				engagementId: contact.engagementId,
				position: 1,
				occurrence: 1,
				state: 'accepted',
				recipient: contact.address,
				armedAt: tx.at,
				createdAt: tx.at,
			},
		}),
	);
	link = `${web.address}/u/${signUnsubscribeToken(ring, { subscriptionId, sendId })}`;
}

const causes = async () =>
	database.inSubscription(subscriptionId, async ({ db }) =>
		(await db.suppression.findMany({ orderBy: { at: 'asc' } })).map(({ cause }) => cause),
	);
const textOf = (html: string) =>
	html
		.replace(/^[\s\S]*<main/, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');
const post = (address: string, body: URLSearchParams | undefined, headers: Record<string, string>) =>
	fetch(address, { method: 'POST', redirect: 'manual', headers, ...(body && { body }) });

describe('the page of a link in a mail', () => {
	it('asks in the language of its mail, whatever the browser asks for, and opening it changes nothing', async () => {
		for (const method of ['GET', 'HEAD', 'GET']) {
			const answer = await fetch(link, { method, headers: browser });
			expect(answer.status).toBe(200);
			expect(answer.headers.get('cache-control')).toBe('no-store');
			expect(answer.headers.get('set-cookie')).toBeNull();
		}
		for (const headers of [browser, english]) {
			const french = await (await fetch(link, { headers })).text();
			expect(french).toContain('lang="fr"');
			expect(textOf(french)).toContain('Cadrelune vous a écrit.');
		}
		expect(await causes()).toEqual([]);
	});

	it('is confirmed by its form without a script, says so, and says it again', async () => {
		const page = await (await fetch(link, { headers: browser })).text();
		expect(page).not.toMatch(/<script/);
		expect(page).toMatch(/<form method="post"[^>]*>/);
		const own = { ...browser, origin: web.address };
		const pressed = () => post(link, new URLSearchParams({ confirm: 'yes' }), own);
		for (const answer of [await pressed(), await pressed(), await fetch(link, { headers: browser })]) {
			expect(answer.status).toBe(200);
			const text = textOf(await answer.text());
			expect(text).toContain('Cadrelune ne vous enverra plus de messages.');
			expect(text).toContain('Ce choix est définitif, sauf demande de votre part.');
		}
		expect(await causes()).toEqual(['link']);
	});

	it('of an English mail asks and confirms in English, in a French browser too', async () => {
		await mailed('en');
		const asked = await (await fetch(link, { headers: browser })).text();
		expect(asked).toContain('lang="en"');
		expect(textOf(asked)).toContain('Cadrelune wrote to you.');
		const own = { ...browser, origin: web.address };
		const confirmed = await post(link, new URLSearchParams({ confirm: 'yes' }), own);
		expect(textOf(await confirmed.text())).toContain(
			'You will receive no more messages from Cadrelune. This stays so unless you ask otherwise.',
		);
	});

	it('does nothing for a POST that says neither', async () => {
		expect((await post(link, undefined, browser)).status).toBe(415);
		expect((await post(link, new URLSearchParams({ confirm: 'no' }), browser)).status).toBe(400);
		expect(await causes()).toEqual([]);
	});
});

describe('« Me réinscrire »', () => {
	const own = () => ({ ...browser, origin: web.address });
	const press = (confirm: string) => post(link, new URLSearchParams({ confirm }), own());

	it('is offered to whoever is on the list, takes the address off by its button alone, and is kept', async () => {
		expect(textOf(await (await fetch(link, { headers: browser })).text())).not.toContain('Me réinscrire');
		expect(textOf(await (await press('yes')).text())).toContain('Me réinscrire');
		// In the language of the mail, whatever the browser asks for.
		expect(textOf(await (await fetch(link, { headers: english })).text())).toContain('Me réinscrire');
		expect(await causes()).toEqual(['link']);
		for (const text of [
			textOf(await (await press('again')).text()),
			textOf(await (await press('again')).text()),
		])
			expect(text).toContain('Cadrelune peut de nouveau vous écrire.');
		expect(await causes()).toEqual([]);
		const removals = await database.inSubscription(subscriptionId, ({ db }) =>
			db.suppressionRemoval.findMany({ select: { ground: true, cause: true, removedById: true } }),
		);
		expect(removals).toEqual([{ ground: 'self', cause: 'link', removedById: null }]);
	});

	it('never is what a mail program’s one click means, whatever else stands in its form', async () => {
		const both = new URLSearchParams({ 'List-Unsubscribe': 'One-Click', confirm: 'again' });
		expect((await post(link, both, {})).status).toBe(200);
		expect(await causes()).toEqual(['one-click']);
	});
});

describe('one click of a mail program (RFC 8058)', () => {
	const oneClick = () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });

	it('acts without cookie, origin and page, twice as once', async () => {
		expect((await post(link, oneClick(), {})).status).toBe(200);
		expect((await post(link, oneClick(), { origin: 'https://mail.example' })).status).toBe(200);
		expect(await causes()).toEqual(['one-click']);
	});

	it('acts as multipart form data too', async () => {
		const body = new FormData();
		body.set('List-Unsubscribe', 'One-Click');
		expect((await fetch(link, { method: 'POST', body })).status).toBe(200);
		expect(await causes()).toEqual(['one-click']);
	});

	it('opens no other page to forms from elsewhere', async () => {
		const foreign = { origin: 'https://mail.example' };
		for (const path of ['/sign-in?/signIn', '/sign-out', '/u', '/u/../sign-out']) {
			expect((await post(`${web.address}${path}`, oneClick(), foreign)).status, path).toBe(403);
		}
	});
});

describe('the page behind a newsletter’s mail', () => {
	let page: string;
	let letter: PlaceTickets;
	const own = () => ({ ...browser, origin: web.address });
	const press = (fields: Record<string, string>) => post(page, new URLSearchParams(fields), own());

	beforeEach(async () => {
		letter = await database.inSubscription(subscriptionId, async (tx) => {
			const contact = await tx.db.contact.findFirstOrThrow({ include: { addresses: true } });
			const { address } = contact.addresses[0]!;
			const { id: ownerId } = await tx.db.user.findFirstOrThrow();
			const { issueId, newsletterId } = await createIssue(tx, {
				ownerId,
				content: { type: 'doc', attrs: { reason: '', ...USUAL_COLOURS }, content: [{ type: 'paragraph' }] },
				places: [{ contactId: contact.id, address, addressHash: suppressionHash(tx, address) }],
			});
			await tx.db.newsletterSubscriber.create({
				data: { subscriptionId, newsletterId, contactId: contact.id, subscribedAt: tx.at },
			});
			return placeTickets(ring, { issueId, place: 1 });
		});
		page = `${web.address}/u/${letter.unsubscribe}`;
	});

	it('offers this letter first, everything second and measuring apart, without a script', async () => {
		const html = await (await fetch(page, { headers: browser })).text();
		expect(html).not.toMatch(/<script/);
		expect(html).toContain('lang="fr"');
		const text = textOf(html);
		for (const words of ['La lettre de l’atelier', 'Ne plus recevoir cette newsletter', 'Refuser la mesure'])
			expect(text).toContain(words);
		expect(html).toMatch(/value="newsletter"[^>]* checked/);
		const english = await (await fetch(`${page}?lang=en`, { headers: browser })).text();
		expect(textOf(english)).toContain('No longer receive this newsletter');
	});

	it('answers each button with what is so now', async () => {
		const left = textOf(await (await press({ confirm: 'yes', scope: 'newsletter' })).text());
		expect(left).toContain('Désinscription enregistrée');
		expect(await causes()).toEqual([]);
		const back = textOf(await (await press({ confirm: 'again' })).text());
		expect(back).toContain('vous recevrez de nouveau');
		expect(textOf(await (await press({ confirm: 'measuring' })).text())).toContain('Mesure refusée');
		const all = textOf(await (await press({ confirm: 'yes', scope: 'everything' })).text());
		expect(all).toContain('Cadrelune ne vous enverra plus de messages.');
		expect(await causes()).toEqual(['link']);
	});

	it('takes one click for this letter alone', async () => {
		const oneClick = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
		expect((await post(page, oneClick, { origin: 'https://mail.example' })).status).toBe(200);
		expect(await causes()).toEqual([]);
		expect(textOf(await (await fetch(page, { headers: browser })).text())).toContain('Vous ne recevrez plus');
	});

	it('opens in the browser by its own ticket, and nothing runs there', async () => {
		const shown = await fetch(`${web.address}/b/${letter.browser}`, { headers: browser });
		expect(shown.status).toBe(200);
		expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
		const html = await shown.text();
		expect(html).toContain(`/u/${letter.unsubscribe}`);
		expect(html.match(/<h1[ >]/g)).toHaveLength(1);
	});

	it('says of a ticket that is none what the other page behind a mail says, in the looks of the house', async () => {
		const unknown = await fetch(`${web.address}/b/${letter.unsubscribe}`, { headers: browser });
		expect(unknown.status).toBe(404);
		const html = await unknown.text();
		expect(html).toContain('rel="stylesheet"');
		expect(textOf(html)).toContain('Ce lien ne correspond à aucun de nos messages');
	});
});

it('a link that nobody signed, or whose mail is gone, gets one plain sentence and does nothing', async () => {
	const forged = link.slice(0, -6) + (link.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA');
	const gone = `${web.address}/u/${signUnsubscribeToken(ring, { subscriptionId, sendId: randomUUID() })}`;
	for (const address of [forged, gone, `${web.address}/u/nonsense`]) {
		const answer = await fetch(address, { headers: browser });
		expect(answer.status).toBe(404);
		expect(textOf(await answer.text())).toContain('Ce lien ne correspond à aucun de nos messages');
		const acted = await post(address, new URLSearchParams({ confirm: 'yes' }), english);
		expect(acted.status).toBe(404);
		expect(textOf(await acted.text())).toContain('This link belongs to none of our messages');
		expect((await post(address, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), {})).status).toBe(
			404,
		);
	}
	expect(await causes()).toEqual([]);
});
