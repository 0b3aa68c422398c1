import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer, type Server } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordMessageRefused } from '#domain/mails/record-message-fate.ts';
import { writeProofMails } from '#domain/mails/write-proof-mails.ts';
import { deleteMailbox } from '#domain/mailboxes/delete-mailbox.ts';
import { askForReading } from '#domain/sending-domains/ask-for-reading.ts';
import { followDomainOf } from '#domain/sending-domains/follow-domain.ts';
import { readSenderProven } from '#domain/sending-domains/read-sender-proven.ts';
import { listDomains } from '#domain/sending-domains/list-domains.ts';
import { visitDomains } from '#domain/sending-domains/visit-domains.ts';
import { awaitedProofs, noteArrival } from '#domain/sending-domains/note-arrival.ts';
import { deliverabilityLimits } from '#platform/limits.ts';
import { authenticationHead } from '#mail/deliverability/authentication-head.ts';
import {
	startZoneServer,
	type Zone,
	type ZoneServer,
} from '#mail/deliverability/zone-server.test-support.ts';
import { publishedKey } from '#mail/deliverability/sending-world.test-support.ts';
import { createLogger } from '#platform/logging.ts';
import type { Names } from '#platform/network/names.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { MINUTE, Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createDomainActivities, type DomainActivities } from './create-domain-activities.ts';
import type { DomainDeps } from './domain-deps.ts';

const HOST = 'smtp.essai.example';
/** All that one server of its own asks for. */
const RIGHT: Zone = {
	'essai.example NS': ['ns1.ovh.net'],
	'essai.example TXT': [`v=spf1 a:${HOST} -all`],
	'essai.example MX': [`0 ${HOST}`],
	'_dmarc.essai.example TXT': ['v=DMARC1; p=none; rua=mailto:dmarc@essai.example'],
	's1._domainkey.essai.example TXT': [publishedKey(2048)],
	[`${HOST} A`]: ['192.0.2.25'],
	'25.2.0.192.in-addr.arpa PTR': [HOST],
};
const without = (key: string): Zone =>
	Object.fromEntries(Object.entries(RIGHT).filter(([one]) => one !== key));
const SILENT: Zone = Object.fromEntries(Object.keys(RIGHT).map((key) => [key, 'silent' as const]));
const FOUND =
	`Authentication-Results: ${HOST};\r\n\tspf=pass smtp.mailfrom=essai.example;\r\n` +
	'\tdkim=pass header.d=essai.example header.s=s1;\r\n\tdmarc=pass header.from=essai.example\r\n';

let office: Office;
let zones: ZoneServer;
let tls: Server;
let deps: DomainDeps;
let activities: DomainActivities;
/** Waits before each question to the names. */
let meanwhile: () => Promise<void>;

beforeAll(async () => {
	office = await Office.open('deliverability');
	zones = await startZoneServer(RIGHT);
	const certificate = await issueTestCertificate([HOST]);
	tls = createTlsServer({ key: certificate.key, cert: certificate.cert }, (socket) =>
		socket.end('220 hello\r\n'),
	);
	tls.on('tlsClientError', () => {});
	await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
	const { port } = tls.address() as AddressInfo;
	const texts: Names['texts'] = async (name) => {
		await meanwhile();
		return zones.names.texts(name);
	};
	deps = {
		database: office.database,
		logger: createLogger('test', { level: 'silent' }),
		deliverability: {
			names: { ...zones.names, texts },
			policy: {
				kind: 'sandbox',
				host: HOST,
				address: '127.0.0.1',
				ports: [port],
				authority: certificate.authority,
			},
			providers: [],
			isPersonal: (domain) => domain === 'perso.example',
		},
	};
	activities = createDomainActivities(deps);
});
afterAll(async () => {
	tls.close();
	await zones.close();
	await office.close();
});

let mailboxId: string;
let senderId: string;

beforeEach(async () => {
	meanwhile = async () => {};
	zones.publish(RIGHT);
	await office.tx(async ({ db }) => {
		await db.sendingDomain.deleteMany();
		await db.senderProof.deleteMany();
		await db.notification.deleteMany();
		const relays = { where: { kind: 'relay' } };
		await db.send.deleteMany({ where: { sender: relays.where } });
		await db.sender.deleteMany(relays);
		await db.sender.updateMany({ data: { address: 'elsewhere@autre.example' } });
	});
	const { port } = tls.address() as AddressInfo;
	({ mailboxId, senderId } = await office.tx((tx) =>
		createMailbox(tx, {
			...{ ownerId: office.camille.userId, address: `${randomUUID()}@essai.example` },
			...{ smtpHost: HOST, smtpPort: port },
		}),
	));
});

