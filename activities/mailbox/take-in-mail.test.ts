import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import type { Automation } from '#domain/automations/automation.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { recordDeferred } from '#domain/engagements/outcomes/record-deferred.ts';
import { listMails } from '#domain/conversations/list-mails.ts';
import { correctMessageVerdict } from '#domain/inbound/correct-message-verdict.ts';
import { recordOwnCopy } from '#domain/inbound/record-own-copy.ts';
import type { Recorded } from '#domain/inbound/record-inbound.ts';
import { FencedOut } from '#domain/mailboxes/fenced-out.ts';
import { readLastTrial } from '#domain/mails/trials/read-last-trial.ts';
import { trialMailId } from '#domain/mails/trials/trial-mail-id.ts';
import { writeTrial } from '#domain/mails/trials/write-trial.ts';
import { recordAccepted, recordGivenBack } from '#domain/sends/record-outcome.ts';
import { noteArrival } from '#domain/sending-domains/note-arrival.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { takeWatch } from '#domain/mailboxes/take-watch.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import { headerBlockOf } from '#mail/inbound/raw-headers.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { readingLimits } from '#platform/limits.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { Watching } from './mailbox-deps.ts';
import type { ReadableHead } from './read-heads.ts';
import { takeInMail } from './take-in-mail.ts';
import { weighHeads } from './weigh-heads.ts';

let office: Office;
let watching: Watching;
let uid = 0;
const reader = createMailReader(readingLimits);

beforeAll(async () => {
	office = await Office.open('inbound');
});
afterAll(async () => {
	await reader.close();
	await office.close();
});
beforeEach(async () => {
	await office.watch({});
	watching = await watch();
});

async function watch(): Promise<Watching> {
	return {
		deps: {
			database: office.database,
			envelopes: createEnvelopes(randomBytes(32)),
			config: { watch: { slots: 1, heartbeat: 1_000, proofFresh: 600_000 } },
			policy: { kind: 'real', allowedPrivateHosts: [] },
			unsubscribeKeys: aKeyRing(),
			signInProviders: new Map(),
			reader,
			logger: createLogger('test', { level: 'silent' }),
		},
		subscriptionId: office.subscriptionId,
		watch: (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!,
		cursors: new Map(),
		knownSince: null,
		told: new Set(),
		answered: async () => {},
	};
}

interface Letter {
	readonly from?: string;
	readonly to?: string;
	readonly subject?: string;
	readonly fields?: readonly string[];
	readonly body?: string;
}

const bytesOf = ({
	from,
	to,
	subject = 'Re: Bonjour',
	fields = [],
	body = 'Merci, parlons-en mardi.',
}: Letter) =>
	Buffer.from(
		[
			`From: ${from ?? 'nobody@elsewhere.example'}`,
			`To: ${to ?? watching.watch.address}`,
			`Subject: ${subject}`,
			...(fields.some((field) => /^message-id/i.test(field))
				? []
				: [`Message-ID: <${randomUUID()}@x.example>`]),
			...fields,
			'',
			body,
		].join('\r\n'),
	);
const inThread = (sendId: string) => `In-Reply-To: <${sendId}@cadrelune.example>`;

function headOf(source: Buffer, uid: number, receivedAt: Date): ReadableHead {
	const { head } = headerBlockOf(source);
	return { uid, receivedAt, size: source.length, head, mail: parseHead(head) };
}

async function receive(
	letter: Letter | Buffer,
	place: { folder?: string; uid?: number; direction?: 'in' | 'out'; receivedAt?: Date } = {},
): Promise<Recorded> {
	const source = Buffer.isBuffer(letter) ? letter : bytesOf(letter);
	const { folder = 'INBOX', direction = 'in', receivedAt = await office.now() } = place;
	const head = headOf(source, place.uid ?? ++uid, receivedAt);
	return takeInMail(watching, { folder, uidValidity: 1n, direction }, head, source);
}

const stored = (recorded: Recorded) => {
	if (recorded.kind !== 'stored') throw new Error(recorded.kind);
	return office.tx(({ db }) =>
		db.message.findFirstOrThrow({ where: { id: recorded.messageId }, include: { quarantine: true } }),
	);
};

/** A run of which the first step left, its Message-ID known. */
async function running(wish: Parameters<Office['engaged']>[0] = {}) {
	const run = await office.engaged(wish);
	const sendId = await office.leave(run.id);
	await identify(sendId);
	return { ...run, sendId };
}
const identify = (sendId: string) =>
	office.tx(({ db }) =>
		db.sendIdentity.create({
			data: {
				subscriptionId: office.subscriptionId,
				messageIdKey: `${sendId}@cadrelune.example`,
				sendId,
			},
		}),
	);
const withDomain = (companyId: string, domain: string) =>
	office.tx(({ db }) =>
		db.companyDomain.create({ data: { subscriptionId: office.subscriptionId, companyId, domain } }),
	);

describe('a reply', () => {
	it('in the thread ends the run as it is stored, with its evidence and harmless HTML', async () => {
		const { id, address, contactId, companyId, sendId } = await running();
		const recorded = await receive({
			from: `Hélène <${address}>`,
			fields: [inThread(sendId), 'Content-Type: text/html'],
			body: '<p>Oui</p><script>x()</script><img src="https://spy.example/a.png">',
		});
		expect(recorded).toMatchObject({ kind: 'stored', verdict: 'reply', effect: { ended: [id] } });
		expect(await office.run(id)).toMatchObject({ state: 'succeeded', reason: 'ended-reply' });
		const message = await stored(recorded);
		expect(message).toMatchObject({ engagementId: id, contactId, companyId, sendId, text: 'Oui' });
		expect(message.evidence).toMatchObject({ rule: 'references' });
		expect(message.html).not.toMatch(/script| src=/);
	});

	it('by a known sender alone counts while the run lives; a newsletter of his does not', async () => {
		const { id, address } = await running();
		const list = await receive({ from: address, fields: ['List-Id: <news.x.example>'] });
		expect(list).toMatchObject({ verdict: 'none' });
		expect((await office.run(id)).endedAt).toBeNull();
		const recorded = await receive({ from: address, subject: 'Votre passage' });
		expect(recorded).toMatchObject({ verdict: 'reply' });
		expect((await stored(recorded)).evidence).toMatchObject({ rule: 'sender' });
		expect(await office.run(id)).toMatchObject({ state: 'succeeded' });
	});

	it('from another address under the same name is the contact; from a colleague it is not (5.2-1)', async () => {
		const alias = await running();
		const by = await office.tx(({ db }) => db.contact.findFirstOrThrow({ where: { id: alias.contactId } }));
		const own = await receive({
			from: `"${by.lastName!.toUpperCase()} ${by.firstName}" <private@mail.example>`,
			fields: [inThread(alias.sendId)],
		});
		expect(await stored(own)).toMatchObject({ verdict: 'reply', contactId: alias.contactId });
		expect(await office.run(alias.id)).toMatchObject({ state: 'succeeded' });

		const colleague = await running();
		await withDomain(colleague.companyId, 'brumevent.example');
		const other = await receive({
			from: 'Paul Arnoult <paul@brumevent.example>',
			fields: [inThread(colleague.sendId)],
		});
		expect(await stored(other)).toMatchObject({ verdict: 'reply', contactId: null });
		expect((await office.run(colleague.id)).endedAt).toBeNull();
	});

	it('in the thread of an ended run stops the run that writes to this person now', async () => {
		const first = await running();
		await receive({ from: first.address, fields: [inThread(first.sendId)] });
		const second = await office.engage({ contactId: first.contactId, sequenceId: await office.sequence() });
		await office.leave(second);
		const late = await receive({ from: first.address, fields: [inThread(first.sendId)] });
		expect(late).toMatchObject({ verdict: 'reply', effect: { ended: [second] } });
	});

	it('proves that an uncertain send left', async () => {
		const { id, address } = await office.engaged();
		const claimed = (await office.claim(id))!;
		await office.arm(id, claimed);
		await office.loseSight(id, claimed.sendId);
		await identify(claimed.sendId);
		await receive({ from: address, fields: [inThread(claimed.sendId)] });
		const send = await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { id: claimed.sendId } }));
		expect(send).toMatchObject({ state: 'accepted', evidence: 'contact-reply', settledBy: 'evidence' });
		expect(await office.run(id)).toMatchObject({ state: 'succeeded' });
	});
});

