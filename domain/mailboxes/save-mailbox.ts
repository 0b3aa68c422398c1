import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { poke } from '#domain/outbox/poke.ts';
import { liftRefusals } from '#domain/refusals/lift-refusals.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { connectionSettings, type ConnectionSettings } from './connection-settings.ts';
import { endWatches } from './nudge-watch.ts';
import { lockOwnMailbox, type OwnMailbox } from './own-mailbox.ts';
import { signInOf } from './run-connection-test.ts';
import { setMailboxSecret } from './set-mailbox-secret.ts';
import { tellChange } from './tell-owner.ts';
import { voidTests } from './void-tests.ts';

/** A test that succeeded, to be kept. */
export interface MailboxToSave {
	readonly testId: string;
	/** Shown as the sender; of a mailbox that exists already nothing is changed without it. */
	readonly displayName?: string | undefined;
	/** False: an established address that needs no ramp (5.5-1). Of a new mailbox only. */
	readonly rampsUp?: boolean;
}

/**
 * *Valider*: turns a connection test that succeeded into a mailbox, or into the new account of one that exists. Its
 * run begins, or takes the new account at once; what a loss blocked goes on by itself (5.2-9).
 *
 * @throws {Refusal} missing; test-not-passed; address-mismatch; mailbox-exists; not-allowed.
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
	if (!settings.isShared && (await signInOf(tx, test)) !== test.address)
		throw new Refusal('conflict', 'address-mismatch');
	const existing = test.mailboxId
		? await lockOwnMailbox(tx, actor, test.mailboxId)
		: await findOwn(tx, actor, test.address);
	// Saved once: a second press, or a second tab, finds it saved.
	const { count } = await tx.db.connectionTest.updateMany({
		where: { id: test.id, state: 'succeeded' },
		data: { state: 'saved' },
	});
	if (count === 0) throw new Refusal('conflict', 'test-not-passed');

	const mailboxId = existing
		? await changeAccount(tx, actor, existing, settings, wish.displayName)
		: await connect(tx, actor, test.address, settings, wish);
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
	return { mailboxId };
}

/** An address is connected once in a subscription; who tests it again mends it. */
async function findOwn(tx: Transaction, actor: Actor, address: string): Promise<OwnMailbox | undefined> {
	const taken = await tx.db.mailbox.findFirst({ where: { address, deletedAt: null } });
	if (!taken) return undefined;
	if (taken.ownerId !== actor.userId) throw new Refusal('conflict', 'mailbox-exists');
	return lockOwnMailbox(tx, actor, taken.id);
}

const accountOf = ({ imap }: ConnectionSettings) => ({
	imapHost: imap.host,
	imapPort: imap.port,
	imapSecurity: imap.security,
	loginName: imap.user,
});

const senderOf = ({ smtp, isShared }: ConnectionSettings) => ({
	kind: isShared ? 'shared' : 'personal',
	smtpHost: smtp.host,
	smtpPort: smtp.port,
	smtpSecurity: smtp.security,
	loginName: smtp.user,
});

async function connect(
	tx: Transaction,
	actor: Actor,
	address: string,
	settings: ConnectionSettings,
	{ displayName, rampsUp = true }: MailboxToSave,
): Promise<string> {
	const { subscriptionId } = tx;
	const { timeZone } = await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } });
	const owner = await tx.db.user.findFirstOrThrow({ where: { id: actor.userId } });
	const { id } = await tx.db.mailbox.create({
		data: {
			subscriptionId,
			ownerId: actor.userId,
			address,
			state: 'synchronised',
			...accountOf(settings),
			synchronisedAt: tx.at,
			watch: { create: {} },
			sender: {
				create: {
					...senderOf(settings),
					address,
					displayName: displayName?.trim() || nameOf(owner),
					timeZone,
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
	displayName: string | undefined,
): Promise<string> {
	const mailboxId = mailbox.id;
	const account = accountOf(settings);
	await tx.db.mailbox.updateMany({ where: { id: mailboxId }, data: account });
	await tx.db.sender.updateMany({
		where: { id: sender.id },
		data: { ...senderOf(settings), ...(displayName?.trim() ? { displayName: displayName.trim() } : {}) },
	});
	if (account.imapHost !== mailbox.imapHost || account.loginName !== mailbox.loginName) {
		// Another server's UIDs mean other mails, and it was not read to its end.
		await tx.db.mailboxFolder.updateMany({ where: { mailboxId }, data: { uidValidity: null } });
		await tx.db.mailboxWatch.updateMany({ where: { mailboxId }, data: { epoch: { increment: 1 } } });
	}
	await liftRefusals(tx, sender.id, {}, { by: 'settings', actor });
	await tellChange(tx, actor, mailbox, ['account']);
	return mailboxId;
}
