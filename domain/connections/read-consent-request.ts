import { fateOfMail, type PlatformMailFate } from '#domain/platform-mails/fate-of-mail.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { openLinkOrNull } from './ask-for-consent.ts';
import { nextReminderOf, remindersLeft } from './remind-administrator.ts';
import { assertMayConnect } from './connection-row.ts';
import type { VisitPurpose } from './sign-in-visit.ts';

/** What an administrator is asked for a connection. */
export interface ShownRequest {
	readonly domain: string;
	readonly vendor: string;
	readonly purpose: VisitPurpose;
	readonly refusedAt: Date | null;
	/** Colleagues who wait for the same consent. */
	readonly others: number;
	/** Whom it was mailed to last, and when; null: to nobody. */
	readonly administrator: string | null;
	readonly mailedAt: Date | null;
	/** What became of that mail, or of the last reminder. */
	readonly fate: PlatformMailFate | null;
	/** The next reminder, and how many are to come. */
	readonly nextReminderAt: Date | null;
	readonly remindersLeft: number;
	/** False: this installation sends no mails itself, so that the text is to be copied. */
	readonly mayMail: boolean;
	/** What the mail says beside the connection's own facts. */
	readonly phone: string | null;
	/** The secret of the link; null: it cannot be opened any more, whoever signs in again gets another one. */
	readonly token: string | null;
}

/** @throws {Refusal} missing; not-allowed. */
export async function readConsentRequest(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	connectionId: string,
): Promise<ShownRequest> {
	const request = await tx.db.consentRequest.findFirst({
		where: { connectionId },
		include: { connection: { select: { ownerId: true, owner: { select: { phone: true } } } } },
	});
	if (!request) throw new Refusal('not-found', 'missing');
	assertMayConnect(actor, request.connection);
	const { vendor, domain, refusedAt, tokenSealed } = request;
	const purpose = request.purpose === 'mail-and-graph' ? 'mail-and-graph' : 'mail';
	const covered = purpose === 'mail' ? { purpose } : {};
	const others = await tx.db.consentRequest.count({
		where: {
			vendor,
			domain,
			...covered,
			connectionId: { not: connectionId },
			connection: { stage: 'consent' },
		},
	});
	const newest = await tx.db.platformMail.findFirst({
		where: { connectionId, kind: { in: ['consent-request', 'consent-reminder'] } },
		orderBy: { send: { createdAt: 'desc' } },
		include: { send: { select: { state: true } } },
	});
	return {
		administrator: request.administrator,
		mailedAt: request.mailedAt,
		fate: newest && fateOfMail(newest.send, newest),
		nextReminderAt: nextReminderOf(request),
		remindersLeft: remindersLeft(request),
		mayMail: tx.process.writesToUsers,
		phone: request.connection.owner.phone,
		vendor,
		domain,
		purpose,
		refusedAt,
		others,
		token: openLinkOrNull(envelopes, connectionId, tokenSealed),
	};
}
