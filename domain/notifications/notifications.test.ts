import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '#platform/database/database.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { lookAtNotifications } from './look-at-notifications.ts';
import { notify } from './notify.ts';
import { resolveIncident } from './resolve-incident.ts';
import { setTreatedAfter } from './set-treated-after.ts';
import { visitMailbox } from './visit-mailbox.ts';
import { visitSheet } from './visit-sheet.ts';

const HOUR = 3_600_000;
const database = await openTestDatabase();

async function flag() {
	const run = await createEngagement(
		{ database, config: { masterKey: randomBytes(32) } },
		{ startsIn: 1_000 },
	);
	const { subscriptionId, userId, companyId, mailboxId } = run;
	const within = <T>(work: (tx: Transaction) => Promise<T>) => database.inSubscription(subscriptionId, work);
	return {
		userId,
		companyId,
		mailboxId,
		within,
		tell: () => within((tx) => notify(tx, { userId, kind: 'reply', companyId, data: {} })),
		hours: (hours: number | null, rearmOpen = false) =>
			within((tx) => setTreatedAfter(tx, { userId, hours, rearmOpen })),
		/** Hours from each notification to its end by itself, oldest first; null: never. */
		due: () =>
			within(async ({ db }) =>
				(await db.notification.findMany({ orderBy: { createdAt: 'asc' } })).map(
					(row) => row.treatedDueAt && (row.treatedDueAt.getTime() - row.createdAt.getTime()) / HOUR,
				),
			),
		treatedBy: () =>
			within(async ({ db }) =>
				(await db.notification.findMany({ orderBy: { createdAt: 'asc' } })).map((row) => row.treatedBy),
			),
	};
}

describe('the flag', () => {
	it('takes new hours for new notifications; open ones are armed again where that is asked (5.2-36)', async () => {
		const { tell, hours, due } = await flag();
		await tell();
		await hours(8);
		await tell();
		expect(await due()).toEqual([null, 8]);
		await hours(2);
		expect(await due()).toEqual([null, 8]);
		await hours(3, true);
		expect(await due()).toEqual([3, 3]);
		await hours(0, true);
		expect(await due()).toEqual([null, null]);
	});

	it.each([-1, 1.5, 9_000])('does not take %s hours', async (wrong) => {
		const { hours } = await flag();
		await expect(hours(wrong)).rejects.toMatchObject({ code: 'input' });
	});

	it('keeps a lost mailbox coloured until it is back, whatever is visited (5.6-6)', async () => {
		const { userId, mailboxId, within, treatedBy } = await flag();
		await within((tx) =>
			notify(tx, { userId, kind: 'mailbox-lost', mailboxId, data: { code: 'login-refused' } }),
		);
		await within((tx) => visitMailbox(tx, { userId, mailboxId }));
		expect(await treatedBy()).toEqual([null]);
		expect(await within((tx) => resolveIncident(tx, mailboxId, 'mailbox-lost'))).toBe(1);
		expect(await treatedBy()).toEqual(['resolved']);
		expect(await within((tx) => lookAtNotifications(tx, userId))).toEqual({ kind: 'ended' });
	});

	it('keeps one line a visit in the timeline, not one a reload', async () => {
		const { userId, companyId, within } = await flag();
		for (let time = 0; time < 3; time++) await within((tx) => visitSheet(tx, { companyId, userId }));
		expect(await within(({ db }) => db.event.count({ where: { kind: 'sheet-visited' } }))).toBe(1);
	});

	it('tells nothing to somebody who was deactivated', async () => {
		const { userId, tell, within } = await flag();
		await within(({ db, at }) => db.user.updateMany({ where: { id: userId }, data: { deactivatedAt: at } }));
		expect(await tell()).toBeUndefined();
	});
});
