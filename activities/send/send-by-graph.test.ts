import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { draftMail } from '#domain/mails/draft-mail.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { errorAnswer } from '#embedded/graph/answer-graph.ts';
import type { GraphFault, GraphRequest } from '#embedded/graph/graph-server.ts';
import { messageIdKey } from '#mail/mime/message-id.ts';
import type { EngagedContact, MailServers } from '#tests/crash/engaged-contact.ts';
import { grantAccess } from '#tests/crash/grant-access.ts';
import { SendRig } from '#tests/crash/send-rig.ts';

let rig: SendRig;
let contact: EngagedContact;

beforeAll(async () => {
	rig = await SendRig.open();
});
afterAll(() => rig?.close());
beforeEach(() => engage());

async function engage(servers: Partial<MailServers> = {}, token = 'valid'): Promise<void> {
	rig.graph.script(() => undefined);
	rig.tokens.answer(() => ({ body: { access_token: 'valid', expires_in: 3_600 } }));
	for (const draft of drafts()) mailbox().delete(draft);
	contact = await rig.engage('anybody', { delivery: 'graph', ...servers });
	await grantAccess(rig.database, rig.envelopes, contact, token);
}

const mailbox = () => rig.graph.mailbox('camille@cadrelune.example');
const drafts = () => mailbox().in('drafts');
const copies = () => rig.leftByGraph.filter(({ to }) => to.includes(contact.address));
const outcomes = async () => (await rig.attemptsOf(contact)).map(({ outcome, code }) => ({ outcome, code }));
const isSending = ({ path }: GraphRequest) => path.endsWith('/send');
const isFinding = ({ path }: Pick<GraphRequest, 'path'>) => path.includes('$filter');
const refuses = (status: number, code: string, headers = {}): GraphFault => ({
	answer: errorAnswer(status, code, headers),
});
const at = (step: (request: GraphRequest) => boolean, fault: GraphFault) =>
	rig.graph.script((request) => (step(request) ? fault : undefined));
/** So long ago that a draft that stands proves something, and no policy decides. */
const age = () =>
	rig.inside(contact, ({ db }) =>
		db.send.updateMany({
			where: { state: { in: ['armed', 'uncertain'] } },
			data: { armedAt: new Date(Date.now() - 45_000) },
		}),
	);
const doubt = async (fault: GraphFault) => {
	at(isSending, fault);
	await expect(rig.step(contact)).rejects.toMatchObject({ message: 'send-uncertain' });
	rig.graph.script(() => undefined);
};

describe('a sender whose mails leave through Graph', () => {
	it('sends a step at its first look, armed with its draft, and over nothing else', async () => {
		const files = rig.imap.sent().length;
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'closing-delay' });
		const [attempt, ...others] = await rig.attemptsOf(contact);
		expect(others).toEqual([]);
		expect(attempt).toMatchObject({ outcome: 'accepted', code: null });
		expect(attempt!.draftId).toMatch(/^AAMk/);
		const { send } = await rig.rowsOf(contact);
		expect(attempt!.draftMessageId).toBe(send!.messageId);
		const content = await rig.inside(contact, ({ db }) => db.sendContent.findFirstOrThrow());
		expect(copies().map(({ bytes }) => bytes)).toEqual([Buffer.from(content.bytes)]);
		expect(rig.copiesTo(contact)).toEqual([]);
		expect(rig.imap.sent()).toHaveLength(files);
		expect(drafts()).toEqual([]);
	});

	it('that is shared writes in the shared mailbox, never in that of whoever signed in for it (D-25)', async () => {
		await rig.inside(contact, ({ db }) => db.sender.updateMany({ data: { kind: 'shared' } }));
		const asked = rig.graph.requests.length;
		await rig.step(contact);
		expect(copies()).toHaveLength(1);
		const paths = rig.graph.requests.slice(asked).map(({ path }) => path);
		expect(paths.length).toBeGreaterThan(1);
		for (const path of paths) expect(path).toMatch(/^\/v1\.0\/users\/camille%40cadrelune\.example\//);
	});

	it("visits no Sent folder by IMAP where the habit of the mailbox's server is not known", async () => {
		await engage({ filesSent: 'auto' });
		const visits = rig.imap.visits();
		await rig.step(contact);
		expect(copies()).toHaveLength(1);
		expect(rig.imap.visits()).toBe(visits);
	});

	it('sends what a person wrote, too', async () => {
		const id = randomUUID();
		await rig.inside(contact, async (tx) => {
			const author = await tx.db.user.findFirstOrThrow();
			const mail = { recipient: contact.address, subject: 'Essai', bodyHtml: '<p>Bonjour</p>' };
			const { senderId } = contact;
			await draftMail(tx, { ...mail, sendId: id, kind: 'personal', senderId, authorId: author.id });
		});
		const ref = { subscriptionId: contact.subscriptionId, id };
		expect(await rig.run(rig.activities.sendMessage, ref)).toMatchObject({ ended: true });
		expect(copies()).toHaveLength(1);
	});

	it('whose token is refused is given another for its next try', async () => {
		await engage({}, 'revoked');
		const { wait } = await rig.step(contact);
		expect(await outcomes()).toEqual([{ outcome: 'deferred', code: 'auth-refused' }]);
		await rig.advance(contact, wait);
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(copies()).toHaveLength(1);
	});

	it('with a password alone waits, and asks nobody', async () => {
		contact = await rig.engage('anybody', { delivery: 'graph' });
		const asked = rig.graph.requests.length;
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'server-unreachable' });
		expect(await outcomes()).toEqual([{ outcome: 'deferred', code: 'auth-refused' }]);
		expect(rig.graph.requests).toHaveLength(asked);
	});

	it('is stopped before its draft is sent by whatever stops its run, and no draft stays', async () => {
		rig.graph.script(({ method, path }) => {
			if (method !== 'GET' || isFinding({ path })) return undefined;
			const stop = rig.inside(contact, (tx) =>
				endEngagement(tx, contact.engagementId, { reason: 'ended-stopped', verdict: 'failure' }),
			);
			return { before: stop, answer: 'usual' };
		});
		expect(await rig.step(contact)).toMatchObject({ ended: true });
		expect(copies()).toEqual([]);
		expect(drafts()).toEqual([]);
		expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'revoked' });
	});
});