describe('about a mail that a person wrote', () => {
	/** A mail of Inès's that left from the mailbox that is read. */
	async function written() {
		const contact = await office.contact();
		const sendId = randomUUID();
		await office.tx(({ db, at }) =>
			db.send.create({
				data: {
					subscriptionId: office.subscriptionId,
					id: sendId,
					kind: 'personal',
					senderId: office.senderId,
					authorId: office.ines.userId,
					contactId: contact.contactId,
					companyId: contact.companyId,
					recipient: contact.address,
					state: 'accepted',
					armedAt: at,
					sentAt: at,
					createdAt: at,
				},
			}),
		);
		await identify(sendId);
		return { ...contact, sendId };
	}
	const told = async (messageId: string) =>
		(await office.notifications(office.ines.userId))
			.filter(({ data }) => (data as { messageId?: string }).messageId === messageId)
			.map(({ kind }) => kind);
	const lines = (sendId: string) =>
		office.tx(({ db }) =>
			db.event.findMany({
				where: { sendId },
				orderBy: { at: 'asc' },
				select: { kind: true, data: true, messageId: true, engagementId: true },
			}),
		);

	it('a reply is one, stands beside it and is told to its author; other runs of the person that wait to begin ask for a choice', async () => {
		const { address, contactId, companyId, sendId } = await written();
		const waiting = await office.engage({ contactId, sequenceId: await office.sequence() });
		const recorded = await receive({ from: address, fields: [inThread(sendId)] });
		expect(recorded).toMatchObject({ verdict: 'reply', effect: { ended: [], waiting: [waiting] } });
		const message = await stored(recorded);
		expect(message).toMatchObject({ about: 'message', engagementId: null, sendId, contactId, companyId });
		expect(await told(message.id)).toEqual(['reply']);
		expect(await lines(sendId)).toMatchObject([{ kind: 'reply-received', messageId: message.id }]);
		expect(await office.run(waiting)).toMatchObject({ reason: 'communication-before-start' });
		const page = await office.tx((tx) => listMails(tx, office.ines, { contactId, limit: 10 }));
		const own = page.rows.find(({ id }) => id === sendId);
		expect(own?.answer).toEqual({ messageId: message.id, verdict: 'reply' });
	});

	it('a reply that was none after all lets those runs go on, and can be said to be one again', async () => {
		const { address, contactId, sendId } = await written();
		const waiting = await office.engage({ contactId, sequenceId: await office.sequence() });
		const { id: messageId } = await stored(await receive({ from: address, fields: [inThread(sendId)] }));
		const correct = (verdict: 'none' | 'reply') =>
			office.tx((tx) =>
				correctMessageVerdict(tx, office.ines, { requestId: randomUUID(), messageId, verdict }),
			);
		await expect(correct('reply')).rejects.toThrow('verdict-unchanged');
		await correct('none');
		expect(await office.run(waiting)).toMatchObject({ reason: 'before-start', endedAt: null });
		await correct('reply');
		expect(await office.run(waiting)).toMatchObject({ reason: 'communication-before-start' });
		const message = await office.tx(({ db }) => db.message.findFirstOrThrow({ where: { id: messageId } }));
		expect(message).toMatchObject({ about: 'message', engagementId: null, verdict: 'reply' });
	});

	it('a reply while a run writes to the person ends that run (5.2-1)', async () => {
		const { address, contactId, sendId } = await written();
		const run = await office.engage({ contactId, sequenceId: await office.sequence() });
		await office.leave(run);
		const recorded = await receive({ from: address, fields: [inThread(sendId)] });
		expect(recorded).toMatchObject({ verdict: 'reply', effect: { ended: [run] } });
		expect(await stored(recorded)).toMatchObject({ about: 'engagement', engagementId: run, sendId });
	});

	it('somebody else at its company answers for nobody: told, and no run of the person waits', async () => {
		const { contactId, companyId, sendId } = await written();
		const waiting = await office.engage({ contactId, sequenceId: await office.sequence() });
		await withDomain(companyId, 'colleagues.example');
		const recorded = await receive({ from: 'Paul <paul@colleagues.example>', fields: [inThread(sendId)] });
		expect(recorded).toMatchObject({ verdict: 'reply', effect: { ended: [], waiting: [] } });
		expect(await told((await stored(recorded)).id)).toEqual(['reply']);
		expect((await office.run(waiting)).reason).toBe('before-start');
	});

	it('an objection is offered to its author, and fails the runs of the person', async () => {
		const { address, contactId, sendId } = await written();
		const run = await office.engage({ contactId, sequenceId: await office.sequence() });
		const recorded = await receive({
			from: address,
			fields: [inThread(sendId)],
			body: 'Merci de ne plus me contacter.',
		});
		expect(recorded).toMatchObject({ verdict: 'objection', effect: { ended: [run] } });
		expect(await told((await stored(recorded)).id)).toEqual(['message-received']);
	});

	it('an absence is told', async () => {
		const { address, sendId } = await written();
		const recorded = await receive({
			from: address,
			subject: "Message d'absence",
			fields: [inThread(sendId), 'Auto-Submitted: auto-replied'],
			body: 'Je suis absent du bureau.',
		});
		expect(recorded).toMatchObject({ verdict: 'absence' });
		expect(await told((await stored(recorded)).id)).toEqual(['message-received']);
	});

	it('a report is its fate, with its status: the address is dead, a run that writes elsewhere lives', async () => {
		const { address: recipient, contactId, sendId } = await written();
		const recorded = await receive(report(sendId, recipient));
		expect(recorded).toMatchObject({ verdict: 'bounce-hard' });
		expect(await lines(sendId)).toMatchObject([
			{ kind: 'mail-refused', data: { code: 'recipient-unknown', status: '5.1.1' } },
		]);
		const address = await office.tx(({ db }) => db.contactAddress.findFirst({ where: { contactId } }));
		expect(address).toMatchObject({ invalidStatus: '5.1.1' });
	});

	it('a refusal of this one mail leaves the address and the runs of the person alone', async () => {
		const { address: recipient, contactId, sendId } = await written();
		const run = await office.engage({ contactId, sequenceId: await office.sequence() });
		const recorded = await receive(report(sendId, recipient, '5.3.4'));
		expect(recorded).toMatchObject({ verdict: 'bounce-soft', effect: { ended: [] } });
		expect(await lines(sendId)).toMatchObject([
			{ kind: 'mail-refused', engagementId: null, data: { code: 'refused', status: '5.3.4' } },
		]);
		expect((await office.run(run)).endedAt).toBeNull();
		const address = await office.tx(({ db }) => db.contactAddress.findFirst({ where: { contactId } }));
		expect(address!.invalidAt).toBeNull();
	});
});

