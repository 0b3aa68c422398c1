import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteDomains } from '#domain/tracking/filters/recipient-domains.ts';
import { freezeSend } from '#domain/sends/freeze-send.ts';
import { judgeHits } from '#domain/tracking/acts/judge-hits.ts';
import { storeHits } from '#domain/tracking/hits/store-hits.ts';
import { filterBefore } from '#mail/presets/filter-before.ts';
import { startZoneServer, type ZoneServer } from '#mail/deliverability/zone-server.test-support.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { hitLimits, recipientDomainLimits } from '#platform/newsletter-limits.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import { Office } from '#tests/environment/office.ts';
import { createSubscription } from '#tests/environment/rows/user.ts';
import { askDue, forgetRecipientDomains } from './ask-recipient-domains.ts';

const CHROME =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

let office: Office;
let pool: DispatchPool;
let zone: ZoneServer;

beforeAll(async () => {
	office = await Office.open('recipient-domains');
	pool = openDispatchPool(office.ownerUrl);
	zone = await startZoneServer({});
});
afterAll(async () => {
	await zone?.close();
	await pool?.close();
	await office?.close();
});

const deps = () => ({ pool, database: office.database, discovery: { names: zone.names } });
const note = (...domains: string[]) =>
	office.tx((tx) => tx.sql`${noteDomains(tx, Prisma.sql`SELECT unnest(${domains}::text[]) AS domain`)}`);
const known = async (domain: string) =>
	office.tx(({ db }) => db.recipientDomain.findFirst({ where: { domain } }));
const askAll = async () => {
	while ((await askDue(deps())) > 0);
};

describe('a domain that a measured mail went to', () => {
	it('is asked for once, however many mails go there', async () => {
		zone.publish({ 'filtre.example MX': ['10 eu-smtp-inbound-1.mimecast.com', '20 mx.filtre.example'] });
		await note('filtre.example');
		await note('filtre.example');
		await askAll();
		await note('filtre.example');
		await askAll();
		expect(zone.asked.filter((question) => question === 'MX filtre.example')).toHaveLength(1);
		expect(await known('filtre.example')).toMatchObject({
			...{ exchangers: ['eu-smtp-inbound-1.mimecast.com', 'mx.filtre.example'], nextAskAt: null },
		});
	});

	it('whose name servers are silent is asked for again a few times, then no more; what was known stands', async () => {
		zone.publish({ 'muet.example MX': ['10 mx.muet.example'] });
		await note('muet.example');
		await askAll();
		zone.publish({ 'muet.example MX': 'silent' });
		await office.advance(recipientDomainLimits.notedEvery);
		await note('muet.example');
		const questions = () => zone.asked.filter((question) => question === 'MX muet.example').length;
		for (let tries = 1; tries <= recipientDomainLimits.tries; tries++) {
			await askAll();
			expect(questions()).toBe(1 + tries);
			await office.advance(recipientDomainLimits.again * 2 ** tries);
		}
		await askAll();
		expect(questions()).toBe(1 + recipientDomainLimits.tries);
		expect(await known('muet.example')).toMatchObject({ exchangers: ['mx.muet.example'], nextAskAt: null });
	});

	it('that answers nonsense leaves names alone, and few of them', async () => {
		const many = Array.from({ length: 60 }, (_, index) => `${index} mx${index}.foule.example`);
		zone.publish({
			'foule.example MX': many,
			'nul.example MX': ['0 .'],
			'adresse.example MX': ['10 192.0.2.1', "20 mx'; DROP.example", '30 MX.Bon.example'],
		});
		await note(
			'foule.example',
			'nul.example',
			'adresse.example',
			'absent.example',
			'localhost',
			'pas un domaine',
		);
		await askAll();
		expect((await known('foule.example'))!.exchangers).toEqual(
			many.slice(0, recipientDomainLimits.exchangersAtMost).map((text) => text.split(' ')[1]),
		);
		expect((await known('nul.example'))!.exchangers).toEqual([]);
		expect((await known('adresse.example'))!.exchangers).toEqual(['mx.bon.example']);
		for (const domain of ['absent.example', 'localhost', 'pas un domaine'])
			expect(await known(domain)).toMatchObject({ exchangers: [], nextAskAt: null });
		expect(zone.asked.filter((question) => /localhost|pas un/.test(question))).toEqual([]);
	});

	it('of a list of thousands delays nobody else’s: each subscription has its share of a round', async () => {
		const other = randomUUID();
		await note(...Array.from({ length: 3_000 }, (_, index) => `liste-${index}.example`));
		await office.database.inSubscription(other, async (tx) => {
			await createSubscription(tx);
			await tx.sql`${noteDomains(tx, Prisma.sql`SELECT 'voisin.example' AS domain`)}`;
		});
		expect(await askDue(deps())).toBe(recipientDomainLimits.share + 1);
		expect(zone.asked).toContain('MX voisin.example');
		await askAll();
		expect(
			await office.tx(({ db }) => db.recipientDomain.count({ where: { nextAskAt: { not: null } } })),
		).toBe(0);
	});

	it('is forgotten when nothing is judged by it any more', async () => {
		await note('ancien.example');
		await office.advance(recipientDomainLimits.notedEvery + hitLimits.rawFor - 60_000);
		await note('jeune.example');
		await office.advance(120_000);
		await forgetRecipientDomains(pool);
		expect(await known('ancien.example')).toBeNull();
		expect(await known('jeune.example')).not.toBeNull();
	});
});

it('a click behind a filter proves nobody alone, and sets off what it does once the reader came back', async () => {
	await office.watch({});
	const { contactId, address } = await office.contact();
	const run = await office.engage({ contactId, sequenceId: await office.sequence({ delays: [0, 4] }) });
	const claimed = (await office.claim(run))!;
	const { sendId } = claimed;
	const links = [1, 2].map((number) => ({ number, url: `https://atelier.example/${number}` }));
	const mail = { recipient: address, subject: 'Votre atelier', html: '', text: '', bytes: Buffer.from('-') };
	const identity = {
		messageId: `<${sendId}@cadrelune.example>`,
		messageIdKey: `${sendId}@cadrelune.example`,
	};
	await office.tx((tx) =>
		freezeSend(tx, claimed, async () => ({ ...mail, ...identity, sha256: Buffer.alloc(32), links })),
	);
	await office.arm(run, claimed);
	await office.accept(run, sendId);
	const domain = address.split('@')[1]!.toLowerCase();
	zone.publish({ [`${domain} MX`]: ['10 mx0a-00112233.pphosted.com'] });
	await askAll();
	await office.advance(20 * 60_000);
	const click = async (link: number) => {
		const hit = { mail: { sendId }, link, method: 'GET', network: '203.0.113.0/24', userAgent: CHROME };
		await office.tx((tx) => storeHits(tx, [{ ...hit, purpose: null }]));
		await office.tx((tx) => judgeHits(tx, { sendId }, filterBefore));
	};
	const evidence = async () =>
		(await office.tx(({ db }) => db.hit.findMany({ where: { sendId }, orderBy: { at: 'asc' } }))).map(
			(hit) => [hit.verdict, hit.evidence[0]],
		);
	const told = () => office.tx(({ db }) => db.event.count({ where: { contactId, kind: 'link-clicked' } }));
	await click(1);
	expect(await evidence()).toEqual([['probable', 'late-filter:Proofpoint']]);
	expect(await told()).toBe(0);
	await office.advance(5 * 60_000);
	await click(2);
	expect((await evidence())[1]).toEqual(['person', 'beyond-filter:Proofpoint']);
	expect(await told()).toBe(1);
});
