import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewHit, TrackedMail } from '#domain/tracking/hits/hit.ts';
import { storeHits } from '#domain/tracking/hits/store-hits.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { chooseMeasuring } from '#domain/tracking/choices/choose-measuring.ts';
import { changeMeasuringSettings } from '#domain/tracking/choices/measuring-settings.ts';
import { filterBefore } from '#mail/presets/filter-before.ts';
import { Office } from '#tests/environment/office.ts';
import { createIssue } from '#tests/environment/rows/issue.ts';
import { RULES } from '../judge/signs.ts';
import { judgeHits } from './judge-hits.ts';

const MINUTE = 60_000;
const CHROME =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

let office: Office;
let run: string;
let sendId: string;
let contactId: string;

beforeAll(async () => {
	office = await Office.open('judge');
});
afterAll(() => office?.close());

beforeEach(async () => {
	await office.watch({});
	({ contactId } = await office.contact());
	run = await office.engage({ contactId, sequenceId: await office.sequence({ delays: [0, 4] }) });
	sendId = await office.leave(run);
	const { subscriptionId } = office;
	await office.tx(({ db }) =>
		db.trackedLink.createMany({
			data: [1, 2, 3].map((number) => ({
				...{ subscriptionId, sendId, number, url: `https://atelier.example/${number}` },
			})),
		}),
	);
	await office.advance(10 * MINUTE);
});

function asked(wish: Partial<NewHit> = {}): NewHit {
	return {
		...{ mail: { sendId }, link: 1, method: 'GET', network: '203.0.113.0/24' },
		...{ userAgent: CHROME, purpose: null, ...wish },
	};
}
const come = (...hits: NewHit[]) => office.tx((tx) => storeHits(tx, hits));
const judge = (mail: TrackedMail = { sendId }) => office.tx((tx) => judgeHits(tx, mail, filterBefore));
const told = () =>
	office.tx(async ({ db }) => {
		const where = { contactId, kind: { in: ['link-clicked', 'mail-opened'] } };
		const events = await db.event.findMany({ where, orderBy: { at: 'asc' } });
		return events.map(({ kind, data }) => [kind, data]);
	});
const news = async () =>
	(await office.notifications()).filter(
		({ kind, data }) =>
			['link-clicked', 'mail-opened'].includes(kind) &&
			(data as { contactId?: string }).contactId === contactId,
	);
describe('a click of a person', () => {
	it('is a line of the timeline at its instant, and word to whoever sent the mail', async () => {
		const at = await office.now();
		await come(asked());
		await office.advance(3 * MINUTE);
		await judge();
		expect(await told()).toEqual([['link-clicked', { link: 1 }]]);
		const [event] = await office.tx(({ db }) =>
			db.event.findMany({ where: { contactId, kind: 'link-clicked' } }),
		);
		expect(Math.abs(event!.at.getTime() - at.getTime())).toBeLessThan(MINUTE);
		expect(event).toMatchObject({ sendId, engagementId: run });
		expect(await news()).toHaveLength(1);
		expect((await office.run(run)).endedAt).toBeNull();
	});

	it('is told once a link, and the sender once an hour, however often she follows it', async () => {
		await come(asked(), asked());
		await judge();
		await office.advance(5 * MINUTE);
		await come(asked());
		await office.advance(5_000);
		await come(asked({ link: 2 }));
		await judge();
		expect(await told()).toEqual([
			['link-clicked', { link: 1 }],
			['link-clicked', { link: 2 }],
		]);
		expect(await news()).toHaveLength(1);
		await office.advance(61 * MINUTE);
		await come(asked({ link: 3 }));
		await judge();
		expect(await news()).toHaveLength(2);
	});

	it('ends a run as a success only where its sequence counts clicks', async () => {
		await office.asOwner(
			`ALTER TABLE sequence_version DISABLE TRIGGER sequence_version_immutable;
			UPDATE sequence_version SET click_succeeds = true;
			ALTER TABLE sequence_version ENABLE TRIGGER sequence_version_immutable`,
		);
		await come(asked({ method: 'HEAD' }));
		await judge();
		expect((await office.run(run)).endedAt).toBeNull();
		await office.advance(10 * MINUTE);
		await come(asked({ userAgent: `${CHROME} Edg/142.0.0.0` }));
		await judge();
		expect(await office.run(run)).toMatchObject({ reason: 'ended-click', state: 'succeeded' });
		expect(await office.events(run)).toContain('engagement-succeeded');
	});
});

