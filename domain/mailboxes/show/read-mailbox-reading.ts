import { dayOf } from '#domain/pace/calendar.ts';
import { rampLimit } from '#domain/pace/planner.ts';
import { paceOfSender } from '#domain/senders/pace-of-sender.ts';
import type { Actor } from '#domain/values/actor.ts';
import { dayOfColumn, daysAfter } from '#domain/values/due-day.ts';
import { readDeletions, type DeletionsView } from '#domain/mailboxes/deletions/read-deletions.ts';
import { FOLDER_ROLES, isReadRole, type FolderRole } from '#domain/mailboxes/folder-roles.ts';
import { keptInFolders } from '#domain/mailboxes/kept-in-folders.ts';
import { readOwnMailbox } from '#domain/mailboxes/own-mailbox.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A folder of a mailbox, with what was found in it. */
export interface FolderLine {
	path: string;
	role: FolderRole | null;
	/** Who says so; null: it has no role. */
	roleBy: 'server' | 'name' | 'person' | null;
	/** Its mails are read at all: neither drafts nor trash. */
	isRead: boolean;
	/** Its older mail is read too (Z-34). */
	isImported: boolean;
	/** Mails in it, as it was listed last; null: not told. */
	mails: number | null;
	/** Older mails that are to be read, that were read, and that are kept, for they concern somebody known (5.5-2). */
	total: number;
	read: number;
	kept: number;
	mayHoldMail: boolean;
}

/** What a mailbox reads, how far that has come, and how fast it sends (C1-19). */
export interface MailboxReadingView {
	mailboxId: string;
	address: string;
	synchronisedAt: Date | null;
	/** Key of its provider, as it was recognised; null: servers of one's own. */
	provider: string | null;
	/** `off`: nothing older was ever asked for. */
	state: 'off' | 'reading' | 'read';
	endedAt: Date | null;
	/** ISO day; null: all. */
	since: string | null;
	linksNightly: boolean;
	nightlyAt: Date | null;
	/** How deletions in it are followed (G-18); null: they are not. */
	deletions: DeletionsView | null;
	/** Its folders were listed: before that nothing is known of them. */
	isListed: boolean;
	folders: FolderLine[];
	/** Contacts of the subscription with an address. */
	contacts: number;
	delivery: string;
	dailyCap: number;
	providerDailyLimit: number | null;
	/** Percent of it that is applied. */
	providerLimitShare: number;
	/** First contacts that the ramp allows today, how many more each day, and the day on which it reaches the cap; null: no ramp. */
	ramp: { today: number; step: number; capOn: string | null } | null;
}

/** @throws {Refusal} missing; not-allowed: folders are its owner's, and a *responsable*'s who sets it up (5.6-3). */
export async function readMailboxReading(
	tx: Transaction,
	actor: Actor,
	mailboxId: string,
): Promise<MailboxReadingView> {
	const { sender, ...mailbox } = await readOwnMailbox(tx, actor, mailboxId);
	const reading = await tx.db.mailboxReading.findFirst({ where: { mailboxId } });
	const connection = await tx.db.mailboxConnection.findFirst({
		where: { mailboxId, stage: 'done' },
		orderBy: { endedAt: 'desc' },
		select: { provider: true },
	});
	const folders = await linesOf(tx, mailboxId);
	const contacts = await tx.db.contact.count({ where: { addresses: { some: {} } } });
	return {
		mailboxId,
		address: mailbox.address,
		synchronisedAt: mailbox.synchronisedAt,
		provider: connection?.provider ?? null,
		state: reading === null ? 'off' : reading.endedAt === null ? 'reading' : 'read',
		endedAt: reading?.endedAt ?? null,
		since: reading?.since ? dayOfColumn(reading.since) : null,
		linksNightly: reading?.linksNightly ?? true,
		nightlyAt: reading?.nightlyAt ?? null,
		deletions: await readDeletions(tx, mailboxId),
		isListed: folders.length > 0,
		folders,
		contacts,
		delivery: sender.delivery,
		dailyCap: sender.dailyCap,
		providerDailyLimit: sender.providerDailyLimit,
		providerLimitShare: sender.providerLimitShare,
		ramp: rampOf(sender, tx.at),
	};
}

async function linesOf(tx: Transaction, mailboxId: string): Promise<FolderLine[]> {
	const rows = await tx.db.mailboxFolder.findMany({
		where: { mailboxId, listedAt: { not: null }, missingSince: null },
		orderBy: { path: 'asc' },
	});
	const keptIn = await keptInFolders(tx, mailboxId);
	const place = (role: string | null) =>
		role ? FOLDER_ROLES.indexOf(role as FolderRole) : FOLDER_ROLES.length;
	return rows
		.map((row): FolderLine => ({
			path: row.path,
			role: row.role as FolderRole | null,
			roleBy: row.role ? (row.roleBy as FolderLine['roleBy']) : null,
			isRead: row.selectable && isReadRole(row.role),
			isImported: row.isImported,
			mails: row.mails,
			total: row.historyTotal,
			read: row.historyRead,
			kept: keptIn.get(row.id) ?? 0,
			mayHoldMail: row.selectable,
		}))
		.sort((one, other) => place(one.role) - place(other.role));
}

function rampOf(sender: Parameters<typeof paceOfSender>[0], at: Date): MailboxReadingView['ramp'] {
	const pace = paceOfSender(sender);
	const today = dayOf(at, pace.zone);
	const allowed = rampLimit(pace, today);
	if (pace.rampSince === null || allowed >= pace.dailyCap) return null;
	const days = pace.rampStep > 0 ? Math.ceil((pace.dailyCap - pace.rampStart) / pace.rampStep) : null;
	return {
		today: allowed,
		step: pace.rampStep,
		capOn: days === null ? null : daysAfter(pace.rampSince, days),
	};
}
