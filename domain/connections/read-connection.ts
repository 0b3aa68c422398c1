import { nameOf } from '#domain/values/person-name.ts';
import { fateOfMail, type PlatformMailFate } from '#domain/platform-mails/fate-of-mail.ts';
import type { Actor } from '#domain/values/actor.ts';
import {
	connectionSettings,
	relaySettings,
	type ConnectionSettings,
	type DeliveryWay,
} from '#domain/mailboxes/connection-settings.ts';
import { checksOf, type ShownCheck } from '#domain/mailboxes/read-connection-test.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { assertMayConnect, type ConnectionReason, type ConnectionStage } from './connection-row.ts';
import type { ConnectionEventKind } from './connection-events.ts';
import { recognition, type Recognition, type SignInWay } from './recognition.ts';

/** A connection as its page shows it; what was typed as a password is never shown again (5.6-3). */
export interface ConnectionView {
	readonly id: string;
	readonly address: string;
	readonly owner: { readonly id: string; readonly name: string };
	readonly isOwn: boolean;
	readonly isShared: boolean;
	/** Of a relay (5.5-4): where its replies go, and its server as it was typed last. */
	readonly relay: { readonly replyAddress: string; readonly smtp: ConnectionSettings['smtp'] | null } | null;
	readonly mailboxId: string | null;
	readonly stage: ConnectionStage;
	readonly reason: ConnectionReason;
	/** Code of what a machine answered last. */
	readonly fault: string | null;
	readonly since: Date;
	readonly nextLookAt: Date | null;
	readonly provider: string | null;
	readonly way: SignInWay | null;
	readonly recognition: Recognition | null;
	readonly settings: (Pick<ConnectionSettings, 'imap' | 'smtp'> & { readonly delivery: DeliveryWay }) | null;
	/** Another outgoing server whose own password is kept: it is typed anew only where that server changes. */
	readonly keptOutgoing: ConnectionSettings['smtp'] | null;
	/** Of a shared one the other account that was signed in to last, by which it is opened. */
	readonly openedBy: string | null;
	/** *Réessayer* has what it needs. */
	readonly mayRetry: boolean;
	readonly checks: readonly ShownCheck[];
	/** Newest first. */
	readonly history: readonly {
		readonly id: string;
		readonly at: Date;
		readonly kind: ConnectionEventKind;
		readonly by: string | null;
		readonly data: Record<string, string | null>;
		/** What became of the mail that it tells of. */
		readonly fate: PlatformMailFate | null;
	}[];
}

/** @throws {Refusal} missing; not-allowed: it is somebody else's, and not for a responsable to see. */
export async function readConnection(tx: Transaction, actor: Actor, id: string): Promise<ConnectionView> {
	const row = await tx.db.mailboxConnection.findFirst({
		where: { id },
		include: {
			owner: { select: { id: true, firstName: true, lastName: true } },
			events: { orderBy: { place: 'desc' } },
			platformMails: { include: { send: { select: { state: true } } } },
		},
	});
	if (!row) throw new Refusal('not-found', 'missing');
	assertMayConnect(actor, row);
	const acting = await tx.db.user.findMany({
		where: { id: { in: row.events.flatMap(({ userId }) => userId ?? []) } },
		select: { id: true, firstName: true, lastName: true },
	});
	const fateById = new Map(row.platformMails.map((mail) => [mail.sendId, fateOfMail(mail.send, mail)]));
	const nameById = new Map(acting.map((user) => [user.id, nameOf(user)]));
	return {
		id,
		address: row.address,
		owner: { id: row.owner.id, name: nameOf(row.owner) },
		isOwn: row.ownerId === actor.userId,
		isShared: row.isShared,
		relay: row.isRelay ? await relayOf(tx, row) : null,
		mailboxId: row.mailboxId,
		stage: row.stage as ConnectionStage,
		reason: row.reason as ConnectionReason,
		fault: row.fault,
		since: row.since,
		nextLookAt: row.nextLookAt,
		provider: row.provider,
		way: row.way as SignInWay | null,
		recognition: recognition.safeParse(row.recognition).data ?? null,
		settings: connectionSettings.safeParse(row.settings).data ?? null,
		keptOutgoing: keptOutgoingOf(row),
		openedBy: row.isShared ? openedBy(row.events) : null,
		mayRetry: row.stage === 'mending' && (row.sealed ?? row.grantSealed) !== null,
		checks: row.testId ? await checksOf(tx, row.testId) : [],
		history: row.events.map(({ id: eventId, at, kind, userId, data }) => ({
			id: eventId,
			at,
			kind: kind as ConnectionEventKind,
			by: (userId && nameById.get(userId)) || null,
			data: data as Record<string, string | null>,
			fate: fateById.get(String((data as { sendId?: string }).sendId)) ?? null,
		})),
	};
}

/** @param events newest first. */
function openedBy(events: readonly { readonly kind: string; readonly data: unknown }[]): string | null {
	const signedIn = events.find(({ kind }) => kind === 'signed-in');
	return (signedIn?.data as { account?: string } | undefined)?.account ?? null;
}

function keptOutgoingOf({ way, smtpSealed, settings }: MailboxConnection): ConnectionSettings['smtp'] | null {
	if (smtpSealed === null || (way !== 'microsoft' && way !== 'google')) return null;
	return connectionSettings.safeParse(settings).data?.smtp ?? null;
}

async function relayOf(
	tx: Transaction,
	{ replyMailboxId, settings }: MailboxConnection,
): Promise<NonNullable<ConnectionView['relay']>> {
	const replies = await tx.db.mailbox.findFirst({
		where: { id: replyMailboxId ?? undefined },
		select: { address: true },
	});
	const smtp = relaySettings.pick({ smtp: true }).safeParse(settings).data?.smtp ?? null;
	return { replyAddress: replies?.address ?? '', smtp };
}
