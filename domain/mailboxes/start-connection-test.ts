import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { serversOf } from './account-servers.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { openTest } from './open-test.ts';
import { refusePopServer } from './pop-server.ts';
import { lockOwnMailbox, type OwnMailbox } from './own-mailbox.ts';
import { isSameServer, passwordsToType, type TypedPasswords } from './passwords-to-type.ts';
import { openMailboxSecret, openSenderSecret, type AccountSecrets } from './set-mailbox-secret.ts';
import { countTest } from './tests-at-most.ts';
import { tellTest } from './tell-owner.ts';

/** What a person typed. */
export interface ConnectionToTest {
	/**
	 * A mailbox that exists: its address stays, and its secrets serve where none are typed (*Retester*) and the servers that
	 * they were stored for are unchanged.
	 */
	readonly mailboxId?: string | undefined;
	readonly address: string;
	readonly settings: ConnectionSettings;
	/** Of whoever tests. */
	readonly language: LanguageCode;
	readonly secrets?: TypedPasswords | undefined;
}

/**
 * *Tester*: keeps the typed settings, their secrets sealed, and lets the test of 5.4-6 run over them. Only what it found
 * good can be saved. A person's earlier tests that ended go, and their secrets with them. The owner of a mailbox is
 * told of each test of it by somebody else.
 *
 * @throws {Refusal} missing; not-allowed (a shared mailbox is a responsable's to connect); address-invalid;
 * password-for-other-server; password-missing; pop-server (Z-34).
 */
export async function startConnectionTest(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	wish: ConnectionToTest,
): Promise<{ testId: string }> {
	const { mailboxId, settings, language } = wish;
	const mailbox = mailboxId ? await lockOwnMailbox(tx, actor, mailboxId) : undefined;
	if (settings.isShared && actor.licence !== 'responsable') throw new Refusal('forbidden', 'not-allowed');
	const address = mailbox?.address ?? normaliseAddress(wish.address);
	if (!address) throw new Refusal('invalid', 'address-invalid');
	refusePopServer(settings.imap);
	const secrets = await secretsFor(tx, envelopes, mailbox, wish);
	await countTest(tx, actor);
	// Who does not name the mailbox and types its address tests it all the same.
	const tested = mailbox ?? (await tx.db.mailbox.findFirst({ where: { address, deletedAt: null } }));
	if (tested) await tellTest(tx, actor, tested);
	await tx.db.connectionTest.deleteMany({
		where: { userId: actor.userId, connectionId: null, state: { not: 'running' } },
	});
	const testId = await openTest(tx, envelopes, {
		...{ userId: actor.userId, mailboxId: mailboxId ?? null, connectionId: null },
		// A password is nothing that Graph is asked with.
		...{ address, settings: { ...settings, delivery: 'smtp', language }, secrets },
	});
	return { testId };
}

/** What was typed, and of the mailbox's stored passwords those whose server is unchanged. */
async function secretsFor(
	tx: Transaction,
	envelopes: Envelopes,
	mailbox: OwnMailbox | undefined,
	{ settings, secrets: typed = {} }: ConnectionToTest,
): Promise<AccountSecrets> {
	const servers = mailbox && serversOf(mailbox, mailbox.sender);
	if (servers && passwordsToType(servers, settings, typed).length > 0)
		throw new Refusal('invalid', 'password-for-other-server');
	// One sign-in for both servers has one password: what is typed for it replaces both stored ones.
	const isApart = settings.smtp.user !== settings.imap.user;
	const keepsSmtp =
		typed.smtp === undefined &&
		(typed.imap === undefined || (isApart && servers && isSameServer(servers.smtp, settings.smtp)));
	const imap = typed.imap ?? (mailbox && (await openMailboxSecret(tx, envelopes, mailbox.id))?.imap);
	if (imap === undefined) throw new Refusal('invalid', 'password-missing');
	// Its sender's own password, also where the mailbox itself was signed in to by a provider's token until now.
	return {
		imap,
		smtp: keepsSmtp && mailbox ? await openSenderSecret(tx, envelopes, mailbox.id) : typed.smtp,
	};
}
