import { maskAddress } from '#domain/values/mask-address.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';
import { concernedByRestore } from './count-held-by-restore.ts';

/** The newest restore as support sees it: what each mailbox still proves, ids and instants only (5.6-25). */
export interface SupportRestore {
	incident: number;
	provenAt: Date;
	/** Nothing before it was lost. */
	lostSince: Date;
	provenBy: string;
	mailboxes: RestoredMailbox[];
	/** Steps that count as left by what was found, newest first. */
	foundSteps: {
		sendId: string;
		engagementId: string | null;
		position: number | null;
		mailboxId: string | null;
		sentAt: Date;
	}[];
	/** Mails of ours in Sent folders that no row knows, newest first. */
	unknownMails: { sendId: string; mailboxId: string; sentAt: Date }[];
}

/** One mailbox that was connected at that time. */
export interface RestoredMailbox {
	id: string;
	/** Masked. */
	address: string;
	subscription: { id: string; name: string };
	state: string;
	/** Null: not read back yet. */
	read: {
		at: Date;
		hadSentFolder: boolean;
		steps: number;
		unknown: number;
		replies: number;
		objections: number;
		reopenedAt: Date | null;
	} | null;
}

const SHOWN = 100;

/**
 * The newest restore with its mailboxes, those that do not send yet first; undefined where there was none. Call it through
 * `asSupport`.
 */
export async function readRestore(tx: InstallationTransaction): Promise<SupportRestore | undefined> {
	const { db } = tx;
	const incident = await db.restoreIncident.findFirst({ orderBy: { number: 'desc' } });
	if (!incident) return undefined;
	const { number, provenAt, lostSince, provenBy } = incident;
	const mailboxes = await db.mailbox.findMany({
		where: concernedByRestore(incident),
		orderBy: { address: 'asc' },
		select: {
			id: true,
			address: true,
			subscriptionId: true,
			state: true,
			readBacks: { where: { incident: number } },
		},
	});
	const subscriptions = new Map(
		(await db.subscription.findMany({ select: { id: true, name: true } })).map(({ id, name }) => [id, name]),
	);
	const found = await db.send.findMany({
		where: { evidence: { in: ['read-back', 'run'] }, sentAt: { gte: lostSince } },
		orderBy: { sentAt: 'desc' },
		take: SHOWN,
		select: {
			id: true,
			engagementId: true,
			position: true,
			sender: { select: { mailboxId: true } },
			sentAt: true,
		},
	});
	const unknown = await db.unknownSentMail.findMany({
		where: { sentAt: { gte: lostSince } },
		orderBy: { sentAt: 'desc' },
		take: SHOWN,
		select: { sendId: true, mailboxId: true, sentAt: true },
	});
	const rows = mailboxes.map(({ readBacks: [back], subscriptionId, ...mailbox }): RestoredMailbox => ({
		id: mailbox.id,
		address: maskAddress(mailbox.address),
		subscription: { id: subscriptionId, name: subscriptions.get(subscriptionId) ?? '–' },
		state: mailbox.state,
		read: back
			? {
					at: back.readAt,
					hadSentFolder: back.hadSentFolder,
					steps: back.foundSteps,
					unknown: back.foundUnknown,
					replies: back.foundReplies,
					objections: back.foundObjections,
					reopenedAt: back.reopenedAt,
				}
			: null,
	}));
	const sends = (mailbox: RestoredMailbox) => (mailbox.read?.reopenedAt ? 1 : 0);
	return {
		incident: number,
		provenAt,
		lostSince,
		provenBy,
		mailboxes: rows.sort((one, other) => sends(one) - sends(other)),
		foundSteps: found.map(({ id, sentAt, sender, ...send }) => ({
			sendId: id,
			sentAt: sentAt!,
			mailboxId: sender!.mailboxId,
			...send,
		})),
		unknownMails: unknown,
	};
}
