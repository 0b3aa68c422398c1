import { poke } from '#domain/outbox/poke.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { CheckResult } from '#mail/connection/checks.ts';
import type { ConnectionTest } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import {
	relaySettings,
	testedSettings,
	type RelaySettings,
	type TestedSettings,
} from './connection-settings.ts';
import type { AccountSecrets } from './set-mailbox-secret.ts';

/** A test that runs, its secrets open: they stay in memory. */
export interface OpenTest {
	readonly address: string;
	/** The sign-in that a personal mailbox must have as its address; undefined for a shared one and a relay. */
	readonly ownerAddress: string | undefined;
	readonly settings: TestedSettings | RelaySettings;
	readonly secrets: AccountSecrets;
	/** That of the mailbox is the access token of a provider; one for the outgoing server is not, but by Graph. */
	readonly isToken: boolean;
}

/**
 * Opens a test for its run, from the first line.
 *
 * @returns undefined where it ended, or does not exist.
 * @throws SealBroken
 */
export async function openConnectionTest(
	tx: Transaction,
	envelopes: Envelopes,
	testId: string,
): Promise<OpenTest | undefined> {
	const test = await tx.db.connectionTest.findFirst({ where: { id: testId, state: 'running' } });
	if (!test) return undefined;
	await tx.db.connectionCheck.updateMany({
		where: { testId },
		data: { state: 'pending', milliseconds: null, code: null, details: {} },
	});
	await markRunning(tx, testId, { after: -1 });
	const settings = relaySettings.safeParse(test.settings).data ?? testedSettings.parse(test.settings);
	const isOfNobody = 'isRelay' in settings || settings.isShared;
	const open = (sealed: Uint8Array) => envelopes.open(sealed, `connection:${testId}`).toString();
	return {
		address: test.address,
		ownerAddress: isOfNobody ? undefined : await signInOf(tx, await ownerOfTest(tx, test)),
		settings,
		isToken: test.isToken,
		secrets: { imap: open(test.sealed), smtp: test.smtpSealed ? open(test.smtpSealed) : undefined },
	};
}

/** Whose mailbox is tested: a responsable may test it for its owner (5.6-3). */
export async function ownerOfTest(
	tx: Transaction,
	{ mailboxId, connectionId, userId }: Pick<ConnectionTest, 'mailboxId' | 'connectionId' | 'userId'>,
): Promise<string> {
	const select = { ownerId: true };
	const of =
		(mailboxId ? await tx.db.mailbox.findFirst({ where: { id: mailboxId }, select }) : null) ??
		(connectionId ? await tx.db.mailboxConnection.findFirst({ where: { id: connectionId }, select }) : null);
	return of?.ownerId ?? userId;
}

/** The sign-in of a mailbox's owner, which is the address of a personal one. */
export async function signInOf(tx: Transaction, ownerId: string): Promise<string> {
	const user = await tx.db.user.findFirstOrThrow({ where: { id: ownerId }, select: { email: true } });
	return normaliseAddress(user.email) ?? user.email.toLowerCase();
}

/** Writes a line of the test as soon as it is known; the next one runs. */
export async function recordCheck(tx: Transaction, testId: string, found: CheckResult): Promise<void> {
	const { check, state, milliseconds, code, details } = found;
	const lines = await tx.db.connectionCheck.updateManyAndReturn({
		where: { testId, check },
		data: { state, milliseconds, code: code ?? null, details },
		select: { position: true },
	});
	for (const { position } of lines) await markRunning(tx, testId, { after: position });
}

/** The line that follows, of those that the test has; one that has its result keeps it. */
async function markRunning(tx: Transaction, testId: string, { after }: { after: number }): Promise<void> {
	const next = await tx.db.connectionCheck.findFirst({
		where: { testId, position: { gt: after } },
		orderBy: { position: 'asc' },
		select: { position: true },
	});
	if (next)
		await tx.db.connectionCheck.updateMany({
			where: { testId, ...next, state: 'pending' },
			data: { state: 'running' },
		});
}

/** The test is over: it succeeded where no line failed. Lines that nobody got to are skipped; its connection goes on. */
export async function endConnectionTest(tx: Transaction, testId: string): Promise<void> {
	await tx.db.connectionCheck.updateMany({
		where: { testId, state: { in: ['pending', 'running'] } },
		data: { state: 'skipped' },
	});
	const bad = await tx.db.connectionCheck.count({ where: { testId, state: { not: 'ok' } } });
	const ended = await tx.db.connectionTest.updateManyAndReturn({
		where: { id: testId, state: 'running' },
		data: { state: bad === 0 ? 'succeeded' : 'failed', endedAt: tx.at },
		select: { connectionId: true },
	});
	for (const { connectionId } of ended) if (connectionId) await poke(tx, 'connect', connectionId);
}