const address = () =>
	office.tx(async ({ db }) => (await db.sender.findFirstOrThrow({ where: { id: senderId } })).address);
async function follow(): Promise<string> {
	const from = await address();
	await office.tx((tx) => followDomainOf(tx, from));
	return (await row()).id;
}
const row = () =>
	office.tx(({ db }) => db.sendingDomain.findFirstOrThrow({ orderBy: { startedAt: 'desc' } }));
const run = (id: string) => ({ subscriptionId: office.subscriptionId, id });
/** What its run does until it waits. */
async function look(id: string) {
	let answer = await activities.lookAtDomain(run(id));
	for (let times = 0; answer.isDue && times < 5; times++) {
		await activities.readDomain(run(id));
		answer = await activities.lookAtDomain(run(id));
	}
	return answer;
}
const dueNow = (id: string) =>
	office.tx((tx) => tx.db.sendingDomain.updateMany({ where: { id }, data: { nextLookAt: tx.at } }));
const seen = async () => (await office.tx((tx) => listDomains(tx, office.camille)))[0]!;
const told = async () => (await seen()).history.map(({ kind }) => kind).toReversed();
const stateOf = async (check: string) => {
	const line = (await seen()).reading!.checks.find((one) => one.check === check)!;
	return [line.state, line.known?.state ?? null];
};

describe('a domain that somebody sends from', () => {
	it('is read at once, and again by itself until what it lacked is there', async () => {
		zones.publish(without('_dmarc.essai.example TXT'));
		const id = await follow();
		const first = await look(id);
		expect(first).toMatchObject({ ended: false, reason: 'domain-to-publish' });
		expect(first.wait).toBeLessThanOrEqual(15 * MINUTE);
		expect(await seen()).toMatchObject({ state: 'to-publish', domain: 'essai.example' });
		expect((await seen()).reading).toMatchObject({ zoneHost: 'ovh' });
		expect(await stateOf('dmarc')).toEqual(['to-publish', null]);

		zones.publish(RIGHT);
		await dueNow(id);
		await look(id);
		expect(await stateOf('dmarc')).toEqual(['right', null]);
		expect(await told()).toEqual(['begun', 'to-publish', 'needs-mail']);
	});

	it('that is right is read daily, and tells when it breaks', async () => {
		const id = await follow();
		await look(id);
		await proves();
		const daily = await look(id);
		expect(daily.reason).toBe('domain-right');
		expect(daily.wait).toBeGreaterThan(23 * 60 * MINUTE);
		zones.publish({ ...RIGHT, 'essai.example TXT': ['v=spf1 -all'] });
		await dueNow(id);
		await look(id);
		expect(await told()).toEqual(['begun', 'needs-mail', 'proof-asked', 'proven', 'right', 'to-publish']);
	});

	it('keeps what was known while nobody answers, and says so once', async () => {
		const id = await follow();
		await look(id);
		zones.publish(SILENT);
		for (const _ of [1, 2]) {
			await dueNow(id);
			expect(await look(id)).toMatchObject({ reason: 'domain-unread' });
		}
		expect(await seen()).toMatchObject({ state: 'unread' });
		expect(await stateOf('spf')).toEqual(['unread', 'right']);
		const { servers, checks } = (await seen()).reading!;
		expect(servers[0]!.spf).toBe('published');
		expect(checks[0]!.known!.found).toMatchObject([{ text: `v=spf1 a:${HOST} -all` }]);
		zones.publish(RIGHT);
		await dueNow(id);
		await look(id);
		expect(await stateOf('spf')).toEqual(['right', null]);
		expect(await told()).toEqual(['begun', 'needs-mail', 'silent', 'answers']);
	});

	it('is not read at all where it is a personal provider’s (R-24)', async () => {
		await office.tx(({ db }) =>
			db.sender.updateMany({ where: { id: senderId }, data: { address: 'paul@perso.example' } }),
		);
		const id = await follow();
		zones.asked.length = 0;
		expect(await look(id)).toMatchObject({ reason: 'domain-personal', ended: false });
		expect(zones.asked).toEqual([]);
		expect(await seen()).toMatchObject({ state: 'nothing-to-publish', nextLookAt: null });
	});

	it('is over when its last sender is gone, forgets what it read, and begins anew with the next one', async () => {
		const id = await follow();
		await look(id);
		await office.tx((tx) => deleteMailbox(tx, office.camille, { mailboxId, withdraw: true }));
		expect(await look(id)).toMatchObject({ ended: true });
		const { endedAt, reading } = await office.tx(({ db }) =>
			db.sendingDomain.findFirstOrThrow({ where: { id } }),
		);
		expect([endedAt !== null, reading]).toEqual([true, null]);
		const { mailboxId: other } = await office.tx((tx) =>
			createMailbox(tx, { ownerId: office.camille.userId, address: 'deux@essai.example' }),
		);
		expect(other).not.toBe(mailboxId);
		expect(await follow()).not.toBe(id);
	});

	it('is one row however many begin it at once', async () => {
		const from = await address();
		await Promise.all([1, 2, 3, 4].map(() => office.tx((tx) => followDomainOf(tx, from))));
		expect(await office.tx(({ db }) => db.sendingDomain.count())).toBe(1);
		expect(await told()).toEqual(['begun']);
	});
});

