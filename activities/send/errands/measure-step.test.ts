import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	changeMeasuringSettings,
	type MeasuringSettings,
} from '#domain/tracking/choices/measuring-settings.ts';
import { chooseMeasuring, refuseByHash } from '#domain/tracking/choices/choose-measuring.ts';
import { measuringOf } from '#domain/tracking/choices/measuring-of.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { readSendTicket } from '#domain/tracking/tickets/send-tickets.ts';
import { openKeyRing, type KeyRing } from '#platform/secrets/key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import { measureStep } from './measure-step.ts';

const BODY = '<p>Voir <a href="https://atelier.example/plan">le plan</a>.</p>';
const publicUrl = 'http://127.0.0.1:3000';

let office: Office;
let ring: KeyRing;
let contactId: string;
let address: string;
let sendId: string;

beforeAll(async () => {
	office = await Office.open('measured');
	const envelopes = await office.tx((tx) => Promise.resolve(tx.process.envelopes()));
	ring = await openKeyRing(office.database, envelopes, 'unsubscribe');
});
afterAll(() => office?.close());
beforeEach(async () => {
	({ contactId, address } = await office.contact());
	sendId = randomUUID();
	await set({});
});

const set = (wish: Partial<MeasuringSettings>) =>
	office.tx((tx) =>
		changeMeasuringSettings(tx, office.ines, {
			...{ measuresOpens: false, measuresClicks: true, excludedDomains: [], ...wish },
		}),
	);
const choose = (opens: 'yes' | 'no' | 'unknown', clicks: 'yes' | 'no' | 'unknown') =>
	office.tx((tx) => chooseMeasuring(tx, { contactId, opens, clicks, actor: office.ines }));
const deps = () => ({ unsubscribeKeys: ring, config: { publicUrl, sends: undefined as never } });
const measured = (html = BODY) => office.tx((tx) => measureStep(deps(), tx, { sendId, contactId, html }));
const setDomain = (state: 'right' | 'wrong') =>
	office.tx(({ db, subscriptionId, at }) =>
		db.trackingDomain.upsert({
			where: { subscriptionId },
			create: {
				...{ subscriptionId, host: 'liens.atelier.example', state, since: at, nextCheckAt: at },
				...{ setById: office.ines.userId, fault: state === 'wrong' ? 'cname' : null },
			},
			update: { state, fault: state === 'wrong' ? 'cname' : null },
		}),
	);

describe('the links of a step', () => {
	it('lead through tickets of its own send, and no pixel is in it', async () => {
		const { html, links } = await measured();
		expect(links).toEqual([{ number: 1, url: 'https://atelier.example/plan' }]);
		const [, ticket] = /href="http:\/\/127\.0\.0\.1:3000\/l\/([a-z2-7]+)"/.exec(html)!;
		const { subscriptionId } = office;
		expect(readSendTicket(ring, 'link', ticket!)).toEqual({ subscriptionId, sendId, link: 1 });
		expect(html).not.toContain('<img');
	});

	it('lead under the subscription’s own subdomain once it is right', async () => {
		await setDomain('right');
		expect((await measured()).html).toContain('href="https://liens.atelier.example/l/');
		await setDomain('wrong');
		expect((await measured()).html).not.toContain('liens.atelier.example');
	});

	it('leave as they are written for whoever refuses, is of an excluded domain, or where clicks are off', async () => {
		await choose('unknown', 'no');
		expect(await measured()).toEqual({ html: BODY, links: [] });
		await choose('unknown', 'unknown');
		await set({ excludedDomains: ['atelier.example'] });
		expect(await measured()).toEqual({ html: BODY, links: [] });
		await set({ measuresClicks: false });
		expect(await measured()).toEqual({ html: BODY, links: [] });
		await choose('unknown', 'yes');
		expect((await measured()).links).toHaveLength(1);
	});

	it('leave as they are for an address that refused before it had a card', async () => {
		await office.tx((tx) => refuseByHash(tx, suppressionHash(tx, address)));
		expect(await measured()).toEqual({ html: BODY, links: [] });
		await choose('yes', 'yes');
		expect((await measured()).links).toHaveLength(1);
	});
});

describe('the pixel of a step', () => {
	it('is there only where she agreed and the subscription measures opens', async () => {
		const hasPixel = async () => (await measured()).html.includes('/o/');
		await choose('yes', 'unknown');
		expect(await hasPixel()).toBe(false);
		await set({ measuresOpens: true });
		expect(await hasPixel()).toBe(true);
		await choose('no', 'unknown');
		expect(await hasPixel()).toBe(false);
		await choose('unknown', 'unknown');
		expect(await hasPixel()).toBe(false);
	});
});

it('a choice on one card of a person is hers on all of them, and many are answered at once', async () => {
	const other = await office.contact();
	await office.tx(({ db }) =>
		db.contactAddress.create({
			data: { subscriptionId: office.subscriptionId, contactId: other.contactId, address },
		}),
	);
	await office.tx((tx) => chooseMeasuring(tx, { contactId, opens: 'no', clicks: 'no' }));
	const answers = await office.tx((tx) => measuringOf(tx, [contactId, other.contactId, randomUUID()]));
	expect(Object.fromEntries(answers)).toEqual({
		[contactId]: { opens: 'none', clicks: false },
		[other.contactId]: { opens: 'none', clicks: false },
	});
});

it('an erasure keeps a refusal by its hash alone', async () => {
	await office.tx((tx) => chooseMeasuring(tx, { contactId, opens: 'no', clicks: 'no' }));
	await office.erase(contactId);
	await office.tx(async (tx) => {
		expect(await tx.db.measuringChoice.count({ where: { contactId } })).toBe(0);
		const hash = new Uint8Array(suppressionHash(tx, address));
		expect(await tx.db.measuringRefusal.count({ where: { addressHash: hash } })).toBe(1);
	});
	const again = await office.contact();
	await office.tx(({ db }) =>
		db.contactAddress.updateMany({ where: { contactId: again.contactId }, data: { address } }),
	);
	const answers = await office.tx((tx) => measuringOf(tx, [again.contactId]));
	expect(answers.get(again.contactId)).toEqual({ opens: 'none', clicks: false });
});
