import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { poke } from '#domain/outbox/poke.ts';
import { liftRefusals } from '#domain/refusals/lift-refusals.ts';
import { followDomainsOf } from '#domain/sending-domains/follow-domain.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { followAnew } from './deletions/follow-deletions.ts';
import { connectionSettings, type ConnectionSettings } from './connection-settings.ts';
import { endWatches } from './nudge-watch.ts';
import { forgetListing } from './record-folders.ts';
import { lockOwnMailbox, type OwnMailbox } from './own-mailbox.ts';
import { ownerOfTest, signInOf } from './run-connection-test.ts';
import { setMailboxSecret } from './set-mailbox-secret.ts';
import { tellChange } from './tell-owner.ts';
import { vacatePlaces } from './vacate-places.ts';
import { voidTests } from './void-tests.ts';

/** A test that succeeded, to be kept. */
export interface MailboxToSave {
	readonly testId: string;
	/** Shown as the sender; of a mailbox that exists already nothing is changed without it. */
	readonly displayName?: string | undefined;
	/** What its provider lets it send in a day, where that is known (5.7-14); what somebody typed stays. */
	readonly providerDailyLimit?: number | null;
	/** False: an established address that needs no ramp (5.5-1). Of a new mailbox only. */
	readonly rampsUp?: boolean;
}

/**
 * *Valider*: turns a connection test that succeeded into a mailbox, or into the new account of one that exists. Its
 * run begins, or takes the new account at once; what a loss blocked goes on by itself (5.2-9).
 *
 * @throws {Refusal} missing; test-not-passed; address-mismatch; mailbox-exists; not-allowed;
 * mailbox-personal, address-of-user: it is somebody's own, and is to be shared.
 */
export async function saveMailbox(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	wish: MailboxToSave,
): Promise<{ mailboxId: string }> {
	const test = await tx.db.connectionTest.findFirst({ where: { id: wish.testId, userId: actor.userId } });
	if (!test) throw new Refusal('not-found', 'missing');
	const settings = connectionSettings.parse(test.settings);
	const ownerId = await ownerOfTest(tx, test);
	if (!settings.isShared && (await signInOf(tx, ownerId)) !== test.address)
		throw new Refusal('conflict', 'address-mismatch');
	const existing = test.mailboxId
		? await lockOwnMailbox(tx, actor, test.mailboxId)
		: await findOwn(tx, actor, test.address, ownerId);
	if (settings.isShared) await assertMayBeShared(tx, test.address, existing);
	// Saved once: a second press, or a second tab, finds it saved.
	const { count } = await tx.db.connectionTest.updateMany({
		where: { id: test.id, state: 'succeeded' },
		data: { state: 'saved' },
	});
	if (count === 0) throw new Refusal('conflict', 'test-not-passed');

	const mailboxId = existing
		? await changeAccount(tx, actor, existing, settings, wish)
		: await connect(tx, actor, { ownerId, address: test.address }, settings, wish);
	const open = (sealed: Uint8Array) => envelopes.open(sealed, `connection:${test.id}`).toString();
	await setMailboxSecret(tx, envelopes, mailboxId, {
		imap: open(test.sealed),
		smtp: test.smtpSealed ? open(test.smtpSealed) : undefined,
	});
	// The test stays to be looked at, its secrets do not.
	await tx.db.connectionTest.updateMany({
		where: { id: test.id },
		data: { sealed: new Uint8Array(), smtpSealed: null },
	});
	await voidTests(tx, mailboxId);
	await endWatches(tx, mailboxId);
	await poke(tx, 'mailbox', mailboxId);
	await followDomainsOf(tx, mailboxId);
	return { mailboxId };
}

/** An address is connected once in a subscription; who tests it again mends it. */
async function findOwn(
	tx: Transaction,
	actor: Actor,
	address: string,
	ownerId: string,
): Promise<OwnMailbox | undefined> {
	const taken = await tx.db.mailbox.findFirst({ where: { address, deletedAt: null } });
	if (!taken) return undefined;
	if (taken.ownerId !== ownerId) throw new Refusal('conflict', 'mailbox-exists');
	return lockOwnMailbox(tx, actor, taken.id);
}