it('that turns is told to those who administer, whose flag is cleared when it is mended', async () => {
	const id = await follow();
	await look(id);
	const readWith = async (zone: Zone) => {
		zones.publish(zone);
		await dueNow(id);
		await look(id);
		return office.tx(({ db }) =>
			db.notification.findMany({
				where: { kind: { startsWith: 'domain-' } },
				orderBy: { createdAt: 'asc' },
				select: { userId: true, kind: true, treatedBy: true },
			}),
		);
	};
	const { userId } = office.ines;
	const broken = { userId, kind: 'domain-broken', treatedBy: null };
	expect(await readWith(SILENT)).toEqual([]);
	expect(await readWith(without('_dmarc.essai.example TXT'))).toEqual([broken]);
	expect(await readWith(without('essai.example TXT'))).toEqual([broken]);
	expect(await readWith(SILENT)).toEqual([broken]);
	expect(await readWith(RIGHT)).toEqual([
		{ ...broken, treatedBy: 'resolved' },
		{ userId, kind: 'domain-right', treatedBy: null },
	]);
	await office.tx((tx) => visitDomains(tx, office.ines));
	expect(await readWith(RIGHT)).toMatchObject([{}, { treatedBy: 'visit' }]);
});

describe('a reading', () => {
	it('that began before somebody asked is kept, and followed by another at once', async () => {
		const id = await follow();
		await look(id);
		await dueNow(id);
		meanwhile = async () => {
			meanwhile = async () => {};
			await office.tx((tx) => askForReading(tx, id));
		};
		await activities.readDomain(run(id));
		expect(await activities.lookAtDomain(run(id))).toMatchObject({ isDue: true });
		expect(await look(id)).toMatchObject({ isDue: false });
	});

	it('that comes late, after another one, changes nothing', async () => {
		zones.publish(without('_dmarc.essai.example TXT'));
		const id = await follow();
		const gate = Promise.withResolvers<void>();
		let isAsking = false;
		meanwhile = () => {
			isAsking = true;
			return gate.promise;
		};
		const late = activities.readDomain(run(id));
		await expect.poll(() => isAsking).toBe(true);
		meanwhile = async () => {};
		zones.publish(RIGHT);
		await look(id);
		const { readAt } = await row();
		gate.resolve();
		await late;
		expect((await row()).readAt).toEqual(readAt);
		expect(await told()).toEqual(['begun', 'needs-mail']);
	});

	it('of a worker that died in the middle is made again, and told once', async () => {
		const id = await follow();
		meanwhile = async () => {
			throw new Error('killed');
		};
		await expect(activities.readDomain(run(id))).rejects.toThrow('killed');
		meanwhile = async () => {};
		await look(id);
		expect(await told()).toEqual(['begun', 'needs-mail']);
	});

	it('is asked for once a minute, whoever asks, and never of another subscription’s domain', async () => {
		const id = await follow();
		await look(id);
		const ask = () => office.tx((tx) => askForReading(tx, id));
		const answers = await Promise.allSettled([ask(), ask(), ask()]);
		expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
		const elsewhere = office.database.inSubscription(randomUUID(), (tx) => askForReading(tx, id));
		await expect(elsewhere).rejects.toMatchObject({ code: 'missing' });
	});
});