it('a click that she made before she refused is told to nobody after it', async () => {
	await come(asked());
	await office.tx((tx) => chooseMeasuring(tx, { contactId, opens: 'no', clicks: 'no' }));
	await judge();
	expect(await told()).toEqual([]);
	expect(await news()).toEqual([]);
});

describe('an opening of a person', () => {
	const measured = async (opens: 'yes' | 'unknown', measuresOpens = true) => {
		await office.asOwner(
			`ALTER TABLE sequence_version DISABLE TRIGGER sequence_version_immutable;
			UPDATE sequence_version SET open_succeeds = true;
			ALTER TABLE sequence_version ENABLE TRIGGER sequence_version_immutable`,
		);
		await office.tx(async (tx) => {
			await changeMeasuringSettings(tx, office.ines, {
				...{ measuresOpens, measuresClicks: true, excludedDomains: [] },
			});
			await chooseMeasuring(tx, { contactId, opens, clicks: 'unknown' });
		});
		await come(asked({ link: undefined }));
		await judge();
		return office.run(run);
	};

	it('ends a run as a success where its sequence counts it and she agreed (D-30, 5.7-11)', async () => {
		expect(await measured('yes')).toMatchObject({ reason: 'ended-open', state: 'succeeded' });
		expect(await told()).toEqual([['mail-opened', {}]]);
	});

	it('ends none once she agrees no more', async () => {
		expect((await measured('unknown')).endedAt).toBeNull();
	});

	it('ends none where the subscription measures openings no more', async () => {
		expect((await measured('yes', false)).endedAt).toBeNull();
	});
});

describe('what is no person’s', () => {
	it('does nothing, all links at once least of all', async () => {
		await come(asked(), asked({ link: 2 }), asked({ link: 3 }), asked({ link: undefined, userAgent: null }));
		await judge();
		expect(await told()).toEqual([]);
		expect(await news()).toEqual([]);
		const hits = await office.tx(({ db }) => db.hit.findMany({ where: { sendId } }));
		expect(new Set(hits.map(({ verdict }) => verdict))).toEqual(new Set(['machine']));
		expect(hits.every(({ evidence }) => evidence.length > 0)).toBe(true);
	});

	it('is judged again when rules improve, and sets nothing off then', async () => {
		await come(asked());
		await office.asOwner(
			`UPDATE hit SET verdict = 'machine', evidence = '{head}', rules = 0 WHERE send_id = '${sendId}'`,
		);
		await judge();
		const [hit] = await office.tx(({ db }) => db.hit.findMany({ where: { sendId } }));
		expect(hit).toMatchObject({ verdict: 'person', evidence: ['reader'], rules: RULES });
		expect(await told()).toEqual([]);
	});
});

it('of a newsletter’s mail is told of its reader, and of nobody once she is erased', async () => {
	const { address } = await office.contact();
	const { issueId } = await office.tx((tx) =>
		createIssue(tx, {
			ownerId: office.camille.userId,
			links: [
				{ url: 'https://atelier.example/lettre' },
				{ url: 'https://atelier.example/b', isTracked: false },
			],
			places: [
				{ contactId, address, addressHash: suppressionHash(tx, address) },
				{ contactId: null, address: null, addressHash: suppressionHash(tx, address) },
			],
		}),
	);
	for (const place of [1, 2]) {
		await come(asked({ mail: { issueId, place } }));
		await judge({ issueId, place });
	}
	expect(await told()).toEqual([['link-clicked', { link: 1, issueId }]]);
	const hits = await office.tx(({ db }) => db.hit.findMany({ where: { issueId } }));
	expect(hits.map(({ verdict }) => verdict)).toEqual(['person', 'person']);
});
