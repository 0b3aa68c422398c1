import { followDomainOf } from '#domain/sending-domains/follow-domain.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { SandboxWorld } from '#platform/config.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { DEMO_MAILBOXES, DEMO_RELAY, DEMO_SHARED } from '../demo/mailboxes.ts';
import type { DemoUser } from '../demo/subscriptions.ts';
import { demoId } from './demo-id.ts';
import { SUPPORT_ID } from './shared-rows.ts';

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
	const mailbox = DEMO_MAILBOXES.find((one) => one.address === user.address)!;
	const pace = { dailyCap: user.dailyCap, rampSince: user.rampsUp ? today : null };
	await create(
		tx,
		subscription,
		{ ownerId, mailbox, sender: { kind: 'personal', ...pace } },
		{ world, envelopes },
	);
}

/** Writes what belongs to several people: a shared mailbox with its users, and a relay whose replies go there. */
export async function writeSharedSenders(
	tx: Transaction,
	subscription: string,
	{ ownerId, userIds }: { ownerId: string; userIds: readonly string[] },
	{ world, envelopes }: MailboxSeed,
): Promise<void> {
	const { subscriptionId, at } = tx;
	const sender = { kind: 'shared', dailyCap: 40, rampSince: null };
	const mailboxId = await create(
		tx,
		subscription,
		{ ownerId, mailbox: DEMO_SHARED, sender },
		{ world, envelopes },
	);
	await tx.db.mailboxUser.createMany({
		data: userIds.map((userId) => ({ subscriptionId, mailboxId, userId, since: at })),
		skipDuplicates: true,
	});
	await tx.db.relayActivation.create({ data: { subscriptionId, onById: SUPPORT_ID, onAt: at } });
	const { address, displayName, password } = DEMO_RELAY;
	const id = demoId(subscription, 'sender', address);
	await tx.db.sender.create({
		data: {
			...{ subscriptionId, id, kind: 'relay', address, displayName, loginName: address },
			...{ smtpHost: world.host, smtpPort: world.smtpPort, smtpSecurity: 'tls' },
			...{ dailyCap: 10_000, gapMinSeconds: 0, gapMaxSeconds: 0, providerDailyLimit: 60_000 },
			...{ takesSequences: false, replyMailboxId: mailboxId, setUpById: ownerId, testedAt: at },
			secret: { create: { sealed: new Uint8Array(envelopes.seal(password, `sender:${id}`)) } },
		},
	});
}

async function create(
	tx: Transaction,
	subscription: string,
	{
		ownerId,
		mailbox: { address, displayName, password },
		sender,
	}: {
		readonly ownerId: string;
		readonly mailbox: { readonly address: string; readonly displayName: string; readonly password: string };
		readonly sender: { readonly kind: string; readonly dailyCap: number; readonly rampSince: Date | null };
	},
	{ world, envelopes }: MailboxSeed,
): Promise<string> {
	const { subscriptionId, at } = tx;
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
					...sender,
					address,
					displayName,
					smtpHost: world.host,
					smtpPort: world.smtpPort,
					smtpSecurity: 'tls',
					loginName: address,
				},
			},
			secret: { create: { sealed: new Uint8Array(envelopes.seal(password, `mailbox:${id}`)) } },
			watch: { create: {} },
		},
	});
	await poke(tx, 'mailbox', id);
	await followDomainOf(tx, address);
	return id;
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
