import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseMeasuring, refuseByHash } from '#domain/tracking/choices/choose-measuring.ts';
import { refuseMeasuring } from '#domain/behind-mails/acts-of-page.ts';
import { signUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { placeTickets, type PlaceTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { sendTickets } from '#domain/tracking/tickets/send-tickets.ts';
import { openKeyRing, type KeyRing } from '#platform/secrets/key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { serveHits } from './serve-hits.ts';

const CHROME =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const TARGET = 'https://atelier.example/visite?ref=1&x=%C3%A9#plan';

let office: Office;
let ring: KeyRing;
let base: string;
let stop: () => Promise<void>;
let issueId: string;
let contactId: string;
let address: string;
let tickets: PlaceTickets;

beforeAll(async () => {
	office = await Office.open('hits');
	const envelopes = await office.tx((tx) => Promise.resolve(tx.process.envelopes()));
	ring = await openKeyRing(office.database, envelopes, 'unsubscribe');
	const answer = serveHits(office.database, ring);
	const server = createServer((asked, response) => {
		if (!answer(asked, response, '203.0.113.77')) response.writeHead(418).end();
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	stop = () => new Promise((closed) => server.close(() => closed()));
});
afterAll(async () => {
	await stop?.();
	await office?.close();
});

beforeEach(async () => {
	({ contactId, address } = await office.contact());
	({ issueId } = await office.tx((tx) =>
		createIssue(tx, {
			ownerId: office.ines.userId,
			links: [{ url: TARGET }, { url: 'javascript:alert(1)' }],
			places: [{ contactId, address, addressHash: suppressionHash(tx, address), opens: 'identified' }],
		}),
	));
	tickets = placeTickets(ring, { issueId, place: 1 });
});

interface Answered {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** Asks as it is written: `fetch` would add headers and follow. */
function ask(path: string, headers: Record<string, string> = { 'user-agent': CHROME }, method = 'GET') {
	return new Promise<Answered>((resolve, reject) => {
		const asking = request(`${base}${path}`, { method, headers }, (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => parts.push(part));
			response.on('end', () =>
				resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
			);
		});
		asking.on('error', reject).end();
	});
}
const hits = () => office.tx(({ db }) => db.hit.findMany({ where: { issueId }, orderBy: { at: 'asc' } }));

describe('a link', () => {
	it('leads to what was stored with its mail, whatever else the address says, and is written down first', async () => {
		const answer = await ask(`/l/${tickets.link(1)}?url=https://evil.example&to=//evil.example`);
		expect(answer.status).toBe(307);
		expect(answer.headers.location).toBe(TARGET);
		expect(answer.headers['cache-control']).toContain('no-store');
		expect(answer.headers['set-cookie']).toBeUndefined();
		const [hit] = await hits();
		expect(hit).toMatchObject({ use: 'click', place: 1, link: 1, method: 'GET', verdict: null });
		expect(hit).toMatchObject({ network: '203.0.113.0/24', userAgent: CHROME, purpose: null });
	});

	it('keeps what a request said of its purpose, and its method', async () => {
		await ask(`/l/${tickets.link(1)}`, { 'user-agent': CHROME, 'sec-purpose': 'prefetch;prerender' });
		await ask(`/l/${tickets.link(1)}`, {}, 'HEAD');
		expect((await hits()).map(({ method, purpose, userAgent }) => [method, purpose, userAgent])).toEqual(
			expect.arrayContaining([
				['GET', 'prefetch;prerender', CHROME],
				['HEAD', null, null],
			]),
		);
	});

	it('that nobody signed, that its mail does not have, or that is no address of the web, leads nowhere', async () => {
		const gone = placeTickets(ring, { issueId: randomUUID(), place: 1 });
		const wrong = [tickets.pixel, tickets.link(9), tickets.link(2), gone.link(1), 'nonsense', 'a'.repeat(52)];
		for (const ticket of wrong) {
			const answer = await ask(`/l/${ticket}`, { 'accept-language': 'en' });
			expect(answer.status, ticket).toBe(404);
			expect(answer.headers.location).toBeUndefined();
			expect(answer.body.toString()).toContain('This link belongs to none of our messages');
		}
		expect((await hits()).filter(({ link }) => link === 9)).toEqual([]);
		expect((await ask(`/l/${tickets.link(1)}`, {}, 'POST')).status).toBe(405);
	});

	it('of a mail of a sequence leads where that mail says', async () => {
		const { contactId: whom } = await office.contact();
		const run = await office.engage({ contactId: whom, sequenceId: await office.sequence() });
		const sendId = await office.leave(run);
		const { subscriptionId } = office;
		await office.tx(({ db }) =>
			db.trackedLink.create({ data: { subscriptionId, sendId, number: 1, url: TARGET } }),
		);
		const { link } = sendTickets(ring, { subscriptionId, sendId });
		expect((await ask(`/l/${link(1)}`)).headers.location).toBe(TARGET);
		expect((await ask(`/l/${link(2)}`)).status).toBe(404);
		expect(await office.tx(({ db }) => db.hit.count({ where: { sendId } }))).toBe(1);
	});
});

describe('the pixel', () => {
	it('is always a picture of 43 bytes that nobody keeps, also for what is none of ours', async () => {
		for (const ticket of [tickets.pixel, 'nonsense', tickets.unsubscribe]) {
			const answer = await ask(`/o/${ticket}.gif`);
			expect(answer.status).toBe(200);
			expect(answer.body.length).toBe(43);
			expect(answer.body.subarray(0, 6).toString()).toBe('GIF89a');
			expect(answer.headers['cache-control']).toBe('no-cache, no-store, must-revalidate');
			expect([answer.headers.pragma, answer.headers.expires]).toEqual(['no-cache', '0']);
		}
		expect((await hits()).map(({ use, link }) => [use, link])).toEqual([['open', null]]);
	});

	it('of whom nothing is measured keeps neither network nor program, and is judged at once', async () => {
		const { pixel } = placeTickets(ring, { issueId, place: 0 });
		await ask(`/o/${pixel}.gif`);
		await ask(`/o/${pixel}.gif`, { 'user-agent': 'Mozilla/5.0' });
		const loads = await hits();
		expect(loads.every(({ network, userAgent, place }) => !network && !userAgent && place === 0)).toBe(true);
		expect(loads.map(({ verdict }) => verdict).sort()).toEqual(['machine', 'person']);
	});
});

describe('a refusal', () => {
	const both = async () => {
		await ask(`/o/${tickets.pixel}.gif`);
		return ask(`/l/${tickets.link(1)}`);
	};

	it('silences mails that left before: links lead on, nothing is kept', async () => {
		await both();
		expect(await hits()).toHaveLength(2);
		await office.tx((tx) => chooseMeasuring(tx, { contactId, opens: 'no', clicks: 'no' }));
		expect((await both()).headers.location).toBe(TARGET);
		expect(await hits()).toHaveLength(2);
	});

	it('of opens alone leaves clicks', async () => {
		await office.tx((tx) => chooseMeasuring(tx, { contactId, opens: 'no', clicks: 'unknown' }));
		await both();
		expect((await hits()).map(({ use }) => use)).toEqual(['click']);
	});

	it('of whoever has no card any more is kept by the hash of her address', async () => {
		await office.tx((tx) => refuseByHash(tx, suppressionHash(tx, address)));
		expect((await both()).status).toBe(307);
		expect(await hits()).toEqual([]);
	});
});

it('who presses « Refuser la mesure » below any mail is silent in all that left before, a sequence’s too', async () => {
	const { subscriptionId } = office;
	await office.watch({});
	const run = await office.engage({ contactId, sequenceId: await office.sequence() });
	const sendId = await office.leave(run);
	await office.tx(({ db }) =>
		db.trackedLink.create({ data: { subscriptionId, sendId, number: 1, url: TARGET } }),
	);
	const step = sendTickets(ring, { subscriptionId, sendId });
	const kept = () => office.tx(({ db }) => db.hit.count({ where: { OR: [{ issueId }, { sendId }] } }));
	const everything = async () => {
		for (const path of [`/l/${tickets.link(1)}`, `/l/${step.link(1)}`])
			expect((await ask(path)).headers.location).toBe(TARGET);
		for (const path of [`/o/${tickets.pixel}.gif`, `/o/${step.pixel}.gif`])
			expect((await ask(path)).status).toBe(200);
		return kept();
	};
	expect(await everything()).toBe(4);
	const token = signUnsubscribeToken(ring, { subscriptionId, sendId });
	await refuseMeasuring(office.database, ring, token);
	expect(await everything()).toBe(4);
});

it('leaves every other address to the pages', async () => {
	for (const path of ['/', '/l', '/l/', '/o/', '/u/abc', '/login', '/lx/abc'])
		expect((await ask(path)).status, path).toBe(418);
});

it('stores what comes at once with few commits, and answers each where it leads', async () => {
	const answers = await Promise.all(Array.from({ length: 300 }, () => ask(`/l/${tickets.link(1)}`)));
	expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(new Set([TARGET]));
	const [{ commits, stored }] = (await office.tx(
		(tx) => tx.sql<{ commits: number; stored: number }>`
			SELECT count(DISTINCT xmin::text)::int AS commits, count(*)::int AS stored FROM hit WHERE issue_id = ${issueId}::uuid`,
	)) as [{ commits: number; stored: number }];
	expect(stored).toBe(300);
	expect(commits).toBeLessThan(100);
});
