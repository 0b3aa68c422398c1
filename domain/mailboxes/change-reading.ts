import type { Actor } from '#domain/values/actor.ts';
import { dayOfColumn, dayToColumn } from '#domain/values/due-day.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { nudgeWatch } from './nudge-watch.ts';
import { lockOwnMailbox } from './own-mailbox.ts';
import { tellChange } from './tell-owner.ts';

/** What is read of a mailbox's older mail, and what is done each night. */
export interface ReadingWish {
	/** ISO day from which on mails are read; null: all. */
	readonly since: string | null;
	/** Paths of folders whose older mail is left alone. */
	readonly without: readonly string[];
	/** Mails of people who became known later are linked each night (G-17). */
	readonly linksNightly: boolean;
}

/**
 * Changes which older mail of a mailbox is read (Z-34). What is missing then is read; what was read stays and is not read
 * again. A mailbox that was connected before older mail was read at all begins with it.
 *
 * @throws {Refusal} missing; not-allowed; folder-missing.
 */
export async function changeReading(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, wish }: { mailboxId: string; wish: ReadingWish },
): Promise<{ isChanged: boolean }> {
	const mailbox = await lockOwnMailbox(tx, actor, mailboxId);
	const { without, since, linksNightly } = wish;
	const reading = await tx.db.mailboxReading.findFirst({ where: { mailboxId } });
	const folders = await tx.db.mailboxFolder.findMany({
		where: { mailboxId },
		select: { id: true, path: true, isImported: true },
	});
	const known = new Set(folders.map(({ path }) => path));
	if (without.some((path) => !known.has(path))) throw new Refusal('conflict', 'folder-missing');
	const moved = folders.filter(({ path, isImported }) => isImported === without.includes(path));
	const isSameDay = reading !== null && (reading.since && dayOfColumn(reading.since)) === since;
	const isSameNight = reading?.linksNightly === linksNightly;
	if (isSameDay && isSameNight && moved.length === 0) return { isChanged: false };
	const readsAnew = isSameDay && moved.length === 0 ? {} : { askedAt: tx.at, endedAt: null };
	const data = { linksNightly, since: since === null ? null : dayToColumn(since) };
	const { subscriptionId } = tx;
	await tx.db.mailboxReading.upsert({
		where: { subscriptionId_mailboxId: { subscriptionId, mailboxId } },
		create: { subscriptionId, mailboxId, ...data, askedAt: tx.at },
		update: { ...data, ...readsAnew },
	});
	for (const isImported of [true, false])
		await tx.db.mailboxFolder.updateMany({
			where: { id: { in: moved.filter((one) => one.isImported !== isImported).map(({ id }) => id) } },
			data: { isImported },
		});
	// What was being read is planned anew: days that were left out before may lie between.
	if ('askedAt' in readsAnew)
		await tx.db.mailboxFolder.updateMany({ where: { mailboxId }, data: { historyBelow: null } });
	await nudgeWatch(tx, [mailboxId]);
	await tellChange(tx, actor, mailbox, ['reading']);
	return { isChanged: true };
}