describe('our own side (5.7-2)', () => {
	it.each([
		['a user', 'camille@cadrelune.example'],
		['anybody at a domain of ours', 'ines.manager@cadrelune.example'],
		['somebody there with a plus part', 'ines+lists@cadrelune.example'],
	])('%s who writes in the thread is no contact: nothing is stored, the run goes on', async (_, from) => {
		const { id, sendId } = await running();
		const recorded = await receive({ from, fields: [inThread(sendId)], body: 'Attends sa réponse.' });
		expect(recorded).toEqual({ kind: 'untracked' });
		expect((await office.run(id)).endedAt).toBeNull();
	});

	it('an absence or a STOP of ours says nothing of the contact', async () => {
		const { id, sendId, address } = await running();
		const fields = [inThread(sendId), 'Auto-Submitted: auto-replied', `Cc: ${address}`];
		const from = 'ines@cadrelune.example';
		const absence = await receive({ from, fields, body: 'Je suis absente jusqu’au 7 décembre.' });
		expect(absence).toMatchObject({ kind: 'stored', verdict: 'none' });
		const stop = await receive({ from, fields: [inThread(sendId), `Cc: ${address}`], body: 'STOP' });
		expect(stop).toMatchObject({ kind: 'stored', verdict: 'none' });
		expect((await office.run(id)).endedAt).toBeNull();
	});

	it('a contact who was engaged at a domain of ours is a contact', async () => {
		const { id, contactId, sendId } = await running();
		const from = `odile-${randomUUID()}@cadrelune.example`;
		await office.tx(({ db }) =>
			db.contactAddress.updateMany({ where: { contactId }, data: { address: from } }),
		);
		const recorded = await receive({ from, fields: [inThread(sendId)] });
		expect(recorded).toMatchObject({ verdict: 'reply', effect: { ended: [id] } });
	});

	it('a public provider is nobody’s domain', async () => {
		await office.tx(({ db }) =>
			db.sender.updateMany({
				where: { mailboxId: office.mailboxId },
				data: { address: 'camille@orange.fr' },
			}),
		);
		const { id, sendId } = await running();
		const recorded = await receive({ from: 'odile@orange.fr', fields: [inThread(sendId)] });
		expect(recorded).toMatchObject({ verdict: 'reply', effect: { ended: [id] } });
	});
});

