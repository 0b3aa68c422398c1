import { poke } from '#domain/outbox/poke.ts';
import type { SandboxWorld } from '#platform/config.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { DEMO_MAILBOXES } from '../demo/mailboxes.ts';
import type { DemoUser } from '../demo/subscriptions.ts';
import { demoId } from './demo-id.ts';

/** What connects mailboxes to the demonstration world. */
export interface MailboxSeed {
	readonly world: Pick<SandboxWorld, 'host' | 'smtpPort' | 'imapPort'>;
	readonly envelopes: Envelopes;
}

/**
 * Writes a user's mailbox as one that was connected today, and starts its run. What is in it and whether it can be
 * reached the run finds out.
 *
 * @param today First day of the ramp, for a mailbox that ramps up.
 */
export async function writeMailbox(
	tx: Transaction,
	subscription: string,
	{ id: ownerId, user, today }: { id: string; user: DemoUser; today: Date },
	{ world, envelopes }: MailboxSeed,
): Promise<void> {
	const { subscriptionId, at } = tx;
	const { address, displayName, password } = DEMO_MAILBOXES.find((one) => one.address === user.address)!;
	const id = demoId(subscription, 'mailbox', address);
	await tx.db.mailbox.create({
		data: {
			subscriptionId,
			id,
			ownerId,
			address,
			state: 'synchronised',
			imapHost: world.host,
			imapPort: world.imapPort,
			imapSecurity: 'tls',
			loginName: address,
			synchronisedAt: at,
			sender: {
				create: {
					id: demoId(subscription, 'sender', address),
					kind: 'personal',
					address,
					displayName,
					smtpHost: world.host,
					smtpPort: world.smtpPort,
					smtpSecurity: 'tls',
					loginName: address,
					dailyCap: user.dailyCap,
					rampSince: user.rampsUp ? today : null,
				},
			},
			secret: { create: { sealed: new Uint8Array(envelopes.seal(password, `mailbox:${id}`)) } },
			watch: { create: {} },
		},
	});
	await poke(tx, 'mailbox', id);
}

/** Tells the mailboxes where the world is: its ports are the same from start to start, unless another program took one. */
export async function findWorldAgain(tx: Transaction, { world }: Pick<MailboxSeed, 'world'>): Promise<void> {
	const { host, imapPort, smtpPort } = world;
	await tx.db.mailbox.updateMany({
		where: { NOT: { imapPort, imapHost: host } },
		data: { imapHost: host, imapPort },
	});
	await tx.db.sender.updateMany({
		where: { NOT: { smtpPort, smtpHost: host } },
		data: { smtpHost: host, smtpPort, smtpSecurity: 'tls' },
	});
}