/** Nobody's own mailbox becomes one that others read, whoever tests it. */
async function assertMayBeShared(
	tx: Transaction,
	address: string,
	existing: OwnMailbox | undefined,
): Promise<void> {
	if (existing?.sender.kind === 'shared') return;
	if (existing) throw new Refusal('conflict', 'mailbox-personal');
	if ((await tx.db.user.count({ where: { email: { equals: address, mode: 'insensitive' } } })) > 0)
		throw new Refusal('conflict', 'address-of-user');
}

const accountOf = ({ imap }: ConnectionSettings) => ({
	imapHost: imap.host,
	imapPort: imap.port,
	imapSecurity: imap.security,
	loginName: imap.user,
});

const senderOf = ({ smtp, isShared, delivery = 'smtp' }: ConnectionSettings) => ({
	kind: isShared ? 'shared' : 'personal',
	smtpHost: smtp.host,
	smtpPort: smtp.port,
	smtpSecurity: smtp.security,
	loginName: smtp.user,
	delivery,
});

async function connect(
	tx: Transaction,
	actor: Actor,
	{ ownerId, address }: { readonly ownerId: string; readonly address: string },
	settings: ConnectionSettings,
	{ displayName, rampsUp = true, providerDailyLimit = null }: MailboxToSave,
): Promise<string> {
	const { subscriptionId } = tx;
	const { timeZone } = await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } });
	const owner = await tx.db.user.findFirstOrThrow({ where: { id: ownerId } });
	const { id } = await tx.db.mailbox.create({
		data: {
			subscriptionId,
			ownerId,
			address,
			state: 'synchronised',
			...accountOf(settings),
			synchronisedAt: tx.at,
			watch: { create: {} },
			reading: { create: { askedAt: tx.at } },
			sender: {
				create: {
					...senderOf(settings),
					address,
					displayName: displayName?.trim() || nameOf(owner),
					timeZone,
					providerDailyLimit,
					rampSince: rampsUp ? new Date(dayOf(tx.at, timeZone)) : null,
				},
			},
		},
		select: { id: true },
	});
	await recordEvent(tx, { kind: 'mailbox-connected', mailboxId: id, actor, data: {} });
	return id;
}

async function changeAccount(
	tx: Transaction,
	actor: Actor,
	{ sender, ...mailbox }: OwnMailbox,
	settings: ConnectionSettings,
	{ displayName, providerDailyLimit = null }: MailboxToSave,
): Promise<string> {
	const mailboxId = mailbox.id;
	const account = accountOf(settings);
	const isElsewhere = account.imapHost !== mailbox.imapHost || settings.smtp.host !== sender.smtpHost;
	// Whether a server files what it sends is that server's habit.
	const data = { ...account, ...(isElsewhere ? { filesSent: 'auto' } : {}) };
	await tx.db.mailbox.updateMany({ where: { id: mailboxId }, data });
	const isLimitOpen = sender.providerDailyLimit === null || sender.smtpHost !== settings.smtp.host;
	await tx.db.sender.updateMany({
		where: { id: sender.id },
		data: {
			...senderOf(settings),
			...(displayName?.trim() ? { displayName: displayName.trim() } : {}),
			...(isLimitOpen ? { providerDailyLimit } : {}),
		},
	});
	if (account.imapHost !== mailbox.imapHost || account.loginName !== mailbox.loginName) {
		// Another server's UIDs mean other mails, and it was not read to its end.
		const unread = { historyEnd: null, historyBelow: null, historyReadFrom: null, historyReadWhole: false };
		await tx.db.mailboxFolder.updateMany({ where: { mailboxId }, data: { uidValidity: null, ...unread } });
		await forgetListing(tx, mailboxId);
		await vacatePlaces(tx, mailboxId);
		await tx.db.mailboxReading.updateMany({ where: { mailboxId }, data: { askedAt: tx.at, endedAt: null } });
		await tx.db.mailboxWatch.updateMany({ where: { mailboxId }, data: { epoch: { increment: 1 } } });
		await followAnew(tx, mailboxId);
	}
	await liftRefusals(tx, sender.id, {}, { by: 'settings', actor });
	await tellChange(tx, actor, mailbox, ['account']);
	return mailboxId;
}