describe('what an answer needs', () => {
	it('is kept as it came: ids with their letters, and where answers are wanted', async () => {
		const { address, sendId } = await running();
		const id = `<MiXeD.${randomUUID().toUpperCase()}@Mail.Example>`;
		const fields = [
			`In-Reply-To: <${sendId}@cadrelune.example>`,
			`References: <${sendId}@cadrelune.example> <Other.ID@X.example>`,
			`Message-ID:\r\n ${id}`,
			'Reply-To: Assistant <assistant@ardelouse.example>',
		];
		const message = await stored(await receive({ from: address, fields }));
		expect(message).toMatchObject({
			messageId: id,
			thread: [`<${sendId}@cadrelune.example>`, '<Other.ID@X.example>'],
			replyTo: 'assistant@ardelouse.example',
		});
	});
});

describe('two mails with one Message-ID', () => {
	it('an automatic answer and the reply after it are both stored; the same one in another folder is a copy', async () => {
		const { id, address, sendId } = await running();
		const fields = [inThread(sendId), `Message-ID: <${randomUUID()}@gateway.example>`];
		const automatic = {
			from: address,
			fields: [...fields, 'Auto-Submitted: auto-replied'],
			body: 'Votre message a bien été reçu.',
		};
		expect(await receive(automatic)).toMatchObject({ kind: 'stored', verdict: 'acknowledgement' });
		expect(await receive(automatic, { folder: 'Archive' })).toEqual({ kind: 'copy' });
		const reply = await receive({ from: address, fields, body: 'Oui, mardi.' });
		expect(reply).toMatchObject({ kind: 'stored', verdict: 'reply', effect: { ended: [id] } });
	});
});

describe('before the first step (5.6-7)', () => {
	it('gives no verdict: the run waits for a choice', async () => {
		const { id, address } = await office.engaged();
		expect(await receive({ from: address })).toMatchObject({
			verdict: 'early-reply',
			effect: { waiting: [id] },
		});
		expect(await office.run(id)).toMatchObject({ reason: 'communication-before-start' });
	});

	it('an old mail, read late, is no communication', async () => {
		const { id, address } = await office.engaged();
		const lastWeek = new Date((await office.now()).getTime() - 7 * DAY);
		expect(await receive({ from: address }, { receivedAt: lastWeek })).toMatchObject({ verdict: 'none' });
		expect(await office.run(id)).toMatchObject({ reason: 'before-start' });
	});

	it('nor is one found in the mailbox of a colleague; a new one there is', async () => {
		const { id, address } = await office.engaged();
		await office.writeFromInes(id);
		const lastWeek = new Date((await office.now()).getTime() - 7 * DAY);
		expect(await receive({ from: address }, { receivedAt: lastWeek })).toMatchObject({ verdict: 'none' });
		expect(await receive({ from: address })).toMatchObject({ verdict: 'early-reply' });
	});
});

