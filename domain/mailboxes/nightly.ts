import { DateTime } from 'luxon';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { isTimeZone } from '#domain/pace/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from './fenced-out.ts';

/** The hour at which a night's work may begin, in the mailbox's own zone. */
const HOUR = 2;

/** The latest instant at which a night's work was to begin. */
export function lastNight(at: Date, zone: string): Date {
	const local = DateTime.fromJSDate(at, { zone: isTimeZone(zone) ? zone : 'Europe/Paris' });
	const tonight = local.set({ hour: HOUR, minute: 0, second: 0, millisecond: 0 });
	return (tonight <= local ? tonight : tonight.minus({ days: 1 })).toJSDate();
}

/**
 * Whether the mails of a mailbox are to be linked now with people who became known since (G-17): once a night, and not while
 * its older mail is being read. A night that nobody watched is made up for once.
 */
export async function isNightDue(tx: Transaction, mailboxId: string, zone: string): Promise<boolean> {
	const reading = await tx.db.mailboxReading.findFirst({
		where: { mailboxId, linksNightly: true, endedAt: { not: null } },
		select: { askedAt: true, nightlyAt: true },
	});
	return reading !== null && (reading.nightlyAt ?? reading.askedAt) < lastNight(tx.at, zone);
}

/**
 * A night's work is done. It is a line of the mailbox's history where it found something.
 *
 * @param linked how many mails stand in a conversation since.
 * @throws {FencedOut}
 */
export async function recordNight(tx: Transaction, watch: WatchHold, linked: number): Promise<void> {
	await holdWatch(tx, watch);
	const { mailboxId } = watch;
	await tx.db.mailboxReading.updateMany({ where: { mailboxId }, data: { nightlyAt: tx.at } });
	if (linked > 0) await recordEvent(tx, { kind: 'mailbox-linked', mailboxId, data: { count: linked } });
}
