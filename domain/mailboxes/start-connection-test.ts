import { randomUUID } from 'node:crypto';
import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { serversOf } from './account-servers.ts';
import { CONNECTION_CHECKS, type ConnectionSettings, type TestedSettings } from './connection-settings.ts';
import { lockOwnMailbox, type OwnMailbox } from './own-mailbox.ts';
import { isSameServer, passwordsToType, type TypedPasswords } from './passwords-to-type.ts';
import { openMailboxSecret, type AccountSecrets } from './set-mailbox-secret.ts';
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
 * password-for-other-server; password-missing.
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
	const secrets = await secretsFor(tx, envelopes, mailbox, wish);
	// Who does not name the mailbox and types its address tests it all the same.
	const tested = mailbox ?? (await tx.db.mailbox.findFirst({ where: { address, deletedAt: null } }));
	if (tested) await tellTest(tx, actor, tested);
	await tx.db.connectionTest.deleteMany({ where: { userId: actor.userId, state: { not: 'running' } } });

	const testId = randomUUID();
	const seal = (secret: string) => new Uint8Array(envelopes.seal(secret, `connection:${testId}`));
	const { subscriptionId } = tx;
	await tx.db.connectionTest.create({
		data: {
			subscriptionId,
			id: testId,
			userId: actor.userId,
			mailboxId: mailboxId ?? null,
			address,
			settings: { ...settings, language } satisfies TestedSettings,
			sealed: seal(secrets.imap),
			smtpSealed: secrets.smtp === undefined ? null : seal(secrets.smtp),
			startedAt: tx.at,
			checks: {
				create: CONNECTION_CHECKS.map((check, position) => ({ position, check, state: 'pending' })),
			},
		},
	});
	await poke(tx, 'connection', testId);
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
	const stored =
		mailbox && (typed.imap === undefined || keepsSmtp)
			? await openMailboxSecret(tx, envelopes, mailbox.id)
			: undefined;
	const imap = typed.imap ?? stored?.imap;
	if (imap === undefined) throw new Refusal('invalid', 'password-missing');
	return { imap, smtp: keepsSmtp ? stored?.smtp : typed.smtp };
}
