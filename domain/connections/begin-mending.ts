import { serversOf } from '#domain/mailboxes/account-servers.ts';
import { readOwnMailbox, type OwnMailbox } from '#domain/mailboxes/own-mailbox.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { openSenderSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';
import { beginConnection } from './begin-connection.ts';
import { sealForConnection } from './connection-secrets.ts';
import { deliveryAtFirst } from './delivery-of-connection.ts';
import { openConnectionFor } from './open-connection.ts';
import { recognition, type Recognition, type SignInWay } from './recognition.ts';

/**
 * Faults that signing in again mends, the same way as before: the door opens at once. Any other one is looked into from the
 * address, since what it needs may have changed (a password where the provider takes none any more, a server that moved).
 */
const SIGN_IN_AGAIN: ReadonlySet<string> = new Set(['password-refused', 'secret-broken']);

/**
 * *Se reconnecter*, *Saisir le mot de passe*: opens the door of a mailbox that is lost (C1-35, D-26): the provider's window for
 * one that is read by its token, the password's field for one that a password opened, at the servers that it had. Where another
 * outgoing server has a password of its own beside a token, both stay as they are: it is typed anew only with another server.
 *
 * @throws {Refusal} missing; not-allowed; mailbox-exists.
 */
export async function beginMending(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ mailboxId, language }: { readonly mailboxId: string; readonly language: LanguageCode },
): Promise<{ connectionId: string }> {
	const mailbox = await readOwnMailbox(tx, actor, mailboxId);
	const grant = await tx.db.mailboxGrant.findFirst({ where: { mailboxId }, select: { provider: true } });
	const outgoing = await outgoingOf(tx, envelopes, mailboxId);
	// What opens the one server is never shown to the other: two passwords are asked for anew (docs/design/sending.md#tokens).
	if (outgoing === 'broken' || (outgoing && !grant))
		return beginConnection(tx, actor, { mailboxId, language });
	const door = grant
		? await windowOf(tx, mailbox, grant.provider, outgoing !== undefined)
		: await passwordOf(tx, mailbox);
	if (!door) return beginConnection(tx, actor, { mailboxId, language });
	const { ownerId, address, sender } = mailbox;
	const isShared = sender.kind === 'shared';
	const delivery = await deliveryAtFirst(tx, { mailboxId, address }, door.way);
	const open = await openConnectionFor(tx, actor, {
		...{ mailboxId, ownerId, address, language, isShared, ...door },
		settings: { ...serversOf(mailbox, sender), isShared, delivery },
	});
	if (open.isRelay) throw new Refusal('conflict', 'mailbox-exists');
	if (outgoing && open.isNew)
		await tx.db.mailboxConnection.updateMany({
			where: { id: open.id },
			data: { smtpSealed: sealForConnection(envelopes, open.id, outgoing.password) },
		});
	return { connectionId: open.id };
}

/** The password of an outgoing server that has one of its own; `broken`: it cannot be opened any more. */
async function outgoingOf(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
): Promise<{ readonly password: string } | 'broken' | undefined> {
	try {
		const password = await openSenderSecret(tx, envelopes, mailboxId);
		return password === undefined ? undefined : { password };
	} catch (error) {
		if (error instanceof SealBroken) return 'broken';
		throw error;
	}
}

interface Door {
	readonly way: SignInWay;
	readonly provider: string | null;
	readonly recognition: Recognition;
}

async function windowOf(
	tx: Transaction,
	mailbox: OwnMailbox,
	vendor: string,
	isApart: boolean,
): Promise<Door | undefined> {
	if (vendor !== 'microsoft' && vendor !== 'google') return undefined;
	return doorOf(mailbox, vendor, await lastWay(tx, mailbox.id), isApart);
}

async function passwordOf(tx: Transaction, mailbox: OwnMailbox): Promise<Door | undefined> {
	if (!SIGN_IN_AGAIN.has(mailbox.errorCode ?? '')) return undefined;
	const last = await lastWay(tx, mailbox.id);
	return doorOf(mailbox, last?.way === 'app-password' ? 'app-password' : 'password', last);
}

/** How it was connected last, and what was known of its provider then. */
async function lastWay(tx: Transaction, mailboxId: string) {
	return tx.db.mailboxConnection.findFirst({
		where: { mailboxId, stage: 'done' },
		orderBy: { endedAt: 'desc' },
		select: { provider: true, way: true, recognition: true },
	});
}

function doorOf(
	mailbox: OwnMailbox,
	way: SignInWay,
	last: Awaited<ReturnType<typeof lastWay>>,
	isApart = false,
): Door | undefined {
	const provider = last?.provider ?? null;
	const known = recognition.safeParse(last?.recognition).data;
	const account = known?.accounts.find((one) => one.provider === provider);
	const { imap, smtp: own } = serversOf(mailbox, mailbox.sender);
	// A token is shown to the outgoing server that its provider names, never to another one that a person typed.
	const smtp = isApart ? account?.smtp : own;
	const servers = recognition.shape.accounts.element
		.pick({ imap: true, smtp: true })
		.safeParse({ imap, smtp });
	if (!servers.success) return undefined;
	return {
		way,
		provider,
		recognition: {
			...{ steps: [], foundBy: 'before', isProven: true, obstacle: null },
			accounts: [
				{
					...{ provider, ways: [way], ...servers.data, isElsewhere: false },
					passwordPage: account?.passwordPage ?? null,
					dailyLimit: account?.dailyLimit ?? null,
				},
			],
		},
	};
}