/** Camille has her mail proven, and it comes back with this in its head. */
async function proves(head = FOUND, inJunk = false): Promise<void> {
	const { id } = await row();
	const words = { subjectFor: () => 'Test', bodyFor: () => '<p>Test</p>', plusBody: '' };
	await office.tx((tx) => writeProofMails(tx, office.camille, { domainId: id, ...words }));
	const { sendId } = await office.tx(({ db }) => db.senderProof.findFirstOrThrow({ where: { senderId } }));
	await office.tx((tx) =>
		noteArrival(tx, mailboxId, { sendId, inJunk, head: authenticationHead(Buffer.from(head)) }),
	);
}

describe('a mail to oneself', () => {
	it('proves what records alone cannot, once it came back', async () => {
		const id = await follow();
		expect(await look(id)).toMatchObject({ reason: 'domain-needs-mail' });
		await proves();
		expect(await look(id)).toMatchObject({ reason: 'domain-right' });
		expect((await seen()).reading!.servers).toMatchObject([
			{ spf: 'proven', dkim: 'proven', dmarc: 'proven' },
		]);
		const proof = await office.tx(({ db }) => db.senderProof.findFirstOrThrow({ where: { senderId } }));
		expect([proof.head, proof.results !== null]).toEqual([null, true]);
		expect((await seen()).proofs).toMatchObject([{ outcome: 'results' }]);
	});

	it('is believed by nobody whose name is not the receiving server’s', async () => {
		const id = await follow();
		await look(id);
		await proves(FOUND.replace(HOST, 'mx.attaquant.example'));
		await look(id);
		expect((await seen()).proofs).toMatchObject([{ outcome: 'no-results' }]);
		expect((await told()).at(-1)).toBe('unproven');
		expect((await seen()).reading!.servers).toMatchObject([{ spf: 'published' }]);
	});

	it('that arrived in Junk says so', async () => {
		const id = await follow();
		await look(id);
		await proves(FOUND, true);
		await look(id);
		expect((await seen()).proofs).toMatchObject([{ inJunk: true, outcome: 'results' }]);
	});

	it('that the server refuses is told, and awaited no more', async () => {
		const domainId = await follow();
		const words = { subjectFor: () => 'Test', bodyFor: () => '<p>Test</p>', plusBody: '' };
		await office.tx((tx) => writeProofMails(tx, office.camille, { domainId, ...words }));
		const { sendId } = await office.tx(({ db }) => db.senderProof.findFirstOrThrow({ where: { senderId } }));
		await office.tx(async (tx) => {
			await tx.db.send.updateMany({ where: { id: sendId }, data: { state: 'rejected' } });
			await recordMessageRefused(tx, sendId, { matter: 'recipient', code: 'rejected' });
		});
		expect((await told()).at(-1)).toBe('proof-refused');
		expect((await seen()).proofs).toMatchObject([{ sendState: 'rejected' }]);
	});

	it('waits for whose word counts there, while nobody answers for it', async () => {
		const id = await follow();
		await look(id);
		zones.publish(SILENT);
		await proves();
		await look(id);
		expect((await seen()).proofs).toMatchObject([{ outcome: null }]);
		zones.publish(RIGHT);
		await dueNow(id);
		await look(id);
		expect((await seen()).proofs).toMatchObject([{ outcome: 'results' }]);
	});

	it('is asked for once a minute, by its owner or a responsable, and awaited only then', async () => {
		const domainId = await follow();
		const ask = (actor = office.camille) =>
			office.tx((tx) =>
				writeProofMails(tx, actor, {
					domainId,
					subjectFor: (domain) => domain,
					bodyFor: () => '<p>Test</p>',
					plusBody: '',
				}),
			);
		const stranger = { ...office.camille, userId: randomUUID() };
		await expect(ask(stranger)).rejects.toMatchObject({ code: 'not-allowed' });
		const answers = await Promise.allSettled([ask(), ask(office.ines)]);
		expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		const { sendId } = await office.tx(({ db }) => db.senderProof.findFirstOrThrow({ where: { senderId } }));
		const awaited = (ids: string[]) => office.tx((tx) => awaitedProofs(tx, mailboxId, ids));
		expect(await awaited([sendId, randomUUID()])).toEqual(new Set([sendId]));
		expect(await office.tx((tx) => awaitedProofs(tx, office.mailboxId, [sendId]))).toEqual(new Set());
		const [send] = await office.tx(({ db }) => db.send.findMany({ where: { id: sendId } }));
		expect(send).toMatchObject({ kind: 'test', recipient: await address(), subject: 'essai.example' });
	});
});