describe('whose matter a refusal is', () => {
	it('too many requests: a pace, which is kept, refuses no mailbox and ends no run', async () => {
		at(isSending, refuses(429, 'ApplicationThrottled', { 'retry-after': '600' }));
		const look = await rig.step(contact);
		expect(look).toMatchObject({ ended: false, reason: 'server-unreachable' });
		expect(look.wait).toBeGreaterThan(590_000);
		expect(await outcomes()).toEqual([{ outcome: 'deferred', code: 'too-fast' }]);
		expect(await rig.inside(contact, ({ db }) => db.senderRefusal.count())).toBe(0);
		expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'ready', refusals: 0 });
	});

	it.each([
		['ErrorSendAsDenied', 'sender-refused'],
		['ErrorMessageSubmissionBlocked', 'sender-refused'],
		['ErrorExceededMessageLimit', 'provider-limit'],
	])('%s: the mailbox waits, with what Graph said', async (said, code) => {
		at(isSending, refuses(403, said));
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'mailbox-refused' });
		const refusal = await rig.inside(contact, ({ db }) => db.senderRefusal.findFirstOrThrow());
		expect(refusal).toMatchObject({ scope: 'sender', side: 'own', code, words: `403 ${said}` });
	});

	it('an address that is none: the run ends', async () => {
		at(isSending, refuses(400, 'ErrorInvalidRecipients'));
		expect(await rig.step(contact)).toMatchObject({ ended: true });
		expect(await outcomes()).toEqual([{ outcome: 'rejected', code: 'address-invalid' }]);
	});
});

