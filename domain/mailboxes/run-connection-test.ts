import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { CheckResult } from '#mail/connection/checks.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { CONNECTION_CHECKS, testedSettings, type TestedSettings } from './connection-settings.ts';
import type { AccountSecrets } from './set-mailbox-secret.ts';

/** A test that runs, its secrets open: they stay in memory. */
export interface OpenTest {
	readonly address: string;
	/** The sign-in that a personal mailbox must have as its address; undefined for a shared one. */
	readonly ownerAddress: string | undefined;
	readonly settings: TestedSettings;
	readonly secrets: AccountSecrets;
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
	await markRunning(tx, testId, 0);
	const settings = testedSettings.parse(test.settings);
	const open = (sealed: Uint8Array) => envelopes.open(sealed, `connection:${testId}`).toString();
	return {
		address: test.address,
		ownerAddress: settings.isShared ? undefined : await signInOf(tx, test),
		settings,
		secrets: { imap: open(test.sealed), smtp: test.smtpSealed ? open(test.smtpSealed) : undefined },
	};
}

/** A responsable sets a mailbox up for its owner (5.6-3): it is the owner's sign-in that counts. */
export async function signInOf(
	tx: Transaction,
	test: { readonly mailboxId: string | null; readonly userId: string },
): Promise<string> {
	const mailbox = test.mailboxId
		? await tx.db.mailbox.findFirst({ where: { id: test.mailboxId }, select: { ownerId: true } })
		: null;
	const user = await tx.db.user.findFirstOrThrow({ where: { id: mailbox?.ownerId ?? test.userId } });
	return normaliseAddress(user.email) ?? user.email.toLowerCase();
}

/** Writes a line of the test as soon as it is known; the next one runs. */
export async function recordCheck(tx: Transaction, testId: string, found: CheckResult): Promise<void> {
	const position = CONNECTION_CHECKS.indexOf(found.check);
	const { state, milliseconds, code, details } = found;
	await tx.db.connectionCheck.updateMany({
		where: { testId, position },
		data: { state, milliseconds, code: code ?? null, details },
	});
	await markRunning(tx, testId, position + 1);
}

async function markRunning(tx: Transaction, testId: string, position: number): Promise<void> {
	await tx.db.connectionCheck.updateMany({ where: { testId, position }, data: { state: 'running' } });
}

/** The test is over: it succeeded where no line failed. Lines that nobody got to are skipped. */
export async function endConnectionTest(tx: Transaction, testId: string): Promise<void> {
	await tx.db.connectionCheck.updateMany({
		where: { testId, state: { in: ['pending', 'running'] } },
		data: { state: 'skipped' },
	});
	const bad = await tx.db.connectionCheck.count({ where: { testId, state: { not: 'ok' } } });
	await tx.db.connectionTest.updateMany({
		where: { id: testId, state: 'running' },
		data: { state: bad === 0 ? 'succeeded' : 'failed', endedAt: tx.at },
	});
}
