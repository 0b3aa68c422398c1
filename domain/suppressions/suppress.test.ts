import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { armSend } from '#domain/sends/arm-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { engageContactForTest } from '#tests/crash/engaged-contact.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { isSuppressed } from './ask/is-suppressed.ts';
import { openSuppressionKey } from './ask/suppression-key.ts';
import { suppress } from './suppress.ts';
import { unsubscribe } from '#domain/behind-mails/acts-of-page.ts';
import { readMailPage } from '#domain/behind-mails/mail-page.ts';
import { signUnsubscribeToken } from './unsubscribe-token.ts';

const database = await openTestDatabase();
let ring: KeyRing;
const envelopes = createEnvelopes(randomBytes(32));

beforeAll(async () => {
	ring = await openKeyRing(database, envelopes, 'unsubscribe');
	await openSuppressionKey(database, envelopes);
});

/** An engaged contact with a claimed send, and the link in it. */
async function claimedSend() {
	const contact = await engageContactForTest(database, envelopes, 'anybody', {
		smtpPort: 1,
		imapPort: 1,
		filesSent: 'no',
	});
	const sendId = randomUUID();
	const { subscriptionId, engagementId, senderId, address } = contact;
	await database.inSubscription(subscriptionId, (tx) =>
		tx.db.send.create({
			data: {
				subscriptionId,
				id: sendId,
				kind: 'step',
				senderId,
				engagementId,
				position: 1,
				occurrence: 1,
				state: 'claimed',
				fence: 1,
				leaseUntil: new Date(Date.now() + 60_000),
				recipient: address,
				createdAt: tx.at,
			},
		}),
	);
	return { ...contact, sendId, token: signUnsubscribeToken(ring, { subscriptionId, sendId }) };
}

it('opening the link changes nothing; the POST closes the gate, revokes the claim and pokes, once', async () => {
	const { subscriptionId, sendId, token, address, contactId } = await claimedSend();
	const state = () =>
		database.inSubscription(subscriptionId, async (tx) => ({
			send: (await tx.db.send.findFirstOrThrow({ where: { id: sendId } })).state,
			pokes: await tx.db.outbox.count({ where: { workflow: 'engagement' } }),
			events: await tx.db.event.count({ where: { kind: 'suppressed', contactId } }),
			suppressed: (await isSuppressed(tx, address.toUpperCase())) !== undefined,
		}));
	expect(await readMailPage(database, ring, token)).toMatchObject({
		company: 'Cadrelune',
		suppressed: false,
		language: 'fr',
	});
	expect(await state()).toEqual({ send: 'claimed', pokes: 0, events: 0, suppressed: false });

	expect(await unsubscribe(database, envelopes, ring, token, { cause: 'one-click' })).toMatchObject({
		company: 'Cadrelune',
		suppressed: true,
		language: 'fr',
	});
	const after = { send: 'revoked', pokes: 1, events: 1, suppressed: true };
	expect(await state()).toEqual(after);
	const run = await database.inSubscription(subscriptionId, (tx) => tx.db.engagement.findFirstOrThrow());
	expect(run).toMatchObject({ state: 'failed', reason: 'ended-unsubscribed', nextLookAt: null });
	await unsubscribe(database, envelopes, ring, token, { cause: 'link' });
	expect(await state()).toEqual(after);
	expect(await readMailPage(database, ring, token)).toMatchObject({
		company: 'Cadrelune',
		suppressed: true,
		language: 'fr',
	});
});

it('ends the run whose mail objected although the contact is written to elsewhere by now', async () => {
	const { subscriptionId, token, address } = await claimedSend();
	const inside = <T>(work: (tx: Transaction) => Promise<T>) => database.inSubscription(subscriptionId, work);
	await inside(({ db }) => db.contactAddress.updateMany({ data: { address: `neuve.${address}` } }));
	await unsubscribe(database, envelopes, ring, token, { cause: 'link' });
	expect(await inside((tx) => isSuppressed(tx, address))).toBeInstanceOf(Date);
	expect(await inside(({ db }) => db.engagement.findFirstOrThrow())).toMatchObject({
		reason: 'ended-unsubscribed',
	});
	expect(await inside(({ db }) => db.event.count({ where: { kind: 'suppressed' } }))).toBe(1);
});