describe('machines', () => {
	it('an absence waits for its return date, the sentence kept', async () => {
		const { id, address, sendId } = await running();
		const back = new Date((await office.now()).getTime() + 20 * DAY);
		const day = back.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
		const recorded = await receive({
			from: address,
			subject: 'Réponse automatique : Bonjour',
			fields: [inThread(sendId), 'Auto-Submitted: auto-replied'],
			body: `Je suis absente, de retour le ${day}.`,
		});
		expect(recorded).toMatchObject({ verdict: 'absence', effect: { waiting: [id] } });
		expect((await stored(recorded)).evidence).toMatchObject({ quote: expect.stringContaining('de retour') });
		expect(await office.run(id)).toMatchObject({ state: 'waiting', reason: 'contact-away' });
	});

	it("a colleague's absence says nothing about the contact", async () => {
		const { id, companyId, sendId } = await running();
		await withDomain(companyId, 'brumevent.example');
		const recorded = await receive({
			from: 'Paul <paul@brumevent.example>',
			subject: 'Out of office',
			fields: [inThread(sendId), 'Auto-Submitted: auto-replied'],
			body: 'I am out of the office.',
		});
		expect(recorded).toMatchObject({ verdict: 'notification' });
		expect(await office.run(id)).toMatchObject({ reason: 'step-delay' });
	});

	it('a report that names a send of ours ends its run; one that names nothing is kept and changes nothing', async () => {
		const { id, address, contactId, sendId } = await running();
		expect(await receive(report(randomUUID(), 'somebody@else.example'))).toMatchObject({
			verdict: 'notification',
		});
		const recorded = await receive(report(sendId, address));
		expect(recorded).toMatchObject({ verdict: 'bounce-hard', effect: { ended: [id] } });
		expect((await stored(recorded)).evidence).toMatchObject({ match: 'envelope-id', status: '5.1.1' });
		const known = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(known.invalidAt).not.toBeNull();
	});

	it('a report about somebody else at the end of a forwarding chain is kept, and the address stays (5.7-3)', async () => {
		const { id, contactId, sendId } = await running();
		const recorded = await receive(report(sendId, 'x@ardelouse.example'));
		expect(recorded).toMatchObject({ verdict: 'notification', effect: { ended: [] } });
		expect((await office.run(id)).endedAt).toBeNull();
		const known = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(known.invalidAt).toBeNull();
	});

	it('a report that the recipient’s side does not trust us holds what goes to that domain (5.7-4)', async () => {
		const { id, address, sendId } = await running();
		const recorded = await receive(report(sendId, address, '5.7.26'));
		expect(recorded).toMatchObject({ verdict: 'bounce-soft', effect: { ended: [] } });
		expect((await office.run(id)).endedAt).toBeNull();
		const refusals = await office.tx(({ db }) => db.senderRefusal.findMany({ where: { liftedAt: null } }));
		expect(refusals).toMatchObject([{ scope: 'domain', domain: address.split('@')[1], isReported: true }]);
		await office.tx(({ db }) => db.senderRefusal.deleteMany());
	});
});

const report = (sendId: string, recipient: string, status = '5.1.1') =>
	Buffer.from(
		[
			'Return-Path: <>',
			'From: MAILER-DAEMON@mx.example',
			'Subject: Undelivered Mail',
			`Message-ID: <${randomUUID()}@mx.example>`,
			'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
			'',
			'--b',
			'Content-Type: message/delivery-status',
			'',
			'Reporting-MTA: dns; mx.example',
			`Original-Envelope-Id: ${sendId}`,
			'',
			`Final-Recipient: rfc822; ${recipient}`,
			'Action: failed',
			`Status: ${status}`,
			'--b--',
		].join('\r\n'),
	);

it('a report about a mail of a real-life test is told beside its address', async () => {
	const requestId = randomUUID();
	const address = `${requestId}@ami.example`;
	const { mailboxId } = office;
	await office.tx((tx) =>
		writeTrial(tx, office.camille, {
			...{ requestId, mailboxId, addresses: [address] },
			...{ subject: 'Essai', bodyHtml: '<p>Essai</p>' },
		}),
	);
	const sendId = trialMailId(requestId, 0);
	await office.tx((tx) => recordAccepted(tx, sendId, 'reply'));
	await identify(sendId);
	await receive(report(sendId, address));
	const { last } = await office.tx((tx) => readLastTrial(tx, office.camille, mailboxId));
	expect(last!.lines).toMatchObject([{ address, fate: { state: 'returned', status: '5.1.1' } }]);
});

