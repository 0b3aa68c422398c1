import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { engageContactForTest } from '#tests/crash/engaged-contact.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { claimSend } from './claim-send.ts';
import type { Claim } from './claim-send.ts';

const database = await openTestDatabase();

/** Two mails of one sender. */
async function twoSends() {
	const { subscriptionId, mailboxId, senderId } = await engageContactForTest(
		database,
		createEnvelopes(randomBytes(32)),
		'anybody',
		{ smtpPort: 1, imapPort: 1, filesSent: 'yes' },
	);
	const [first, second] = [randomUUID(), randomUUID()];
	return {
		first,
		second,
		claim: (sendId: string, lease = 60_000): Promise<Claim> =>
			database.inSubscription(subscriptionId, async (tx) => {
				await tx.lock('mailbox', [mailboxId]);
				return claimSend(tx, { sendId, kind: 'test', senderId, isFirstContact: false, lease });
			}),
		become: (sendId: string, data: { state: 'uncertain' | 'accepted'; settledAt?: Date }) =>
			database.inSubscription(subscriptionId, ({ db, at }) =>
				db.send.updateMany({ where: { id: sendId }, data: { ...data, armedAt: at, leaseUntil: null } }),
			),
		attempts: (sendId: string) =>
			database.inSubscription(subscriptionId, ({ db }) =>
				db.sendAttempt.findMany({
					where: { sendId },
					orderBy: { fence: 'asc' },
					select: { fence: true, outcome: true },
				}),
			),
	};
}

it('one mail of a mailbox is under way at a time', async () => {
	const { first, second, claim } = await twoSends();
	expect(await claim(first)).toEqual({ kind: 'claimed', fence: 1 });
	expect(await claim(second)).toEqual({ kind: 'busy' });
});

it('a claim whose lease is over gives the mailbox free, and its fence away', async () => {
	const { first, second, claim, become } = await twoSends();
	await claim(first, 0);
	expect(await claim(second)).toEqual({ kind: 'claimed', fence: 1 });
	await become(second, { state: 'accepted' });
	expect(await claim(first)).toEqual({ kind: 'claimed', fence: 3 });
});

it('its own claim is taken over at once, and the attempt before it is abandoned', async () => {
	const { first, claim, attempts } = await twoSends();
	await claim(first);
	expect(await claim(first)).toEqual({ kind: 'claimed', fence: 2 });
	expect(await attempts(first)).toEqual([
		{ fence: 1, outcome: 'abandoned' },
		{ fence: 2, outcome: null },
	]);
});

it('one that may have left is open until it is settled, and never claimed again', async () => {
	const { first, claim, become } = await twoSends();
	await claim(first);
	await become(first, { state: 'uncertain' });
	expect(await claim(first)).toEqual({ kind: 'open' });
	await become(first, { state: 'uncertain', settledAt: new Date() });
	expect(await claim(first)).toEqual({ kind: 'settled' });
	await become(first, { state: 'accepted' });
	expect(await claim(first)).toEqual({ kind: 'settled' });
});