describe('mails that people wrote to the address', () => {
	/** One in each state, to another spelling of the address. */
	async function written(state: 'ready' | 'claimed' | 'armed', to?: string) {
		const contact = await claimedSend();
		const { subscriptionId, address, contactId, senderId } = contact;
		const sendId = randomUUID();
		const inside = <T>(work: (tx: Transaction) => Promise<T>) =>
			database.inSubscription(subscriptionId, work);
		await inside(async ({ db, at }) => {
			// One send a sender is under way: the step of this contact waits.
			await db.send.updateMany({ data: { state: 'ready' } });
			await db.send.create({
				data: {
					subscriptionId,
					id: sendId,
					kind: 'personal',
					senderId,
					contactId,
					state,
					fence: 1,
					leaseUntil: new Date(Date.now() + 60_000),
					armedAt: state === 'armed' ? at : null,
					recipient: to ?? address.toUpperCase(),
					createdAt: at,
				},
			});
		});
		return { ...contact, writtenId: sendId, inside };
	}
	const fateOf = (mail: Awaited<ReturnType<typeof written>>) =>
		mail.inside(async (tx) => ({
			state: (await tx.db.send.findFirstOrThrow({ where: { id: mail.writtenId } })).state,
			arms: await armSend(tx, { sendId: mail.writtenId, fence: 1 }),
			pokes: await tx.db.outbox.count({ where: { workflow: 'message', targetId: mail.writtenId } }),
			lines: (await tx.db.event.findMany({ where: { sendId: mail.writtenId } })).map(({ kind, data }) => [
				kind,
				data,
			]),
		}));

	it.each(['ready', 'claimed'] as const)(
		'%s: it never leaves, and the timeline says why, with its cause',
		async (state) => {
			const mail = await written(state);
			await unsubscribe(database, envelopes, ring, mail.token, { cause: 'link' });
			expect(await fateOf(mail)).toEqual({
				state: 'revoked',
				arms: false,
				pokes: 1,
				lines: [['mail-refused', { code: 'ended-unsubscribed' }]],
			});
			const [line] = await mail.inside(({ db }) => db.event.findMany({ where: { sendId: mail.writtenId } }));
			const cause = await mail.inside(({ db }) => db.event.findFirst({ where: { id: line!.causeId! } }));
			expect(cause).toMatchObject({ kind: 'suppressed' });
		},
	);

	it('armed: it has left our process, and the answer says so', async () => {
		const mail = await written('armed');
		const { inFlight } = await mail.inside((tx) =>
			suppress(tx, envelopes, { address: mail.address, cause: 'manual' }),
		);
		expect(inFlight).toEqual([{ sendId: mail.writtenId, position: null }]);
		expect(await fateOf(mail)).toMatchObject({ state: 'armed', lines: [] });
	});

	it('to somebody else: it is left alone', async () => {
		const mail = await written('claimed', 'somebody@else.example');
		await unsubscribe(database, envelopes, ring, mail.token, { cause: 'link' });
		expect(await fateOf(mail)).toMatchObject({ state: 'claimed', arms: true, pokes: 0, lines: [] });
	});
});

it('holds for its own subscription only, and keeps the address sealed and masked', async () => {
	const one = await claimedSend();
	const other = await claimedSend();
	await unsubscribe(database, envelopes, ring, one.token, { cause: 'link' });
	expect(
		await database.inSubscription(other.subscriptionId, (tx) => isSuppressed(tx, one.address)),
	).toBeUndefined();
	const row = await database.inSubscription(one.subscriptionId, (tx) => tx.db.suppression.findFirstOrThrow());
	expect(row.masked).toBe('a•••@people.example');
	expect(envelopes.open(row.sealed!, `suppression:${row.id}`).toString()).toBe(one.address);
	expect(row.cause).toBe('link');
});

it('a token of nobody’s, or of a mail that is gone, says nothing', async () => {
	const { subscriptionId } = await claimedSend();
	expect(await readMailPage(database, ring, 'nonsense')).toBeUndefined();
	const gone = signUnsubscribeToken(ring, { subscriptionId, sendId: randomUUID() });
	expect(await readMailPage(database, ring, gone)).toBeUndefined();
	expect(await unsubscribe(database, envelopes, ring, gone, { cause: 'link' })).toBeUndefined();
});