describe('doubt holds (5.7-1)', () => {
	it.each<[string, (run: Awaited<ReturnType<typeof running>>) => Letter | Buffer, readonly string[]]>([
		[
			'words that may refuse the offer or every mail',
			({ address, sendId }) => ({
				from: address,
				fields: [inThread(sendId)],
				body: 'Je vous remercie. Il n’est donc pas utile de donner suite.',
			}),
			['reply', 'objection'],
		],
		[
			'a STOP by somebody unknown in the thread',
			({ sendId }) => ({ from: 'who@elsewhere.example', fields: [inThread(sendId)], body: 'STOP' }),
			['reply', 'objection'],
		],
		[
			'a sentence alone says that it is automatic',
			({ address, sendId }) => ({
				from: address,
				fields: [inThread(sendId)],
				body: 'Ceci est un message automatique.',
			}),
			['acknowledgement', 'reply'],
		],
		[
			'no new text',
			({ address, sendId }) => ({
				from: address,
				fields: [inThread(sendId)],
				body: '> Bonjour,\n> parlons-en.',
			}),
			['reply', 'none'],
		],
		[
			'a report that names the address and quotes no mail',
			({ address }) => report(randomUUID(), address),
			['bounce-hard', 'acknowledgement'],
		],
	])('%s', async (_, letterOf, readings) => {
		const run = await running();
		const recorded = await receive(letterOf(run));
		expect(recorded).toMatchObject({ verdict: 'doubtful', effect: { ended: [], waiting: [run.id] } });
		expect((await stored(recorded)).readings).toEqual(readings);
		expect(await office.run(run.id)).toMatchObject({ state: 'blocked', reason: 'verdict-doubtful' });
		const known = await office.tx(({ db }) =>
			db.contactAddress.findFirstOrThrow({ where: { contactId: run.contactId } }),
		);
		expect(known.invalidAt).toBeNull();
	});

	it('keeps what was found, question by question, the mail’s own words in one place', async () => {
		const { address, sendId } = await running();
		const fields = [inThread(sendId)];
		const body = 'Il n’est donc pas utile de donner suite.';
		const { evidence } = await stored(await receive({ from: address, fields, body }));
		expect(evidence).toMatchObject({
			quote: body,
			answers: {
				who: { is: 'contact', strength: 'proven', by: 'known-address' },
				about: { is: 'live', strength: 'proven', by: 'references' },
				says: { is: 'words', strength: 'proven' },
				means: { is: 'objection', strength: 'likely', by: 'objection-words' },
			},
		});
	});

	it('a report about another address, at the end of a forwarding chain, changes nothing (5.7-3)', async () => {
		const { id, contactId, sendId } = await running();
		expect(await receive(report(sendId, 'x@forwarded.example'))).toMatchObject({ verdict: 'notification' });
		expect(await office.run(id)).toMatchObject({ reason: 'step-delay' });
		const known = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(known.invalidAt).toBeNull();
	});

	it.each<[string, string, string]>([
		['a clear reply', 'Oui, mardi.', 'succeeded'],
		['a clear STOP', 'STOP', 'failed'],
	])('%s still ends at once', async (_, body, state) => {
		const { id, address, sendId } = await running();
		await receive({ from: address, fields: [inThread(sendId)], body });
		expect(await office.run(id)).toMatchObject({ state });
	});
});

describe('what cannot be read', () => {
	it('blocks the run of the person who wrote it, its bytes kept', async () => {
		const { id, address } = await running();
		const source = deep(bytesOf({ from: address }));
		const recorded = await receive(source);
		expect(recorded).toMatchObject({ verdict: 'unreadable', effect: { waiting: [id] } });
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'message-unreadable' });
		const { quarantine } = await stored(recorded);
		expect(Buffer.from(quarantine!.bytes!).equals(source)).toBe(true);
	});

	it("of a stranger's only its place is kept", async () => {
		const message = await stored(await receive(deep(bytesOf({ from: 'Secret <s@stranger.example>' }))));
		expect(message).toMatchObject({
			verdict: 'unreadable',
			fromAddress: null,
			subject: null,
			contactId: null,
		});
		expect(message.quarantine!.bytes).toBeNull();
	});
});

/** More parts than a parser takes. */
function deep(mail: Buffer): Buffer {
	const head = headerBlockOf(mail).head.toString().trimEnd();
	const parts = Array.from({ length: 2_000 }, () => '--b\r\n\r\nx').join('\r\n');
	return Buffer.from(`${head}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts}\r\n--b--\r\n`);
}

describe('tracked mode (5.5-2)', () => {
	it('keeps nothing of strangers, and what names a known company', async () => {
		const before = await office.tx(({ db }) => db.message.count());
		expect(await receive({ from: 'x@stranger.example' })).toEqual({ kind: 'untracked' });
		expect(await office.tx(({ db }) => db.message.count())).toBe(before);
		const { companyId } = await office.contact();
		await withDomain(companyId, 'roncelaine.example');
		const message = await stored(await receive({ from: 'accueil@roncelaine.example' }));
		expect(message).toMatchObject({ verdict: 'none', companyId, contactId: null });
	});

	it('knows a relay’s proof in the mailbox in which it is read, once, whoever it comes from', async () => {
		const { address, sendId } = await running();
		const { subscriptionId, mailboxId } = office;
		await office.tx((tx) =>
			tx.db.senderProof.create({
				data: {
					...{ subscriptionId, senderId: office.senderId, mailboxId, sendId },
					...{ askedAt: tx.at, askedById: office.ines.userId },
				},
			}),
		);
		const proof = { from: 'lettre@relais.example', to: address, fields: [`X-Refrain-Send: ${sendId}`] };
		const weigh = async () =>
			(await weighHeads(watching, [headOf(bytesOf(proof), 1, new Date())], false)).get(1);
		expect(await weigh()).toEqual({ kind: 'proof', sendId });
		await office.tx((tx) => noteArrival(tx, mailboxId, { sendId, head: Buffer.from(''), inJunk: false }));
		expect(await weigh()).not.toMatchObject({ kind: 'proof' });
		await office.tx(({ db }) => db.senderProof.deleteMany());
	});

	it('weighs by the header what is worth reading', async () => {
		const { address, sendId } = await running();
		const own = watching.watch.address;
		const letters: Record<string, Letter> = {
			stranger: { from: 'x@stranger.example' },
			contact: { from: address },
			thread: { from: 'y@stranger.example', fields: [inThread(sendId)] },
			written: { from: own, to: address },
			copy: { from: own, to: address, fields: [`X-Refrain-Send: ${sendId}`] },
			forged: { from: 'y@stranger.example', fields: [`X-Refrain-Send: ${sendId}`] },
			probe: { from: own, to: own, fields: ['X-Refrain-Check: 1'] },
			report: { from: 'mailer-daemon@mx.example' },
		};
		const weigh = async (inSent: boolean) => {
			const heads = Object.values(letters).map((letter, index) => headOf(bytesOf(letter), index, new Date()));
			const weighed = await weighHeads(watching, heads, inSent);
			return Object.fromEntries(Object.keys(letters).map((name, index) => [name, weighed.get(index)!]));
		};
		const inbox = await weigh(false);
		expect(inbox).toMatchObject({
			stranger: { kind: 'pass' },
			contact: { kind: 'read', direction: 'in' },
			thread: { kind: 'read', direction: 'in' },
			written: { kind: 'read', direction: 'out' },
			copy: { kind: 'pass' },
			forged: { kind: 'pass' },
			probe: { kind: 'pass' },
			report: { kind: 'read' },
		});
		expect(await weigh(true)).toMatchObject({ copy: { kind: 'own', sendId }, stranger: { kind: 'pass' } });
	});
});