describe('a relay, which has no mailbox', () => {
	const MX_OF_REPLIES = 'mx.reponses.example';
	const THERE: Zone = {
		...RIGHT,
		'reponses.example MX': [`0 ${MX_OF_REPLIES}`],
		[`${MX_OF_REPLIES} A`]: ['192.0.2.30'],
	};
	const words = {
		subjectFor: () => 'Test',
		bodyFor: (isRelay: boolean) => `<p>${isRelay ? 'relais' : 'boîte'}</p>`,
		plusBody: '<p>plus</p>',
	};
	let relayId: string;
	let repliesId: string;

	beforeEach(async () => {
		zones.publish(THERE);
		const { port } = tls.address() as AddressInfo;
		await office.tx(async (tx) => {
			const replies = { ownerId: office.camille.userId, address: `${randomUUID()}@reponses.example` };
			({ mailboxId: repliesId } = await createMailbox(tx, replies));
			// Nobody but the relay sends from the domain.
			await tx.db.sender.updateMany({
				where: { id: senderId },
				data: { address: 'elsewhere@autre.example' },
			});
			const server = { smtpHost: HOST, smtpPort: port, smtpSecurity: 'tls', loginName: 'relais' };
			({ id: relayId } = await tx.db.sender.create({
				data: {
					...{ subscriptionId: tx.subscriptionId, kind: 'relay', address: 'lettre@essai.example' },
					...{ ...server, displayName: 'La lettre', takesSequences: false, replyMailboxId: repliesId },
				},
			}));
			await followDomainOf(tx, 'lettre@essai.example');
		});
	});

	const ask = async (actor = office.ines, senderId: string | undefined = relayId) => {
		const { id: domainId } = await row();
		return office.tx((tx) => writeProofMails(tx, actor, { domainId, senderId, ...words }));
	};
	const asked = () =>
		office.tx(async ({ db }) => {
			const proof = await db.senderProof.findFirstOrThrow({ where: { senderId: relayId } });
			const send = await db.send.findFirstOrThrow({
				where: { id: proof.sendId },
				include: { content: true },
			});
			return { ...proof, send };
		});
	const arrives = async (head: string, at = repliesId) => {
		const { sendId } = await asked();
		await office.tx((tx) =>
			noteArrival(tx, at, { sendId, inJunk: false, head: authenticationHead(Buffer.from(head)) }),
		);
		await look((await row()).id);
	};
	const proven = () =>
		office.tx((tx) => readSenderProven(tx, { id: relayId, address: 'lettre@essai.example' }));

	it('is proven by a mail to the mailbox that takes its replies, by the word of that mailbox’s server', async () => {
		const { id } = await row();
		expect(await look(id)).toMatchObject({ reason: 'domain-needs-mail' });
		expect(await ask()).toEqual({ count: 1 });
		const { send, mailboxId: where } = await asked();
		expect(where).toBe(repliesId);
		expect(send).toMatchObject({ kind: 'test', senderId: relayId, content: { html: '<p>relais</p>' } });
		expect(send.recipient).toMatch(/@reponses\.example$/);
		await arrives(FOUND.replace(HOST, MX_OF_REPLIES));
		expect(await look(id)).toMatchObject({ reason: 'domain-right' });
		expect((await seen()).reading!.servers).toMatchObject([
			{ spf: 'proven', dkim: 'proven', dmarc: 'proven' },
		]);
		expect(await proven()).toMatchObject({
			domainId: id,
			last: { readIn: send.recipient, outcome: 'results' },
			found: { results: { spf: { result: 'pass' }, dkim: [{ selector: 's1' }], dmarc: { result: 'pass' } } },
		});
	});

	it('is not proven by the word of its own domain’s server, nor by what lies in another mailbox', async () => {
		await look((await row()).id);
		await ask();
		await arrives(FOUND.replace(HOST, MX_OF_REPLIES), mailboxId);
		expect((await proven())?.last).toMatchObject({ arrivedAt: null });
		await arrives(FOUND);
		expect((await proven())?.last).toMatchObject({ outcome: 'no-results' });
	});

	it('says what failed, as the server wrote it', async () => {
		await look((await row()).id);
		await ask();
		await arrives(
			`Authentication-Results: ${MX_OF_REPLIES}; spf=fail smtp.mailfrom=rebond.example; dmarc=fail header.from=essai.example\r\n`,
		);
		const { found } = (await proven())!;
		expect(found!.results).toMatchObject({ spf: { result: 'fail', domain: 'rebond.example' }, dkim: [] });
	});

	it('whose replies nobody reads now is proven in the responsable’s own mailbox, never in a colleague’s', async () => {
		const lose = (id: string) =>
			office.tx(({ db, at }) =>
				db.mailboxWatch.updateMany({ where: { mailboxId: id }, data: { lostAt: at } }),
			);
		await lose(repliesId);
		await expect(ask()).rejects.toMatchObject({ code: 'refused-mailbox' });
		const own = { ownerId: office.ines.userId, address: `${randomUUID()}@reponses.example` };
		const { mailboxId: hers } = await office.tx((tx) => createMailbox(tx, own));
		await ask();
		expect((await asked()).mailboxId).toBe(hers);
	});

	it('learns by a second mail whether its mailbox for replies takes plus-addresses, and asks anew each time', async () => {
		const reply = `lettre-${randomUUID().slice(0, 8)}@essai.example`;
		const replies = { where: { id: repliesId } };
		await office.tx(({ db }) => db.mailbox.updateMany({ ...replies, data: { address: reply } }));
		const learned = () =>
			office.tx(async ({ db }) => {
				const box = await db.mailbox.findFirstOrThrow(replies);
				return box.plusArrivedHost === box.imapHost;
			});
		const awaited = (id: string) => office.tx((tx) => awaitedProofs(tx, repliesId, [id]));
		const comes = (sendId: string, at = repliesId) =>
			office.tx((tx) => noteArrival(tx, at, { sendId, inJunk: false, head: Buffer.from('') }));
		await ask();
		const { plusSendId } = await asked();
		const second = await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { id: plusSendId! } }));
		expect(second).toMatchObject({
			...{ kind: 'test', senderId: relayId },
			recipient: reply.replace('@', `+${plusSendId!.replaceAll('-', '')}@`),
		});
		await comes((await asked()).sendId);
		await comes(randomUUID());
		await comes(plusSendId!, mailboxId);
		expect(await learned()).toBe(false);
		expect(await awaited(plusSendId!)).toEqual(new Set([plusSendId]));
		await comes(plusSendId!);
		expect(await learned()).toBe(true);
		expect(await awaited(plusSendId!)).toEqual(new Set());
		// It moves to a host that may take none, or is asked again and does not answer.
		const { imapHost } = await office.tx(({ db }) => db.mailbox.findFirstOrThrow(replies));
		await office.tx(({ db }) =>
			db.mailbox.updateMany({ ...replies, data: { imapHost: 'ailleurs.example' } }),
		);
		expect(await learned()).toBe(false);
		await office.tx(({ db }) => db.mailbox.updateMany({ ...replies, data: { imapHost } }));
		await office.advance(deliverabilityLimits.askAgain);
		await ask();
		expect(await learned()).toBe(false);
	});

	it('is asked for no plus-address where reports could not come to one', async () => {
		await ask();
		expect((await asked()).plusSendId).toBeNull();
	});

	it('is a responsable’s to prove, once a minute', async () => {
		await expect(ask(office.camille)).rejects.toMatchObject({ code: 'not-allowed' });
		await ask();
		await expect(ask()).rejects.toMatchObject({ code: 'proof-just-asked' });
		await expect(ask(office.ines, randomUUID())).rejects.toMatchObject({ code: 'missing' });
	});
});
