import { pokeParts } from '#domain/outbox/poke-parts.ts';
import { liftRefusals } from '#domain/refusals/lift-refusals.ts';
import { followDomainOf } from '#domain/sending-domains/follow-domain.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { relaySettings } from '../connection-settings.ts';
import { sealOfSender } from '../set-mailbox-secret.ts';
import { lockRelay } from './own-relay.ts';
import { assertRelaysOn } from './relay-switch.ts';

/** First contacts ramp up on people's mailboxes only: what a relay may send its contract says (5.5-4). */
const PACE = { dailyCap: 10_000, gapMinSeconds: 0, gapMaxSeconds: 0 } as const;

/** A relay whose server was found good. */
export interface RelayToSave {
	readonly testId: string;
	/** Null: a new one. */
	readonly senderId: string | null;
	readonly replyMailboxId: string;
}

/**
 * *Configurateur SMTP* (E-15, E-16): turns a test that succeeded into a relay, or into the new server of one: a sender without
 * a mailbox, whose replies go to one that is read (5.5-4). What it was refused for is lifted, and what waits of it looks again.
 *
 * @throws {Refusal} missing; not-allowed; relays-off; test-not-passed; reply-mailbox-missing: it was deleted meanwhile;
 * relay-exists.
 */
export async function saveRelay(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ testId, senderId, replyMailboxId }: RelayToSave,
): Promise<{ senderId: string }> {
	if (actor.licence !== 'responsable') throw new Refusal('forbidden', 'not-allowed');
	await assertRelaysOn(tx);
	const test = await tx.db.connectionTest.findFirst({ where: { id: testId } });
	if (!test) throw new Refusal('not-found', 'missing');
	await assertTakesReplies(tx, replyMailboxId);
	const { count } = await tx.db.connectionTest.updateMany({
		where: { id: testId, state: 'succeeded' },
		data: { state: 'saved' },
	});
	if (count === 0) throw new Refusal('conflict', 'test-not-passed');
	const { smtp } = relaySettings.parse(test.settings);
	const server: RelayServer = {
		...{ smtpHost: smtp.host, smtpPort: smtp.port, smtpSecurity: smtp.security, loginName: smtp.user },
		...{ replyMailboxId, testedAt: tx.at },
	};
	const id = senderId
		? (await lockRelay(tx, actor, senderId)).id
		: await create(tx, actor, test.address, server);
	if (senderId) await tx.db.sender.updateMany({ where: { id }, data: server });
	const password = envelopes.open(test.sealed, `connection:${testId}`).toString();
	const sealed = sealOfSender(envelopes, id, password);
	await tx.db.senderSecret.upsert({
		where: { subscriptionId_senderId: { subscriptionId: tx.subscriptionId, senderId: id } },
		create: { subscriptionId: tx.subscriptionId, senderId: id, sealed, changedAt: tx.at },
		update: { sealed, changedAt: tx.at },
	});
	await tx.db.connectionTest.updateMany({ where: { id: testId }, data: { sealed: new Uint8Array() } });
	await followDomainOf(tx, test.address);
	await liftRefusals(tx, id, {}, { by: 'settings', actor });
	await pokeParts(tx, { senderId: id });
	return { senderId: id };
}

async function create(tx: Transaction, actor: Actor, address: string, server: RelayServer): Promise<string> {
	await assertRelayIsNew(tx, address);
	const { name, timeZone } = await tx.db.subscription.findFirstOrThrow({
		select: { name: true, timeZone: true },
	});
	const { id } = await tx.db.sender.create({
		data: {
			...server,
			...{ subscriptionId: tx.subscriptionId, kind: 'relay', address, displayName: name, timeZone },
			...{ ...PACE, takesSequences: false, setUpById: actor.userId },
		},
		select: { id: true },
	});
	return id;
}

interface RelayServer {
	readonly smtpHost: string;
	readonly smtpPort: number;
	readonly smtpSecurity: string;
	readonly loginName: string;
	readonly replyMailboxId: string;
	readonly testedAt: Date;
}

/** @throws {Refusal} relay-exists: an address has one relay. */
export async function assertRelayIsNew(tx: Transaction, address: string): Promise<void> {
	const taken = await tx.db.sender.count({ where: { kind: 'relay', address, deletedAt: null } });
	if (taken > 0) throw new Refusal('conflict', 'relay-exists');
}

/** @throws {Refusal} reply-mailbox-missing. */
export async function assertTakesReplies(tx: Transaction, mailboxId: string): Promise<void> {
	await tx.lock('mailbox', [mailboxId]);
	const mailbox = await tx.db.mailbox.count({ where: { id: mailboxId, deletedAt: null } });
	if (mailbox === 0) throw new Refusal('conflict', 'reply-mailbox-missing');
}