describe('the same mail', () => {
	it('is stored once, wherever it lies and however often it is read', async () => {
		const { address, sendId } = await running();
		const source = bytesOf({ from: address, fields: [inThread(sendId)] });
		const place = { uid: ++uid };
		expect(await receive(source, place)).toMatchObject({ kind: 'stored' });
		expect(await receive(source, place)).toEqual({ kind: 'known' });
		expect(await receive(source, { folder: 'Archive' })).toEqual({ kind: 'copy' });
	});

	it('is stored by nobody whose watch was taken', async () => {
		const { address, sendId, id } = await running();
		await watch();
		await expect(receive({ from: address, fields: [inThread(sendId)] })).rejects.toThrow(FencedOut);
		expect((await office.run(id)).endedAt).toBeNull();
	});
});

describe('Sent', () => {
	it('a mail that its owner wrote elsewhere is shown, and stops nothing by itself (5.2-1)', async () => {
		const { id, address, contactId } = await running();
		const recorded = await receive(
			{ from: watching.watch.address, to: address },
			{ folder: 'Sent', direction: 'out' },
		);
		expect(await stored(recorded)).toMatchObject({ verdict: 'human-sent', direction: 'out', contactId });
		expect((await office.run(id)).endedAt).toBeNull();
		const offered = async (to: string) =>
			(await office.notifications()).filter(
				({ kind, engagementId }) => kind === 'wrote-outside' && engagementId === to,
			);
		expect(await offered(id)).toHaveLength(1);

		const later = await running();
		const lastWeek = new Date((await office.now()).getTime() - 7 * DAY);
		const old = { folder: 'Sent', direction: 'out', receivedAt: lastWeek } as const;
		await receive({ from: watching.watch.address, to: later.address }, old);
		expect(await offered(later.id)).toHaveLength(0);
	});

	it.each([
		['a reply', 'contact-reply', 'ended-reply'],
		['a bounce', 'bounce', 'ended-bounce'],
	] as const)(
		'%s proves that a mail left which was refused after the dot',
		async (what, evidence, reason) => {
			const { id, address } = await office.engaged();
			const claimed = (await office.claim(id))!;
			await office.arm(id, claimed);
			await identify(claimed.sendId);
			const fault = { code: 'server-later', matter: 'server', replyCode: 421 } as const;
			await office.tx(async (tx) => {
				await tx.lock('engagement', [id]);
				const { sendId } = claimed;
				expect(await recordGivenBack(tx, claimed, 'deferred-after-dot', fault)).toBe(true);
				await recordDeferred(tx, { outcome: 'deferred-after-dot', engagementId: id, sendId, fault });
			});
			expect(await office.run(id)).toMatchObject({ reason: 'recipient-later' });
			const { sendId } = claimed;
			if (what === 'a reply') await receive({ from: address, fields: [inThread(sendId)] });
			else await receive(report(sendId, address));
			expect(await office.run(id)).toMatchObject({ reason });
			const send = await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { id: sendId } }));
			expect(send).toMatchObject({ state: 'accepted', evidence });
		},
	);

	it('a copy of ours settles an uncertain send, and gives it another name', async () => {
		const { id } = await office.engaged();
		const claimed = (await office.claim(id))!;
		await office.arm(id, claimed);
		const messageIdKey = `renamed-${claimed.sendId}@outlook.example`;
		const copy = { sendId: claimed.sendId, messageIdKey, messageId: `<${messageIdKey}>` };
		await office.tx((tx) => recordOwnCopy(tx, watching.watch, copy));
		const state = async () =>
			(await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { id: claimed.sendId } }))).state;
		expect(await state()).toBe('armed');
		await office.loseSight(id, claimed.sendId);
		await office.tx((tx) => recordOwnCopy(tx, watching.watch, copy));
		expect(await state()).toBe('accepted');
		const named = await office.tx(({ db }) =>
			db.sendIdentity.count({ where: { messageIdKey: copy.messageIdKey } }),
		);
		expect(named).toBe(1);
	});
});