describe('a mail of which nobody knows whether it left', () => {
	it('left: its copy in Sent Items says so, under the Message-ID that it has there', async () => {
		await doubt({ acts: true, answer: 'cut' });
		const [copy] = mailbox().in('sentitems').slice(-1);
		copy!.messageId = `<${randomUUID()}@eurprd01.prod.outlook.com>`;
		expect(await rig.reconcile(contact)).toMatchObject({ ended: false, reason: 'closing-delay' });
		const { send } = await rig.rowsOf(contact);
		expect(send).toMatchObject({
			...{ state: 'accepted', evidence: 'sent-folder', settledBy: 'evidence' },
			serverMessageId: copy!.messageId,
		});
		const identities = await rig.inside(contact, ({ db }) => db.sendIdentity.findMany());
		expect(identities.map(({ messageIdKey: key }) => key)).toContain(messageIdKey(copy!.messageId));
		expect(copies()).toHaveLength(1);
	});

	it('did not leave: its draft still stands when it is old enough; it is tried again, and leaves once', async () => {
		await doubt({ answer: 'cut' });
		expect(await rig.reconcile(contact)).toMatchObject({ ended: false, reason: 'send-uncertain' });
		expect(drafts()).toHaveLength(1);
		await age();
		const look = await rig.reconcile(contact);
		expect(look).toMatchObject({ ended: false, reason: 'server-unreachable' });
		expect(drafts()).toEqual([]);
		expect(await outcomes()).toEqual([{ outcome: 'disarmed', code: 'draft-kept' }]);
		expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'ready', sentAt: null, refusals: 0 });
		await rig.advance(contact, look.wait);
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(copies()).toHaveLength(1);
		expect((await outcomes()).map(({ outcome }) => outcome)).toEqual(['disarmed', 'accepted']);
	});

	it('of which a person is asked is asked about no more once its draft proves that it has not left', async () => {
		await engage({ uncertainPolicy: 'ask' });
		await doubt({ answer: 'cut' });
		at(isFinding, refuses(503, 'serviceNotAvailable'));
		await rig.endEvidenceWindow(contact);
		expect(await rig.reconcile(contact)).toMatchObject({ ended: false, reason: 'send-unsettled' });
		rig.graph.script(() => undefined);
		const look = await rig.reconcile(contact);
		expect(look).toMatchObject({ ended: false, reason: 'server-unreachable' });
		const { send, engagement } = await rig.rowsOf(contact);
		expect(send).toMatchObject({ state: 'ready', settledBy: null });
		expect(engagement.state).not.toBe('blocked');
		await rig.advance(contact, look.wait);
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(copies()).toHaveLength(1);
	});

	it('of a run that was stopped meanwhile: its draft is taken back, and nothing is sent again', async () => {
		await doubt({ answer: 'cut' });
		await rig.reconcile(contact);
		await rig.inside(contact, (tx) =>
			endEngagement(tx, contact.engagementId, { reason: 'ended-stopped', verdict: 'failure' }),
		);
		await age();
		expect(await rig.reconcile(contact)).toMatchObject({ ended: true });
		expect(drafts()).toEqual([]);
		expect(copies()).toEqual([]);
		const events = await rig.inside(contact, ({ db }) => db.event.findMany());
		expect(events.map(({ kind }) => kind)).toContain('step-not-sent');
	});

	it('whose draft a person deleted is settled by nothing but its policy', async () => {
		await doubt({ answer: 'cut' });
		for (const draft of drafts()) mailbox().delete(draft);
		await age();
		expect(await rig.reconcile(contact)).toMatchObject({ reason: 'send-uncertain' });
		await rig.endEvidenceWindow(contact);
		await rig.reconcile(contact);
		expect((await rig.rowsOf(contact)).send).toMatchObject({ state: 'uncertain', settledBy: 'silence' });
		expect(copies()).toEqual([]);
	});

	it('stays open where Graph cannot be asked, and the token that it refuses is not shown again', async () => {
		await doubt({ acts: true, answer: 'cut' });
		at(isFinding, refuses(401, 'InvalidAuthenticationToken'));
		const asked = rig.tokens.asked.length;
		expect(await rig.reconcile(contact)).toMatchObject({ reason: 'send-uncertain' });
		rig.graph.script(() => undefined);
		expect(await rig.reconcile(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(rig.tokens.asked).toHaveLength(asked + 1);
	});

	it('is sent again by the policy `delivery` only after its first draft was taken back', async () => {
		await engage({ uncertainPolicy: 'delivery' });
		await doubt({ answer: 'cut' });
		at(isFinding, refuses(503, 'serviceNotAvailable'));
		await rig.endEvidenceWindow(contact);
		expect(await rig.reconcile(contact)).toMatchObject({ ended: false });
		const { wait } = await rig.step(contact);
		// Still nobody knows what stands in Drafts.
		expect(await outcomes()).toEqual([
			{ outcome: 'uncertain', code: null },
			{ outcome: 'deferred', code: 'server-later' },
		]);
		expect(drafts()).toHaveLength(1);
		rig.graph.script(() => undefined);
		await rig.advance(contact, wait);
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(copies()).toHaveLength(1);
		expect(drafts()).toEqual([]);
	});
});

describe('what an attempt leaves behind', () => {
	it('a draft that no row names is taken back by the next one, which sends once', async () => {
		// Neither its id was heard, nor was it taken back.
		rig.graph.script(({ method, path }) => {
			if (method === 'POST' && path.endsWith('/messages')) return { acts: true, answer: 'cut' };
			return isFinding({ path }) ? refuses(503, 'serviceNotAvailable') : undefined;
		});
		const { wait } = await rig.step(contact);
		expect(drafts()).toHaveLength(1);
		rig.graph.script(() => undefined);
		await rig.advance(contact, wait);
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(copies()).toHaveLength(1);
		expect(drafts()).toEqual([]);
	});

	it('a draft that a person sent by hand meanwhile counts as what it is: the mail has left', async () => {
		rig.graph.script(({ method, path }) => {
			if (method === 'POST' && path.endsWith('/messages')) return { acts: true, answer: 'cut' };
			return isFinding({ path }) ? refuses(503, 'serviceNotAvailable') : undefined;
		});
		const { wait } = await rig.step(contact);
		rig.graph.script(() => undefined);
		await mailbox().send(drafts()[0]!);
		await rig.advance(contact, wait);
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(copies()).toHaveLength(1);
	});
});
