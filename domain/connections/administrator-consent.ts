import { hashOfToken, subscriptionOfToken } from '#domain/accounts/link-token.ts';
import { poke } from '#domain/outbox/poke.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage } from './connection-row.ts';
import type { VisitPurpose } from './sign-in-visit.ts';
import { mailConsentGiven, tellNews } from './tell-owner.ts';

/** What an administrator who has no account sees: who asks, for what, and whether it still stands. */
export interface ConsentPage {
	readonly vendor: string;
	readonly domain: string;
	readonly asker: { readonly name: string; readonly address: string; readonly organisation: string };
	/** What he consents to. */
	readonly purpose: VisitPurpose;
	/** Of a shared mailbox, which others open (D-25). */
	readonly isShared: boolean;
	readonly state: 'open' | 'consented' | 'refused';
}

/**
 * The page behind a link, for whoever holds it.
 *
 * @throws {Refusal} link-over: it was never given, or the request was withdrawn.
 */
export async function readConsentPage(database: Database, token: string): Promise<ConsentPage> {
	const subscriptionId = subscriptionOfToken(token);
	if (!subscriptionId) throw new Refusal('not-found', 'link-over');
	return database.inSubscription(subscriptionId, async (tx) => {
		const request = await tx.db.consentRequest.findFirst({
			where: { tokenHash: hashOfToken(token) },
			include: { connection: { include: { owner: true } } },
		});
		if (!request || request.connection.stage === 'withdrawn') throw new Refusal('not-found', 'link-over');
		const { connection, vendor, domain, consentedAt, refusedAt } = request;
		const { name } = await tx.db.subscription.findFirstOrThrow({ select: { name: true } });
		return {
			...{ vendor, domain },
			purpose: request.purpose === 'mail-and-graph' ? 'mail-and-graph' : 'mail',
			isShared: connection.isShared,
			asker: { name: nameOf(connection.owner), address: connection.address, organisation: name },
			state: consentedAt ? 'consented' : refusedAt ? 'refused' : 'open',
		};
	});
}

/**
 * An administrator came back from the provider. A consent is for the whole organisation: everybody of this subscription who
 * waits for the same one goes on. What he said is a hint: whoever signs in next proves it.
 *
 * @param token with which he was sent there: that of the link.
 * @returns undefined where it is the token of no request.
 */
export async function returnOfAdministrator(
	database: Database,
	token: string,
	hasConsented: boolean,
): Promise<{ readonly hasConsented: boolean } | undefined> {
	const subscriptionId = subscriptionOfToken(token);
	if (!subscriptionId) return undefined;
	return database.inSubscription(subscriptionId, async (tx) => {
		const request = await tx.db.consentRequest.findFirst({ where: { tokenHash: hashOfToken(token) } });
		if (!request) return undefined;
		const { vendor, domain, connectionId, purpose } = request;
		// Who consents to Graph as well consents to mail.
		const covered = purpose === 'mail' ? { purpose } : {};
		const requests = await tx.db.consentRequest.findMany({
			where: hasConsented ? { vendor, domain, ...covered } : { connectionId },
			select: { connectionId: true },
		});
		const ids = requests.map((one) => one.connectionId);
		await tx.lock('mailbox_connection', ids);
		const waiting = await tx.db.mailboxConnection.findMany({
			where: { id: { in: ids }, stage: 'consent', endedAt: null },
			select: { id: true, ownerId: true, actedById: true },
		});
		for (const connection of waiting) await goOn(tx, connection, hasConsented);
		return { hasConsented };
	});
}

async function goOn(
	tx: Transaction,
	connection: Pick<MailboxConnection, 'id' | 'ownerId' | 'actedById'>,
	hasConsented: boolean,
): Promise<void> {
	const { id } = connection;
	await tx.db.consentRequest.updateMany({
		where: { connectionId: id },
		data: hasConsented ? { consentedAt: tx.at } : { refusedAt: tx.at },
	});
	await recordConnectionEvent(tx, id, hasConsented ? 'consent-given' : 'consent-refused', {});
	if (hasConsented) {
		await enterStage(tx, id, { stage: 'choosing', reason: 'connect-consented' });
		await mailConsentGiven(tx, id);
	}
	await tellNews(tx, connection, hasConsented ? 'connection-consented' : 'connection-consent-refused');
	await poke(tx, 'connect', id);
}