/** An abuse report (RFC 5965) about a mail, as a provider's feedback loop sends it. */
const abuse = (
	sendId: string,
	{
		recipient,
		type = 'abuse',
		contentType = 'multipart/report; report-type=feedback-report; boundary="b"',
	}: { recipient?: string | undefined; type?: string; contentType?: string } = {},
) =>
	Buffer.from(
		[
			'From: Feedback loop <fbl@provider.example>',
			'Subject: FW: Bonjour',
			`Message-ID: <${randomUUID()}@provider.example>`,
			`Content-Type: ${contentType}`,
			'',
			'--b',
			'Content-Type: text/plain',
			'',
			'This is an email abuse report for an email message received from cadrelune.example.',
			'--b',
			'Content-Type: message/feedback-report',
			'',
			`Feedback-Type: ${type}`,
			'User-Agent: Provider/1.0',
			'Version: 1',
			...(recipient ? [`Original-Rcpt-To: <${recipient}>`] : []),
			'--b',
			'Content-Type: message/rfc822',
			'',
			`Message-ID: <${sendId}@cadrelune.example>`,
			'Subject: Bonjour',
			'',
			'Bonjour',
			'--b--',
		].join('\r\n'),
	);

describe('an abuse report', () => {
	const listed = (address: string) =>
		office.tx(async (tx) => (await isSuppressed(tx, address)) !== undefined);
	const lastRow = () => office.tx(({ db }) => db.suppression.findFirst({ orderBy: { at: 'desc' } }));
	const task: Automation = {
		kind: 'relance',
		priority: 'low',
		days: 1,
		follower: 'responsible',
		tag: { kind: 'leave' },
	};

	it.each([
		['names the recipient', (address: string) => address],
		['hides it behind a word', (address: string) => `redacted@${address.split('@')[1]}`],
		[
			'hides it behind a hash',
			(address: string) => `9f86d081884c7d659a2feaa0c55ad015@${address.split('@')[1]}`,
		],
		['hides all of it', () => 'redacted@redacted'],
		['names nobody', () => undefined],
	])('that %s ends its runs as reported, with the automations of failure', async (_, recipient) => {
		const run = await running({ onFailure: [task] });
		const other = await office.engage({ contactId: run.contactId, sequenceId: await office.sequence() });
		const recorded = await receive(abuse(run.sendId, { recipient: recipient(run.address) }));
		expect(recorded).toMatchObject({ kind: 'stored', verdict: 'complaint' });
		for (const id of [run.id, other])
			expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-complaint' });
		expect(await office.events(run.id)).toEqual(
			expect.arrayContaining(['complaint-received', 'engagement-failed']),
		);
		expect(await listed(run.address)).toBe(true);
		const { id: messageId } = await stored(recorded);
		expect(await lastRow()).toMatchObject({ cause: 'complaint', messageId, sendId: run.sendId });
		const relances = await office.tx(({ db }) => db.relance.count({ where: { companyId: run.companyId } }));
		expect(relances).toBe(1);
		const told = (await office.notifications()).filter(({ engagementId }) => engagementId === run.id);
		expect(told.map(({ kind }) => kind)).toEqual(['engagement-failed']);
	});

	it.each([
		['names somebody else', { recipient: 'autre@ailleurs.example' }],
		['says that it is no junk', { type: 'not-spam' }],
		['tells of a failed signature', { type: 'auth-failure' }],
		['is attached to somebody’s mail', { contentType: 'multipart/mixed; boundary="b"' }],
	])('that %s ends nothing', async (_, wish) => {
		const { id, address, sendId } = await running();
		const recorded = await receive(abuse(sendId, wish));
		expect(recorded).not.toMatchObject({ verdict: 'complaint' });
		expect((await office.run(id)).endedAt).toBeNull();
		expect(await listed(address)).toBe(false);
	});

	it('by its address alone, or about a mail of nobody, proves nothing', async () => {
		const { id, address } = await running();
		const recorded = await receive(abuse(randomUUID(), { recipient: address }));
		expect(recorded).not.toMatchObject({ verdict: 'complaint' });
		expect((await office.run(id)).endedAt).toBeNull();
		expect(await listed(address)).toBe(false);
	});

	it('in words alone ends nothing, whatever it quotes', async () => {
		const { id, address, sendId } = await running();
		await receive({
			from: 'abuse@provider.example',
			subject: 'Spam complaint',
			fields: [inThread(sendId)],
			body: `We received a complaint about unsolicited mail to ${address}.`,
		});
		expect((await office.run(id)).endedAt).toBeNull();
		expect(await listed(address)).toBe(false);
	});

	it('after the end is told once, and the address is on the list all the same', async () => {
		const { id, address, sendId } = await running();
		await office.tx((tx) => endEngagement(tx, id, { reason: 'ended-withdrawn', actor: office.camille }));
		const before = (await office.notifications()).length;
		await receive(abuse(sendId, { recipient: address }));
		await receive(abuse(sendId, { recipient: address }));
		expect(await listed(address)).toBe(true);
		const told = (await office.notifications()).slice(before);
		expect(told.map(({ kind }) => kind)).toEqual(['complaint']);
	});

	it('about a mail whose fate was in doubt proves that it left', async () => {
		const run = await office.engaged();
		const sendId = await office.leave(run.id);
		await identify(sendId);
		await office.tx(({ db }) => db.send.updateMany({ where: { id: sendId }, data: { state: 'uncertain' } }));
		expect(await receive(abuse(sendId))).toMatchObject({ verdict: 'complaint', effect: { ended: [run.id] } });
		const send = await office.tx(({ db }) => db.send.findFirstOrThrow({ where: { id: sendId } }));
		expect(send).toMatchObject({ state: 'accepted', evidence: 'bounce' });
	});
});
