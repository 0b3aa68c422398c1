import { connectionSettings, relaySettings, testedSettings } from '#domain/mailboxes/connection-settings.ts';
import { openTest } from '#domain/mailboxes/open-test.ts';
import type { AccountSecrets } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { ConnectionTest, MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';
import { isAccessStale } from './access-of-connection.ts';
import { nextTryAfter, type FailedCheck } from './after-failed-test.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage, FORGOTTEN, forgetTests, lockConnection } from './connection-row.ts';
import { recognisedAt } from './recognition.ts';
import { remindAdministrator } from './remind-administrator.ts';
import { tellConnected, tellNews } from './tell-owner.ts';
import { openForConnection, openTypedSecrets } from './connection-secrets.ts';
import { deliveryOf } from './delivery-of-connection.ts';
import { saveMailboxOf, saveRelayOf } from './save-connection.ts';

/** What the run of a connection does next. */
export type ConnectionLook =
	| { readonly kind: 'ended' }
	/** Its address is to be recognised: that asks the network. */
	| { readonly kind: 'recognise' }
	/** A provider is to be asked: for what a code stands for, or for the next access token. */
	| { readonly kind: 'ask-provider' }
	/** Until then, or until somebody acts. */
	| { readonly kind: 'wait'; readonly reason: string; readonly until: Date | null };

/**
 * One look at a connection: begins the test of what was typed, takes over what the test found, saves the mailbox where it
 * succeeded, and tries again by itself where what failed may be over (C1-15).
 */
export async function lookAtConnection(
	tx: Transaction,
	envelopes: Envelopes,
	connectionId: string,
): Promise<ConnectionLook> {
	const row = await lockConnection(tx, connectionId);
	if (!row || row.endedAt) {
		// A test that ran on while its connection was withdrawn.
		if (row) await forgetTests(tx, row.id);
		return { kind: 'ended' };
	}
	if (row.stage === 'recognising') return { kind: 'recognise' };
	if (row.stage === 'signing') return (await isWaited(tx, row)) ? { kind: 'ask-provider' } : waiting(row);
	if (row.stage === 'consent')
		return { kind: 'wait', reason: row.reason, until: await remindAdministrator(tx, row) };
	const isDue = row.stage === 'mending' && row.nextLookAt !== null && row.nextLookAt <= tx.at;
	const mayTest = (row.stage === 'testing' && row.testId === null) || isDue;
	if (mayTest && (await isAccessStale(tx, row.id))) {
		await enterStage(tx, row.id, { stage: 'testing', reason: 'connect-testing' });
		await tx.db.mailboxConnection.updateMany({ where: { id: row.id }, data: { testId: null } });
		return { kind: 'ask-provider' };
	}
	if (mayTest) await test(tx, envelopes, row);
	else if (row.stage === 'testing') await followTest(tx, envelopes, row);
	const now = await tx.db.mailboxConnection.findFirstOrThrow({ where: { id: connectionId } });
	return now.endedAt ? { kind: 'ended' } : waiting(now);
}

const waiting = ({ reason, nextLookAt }: MailboxConnection): ConnectionLook => ({
	...{ kind: 'wait', reason },
	until: nextLookAt,
});

/** A code came back and nobody has taken it to the provider yet. */
async function isWaited(tx: Transaction, { id }: MailboxConnection): Promise<boolean> {
	return (await tx.db.signInVisit.count({ where: { connectionId: id, codeSealed: { not: null } } })) > 0;
}

async function followTest(tx: Transaction, envelopes: Envelopes, row: MailboxConnection): Promise<void> {
	const found = await tx.db.connectionTest.findFirst({ where: { id: row.testId! } });
	// It was deleted with what it tested: once more.
	if (!found) return test(tx, envelopes, row);
	if (found.state === 'running') return;
	if (found.state === 'succeeded') return save(tx, envelopes, row, found);
	await takeFailure(tx, row, found.id);
}

/** Begins a test of what is kept; what cannot be opened or is not there, a person types again. */
async function test(tx: Transaction, envelopes: Envelopes, row: MailboxConnection): Promise<void> {
	const secrets = openOrUndefined(envelopes, row);
	if (!secrets || row.settings === null) {
		await tx.db.mailboxConnection.updateMany({ where: { id: row.id }, data: FORGOTTEN });
		await enterStage(tx, row.id, { stage: 'mending', reason: 'connect-refused', fault: 'secret-broken' });
		return;
	}
	await forgetTests(tx, row.id);
	const testId = await openTest(tx, envelopes, {
		...{ userId: row.actedById, mailboxId: row.mailboxId, connectionId: row.id, address: row.address },
		settings: (row.isRelay ? relaySettings : testedSettings).parse({
			...settingsOf(row),
			language: row.language,
		}),
		...{ secrets, isToken: row.grantSealed !== null },
	});
	await tx.db.mailboxConnection.updateMany({ where: { id: row.id }, data: { testId } });
	await enterStage(tx, row.id, { stage: 'testing', reason: 'connect-testing' });
}

/** Whoever signed in in a window, it is the mailbox's own address that her token is shown for. */
function settingsOf({ settings, grantSealed, smtpSealed, address }: MailboxConnection): object {
	const typed = connectionSettings.safeParse(settings).data;
	if (grantSealed === null || !typed) return settings as object;
	const { imap, smtp } = typed;
	return {
		...typed,
		imap: { ...imap, user: address },
		smtp: smtpSealed ? smtp : { ...smtp, user: address },
	};
}

async function save(
	tx: Transaction,
	envelopes: Envelopes,
	row: MailboxConnection,
	{ id: testId }: ConnectionTest,
): Promise<void> {
	const { subscriptionId } = tx;
	const { id, actedById } = row;
	const { licence } = await tx.db.user.findFirstOrThrow({
		where: { id: actedById },
		select: { licence: true },
	});
	try {
		const actor = { subscriptionId, userId: actedById, licence };
		const became = row.isRelay
			? await saveRelayOf(tx, envelopes, actor, row, testId)
			: await saveMailboxOf(tx, envelopes, actor, row, testId);
		await tx.db.mailboxConnection.updateMany({ where: { id }, data: became });
		await enterStage(tx, id, { stage: 'done', reason: 'connect-done' });
		await recordConnectionEvent(tx, id, 'connected', {});
		if (row.failures > 0 && 'mailboxId' in became) await tellConnected(tx, row, became.mailboxId);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		await enterStage(tx, id, { stage: 'mending', reason: 'connect-refused', fault: error.code });
	}
}

async function takeFailure(tx: Transaction, row: MailboxConnection, testId: string): Promise<void> {
	const failed = await tx.db.connectionCheck.findMany({
		where: { testId, state: 'failed' },
		orderBy: { position: 'asc' },
		select: { check: true, code: true },
	});
	const lines = failed.map(({ check, code }) => ({ check, code: code ?? 'protocol' }));
	const failures = row.failures + 1;
	const nextLookAt = nextTryAfter(lines, failures, tx.at);
	await tx.db.mailboxConnection.updateMany({ where: { id: row.id }, data: { failures } });
	// What stops a port is the reason why the line above had no answer.
	const first = lines.find(({ check }) => check === 'firewall') ?? lines[0];
	await enterStage(tx, row.id, {
		stage: 'mending',
		reason: nextLookAt ? 'connect-retrying' : 'connect-refused',
		fault: first ? faultOf(row, first) : null,
		nextLookAt,
	});
	if (row.failures > 0 && !nextLookAt) await tellNews(tx, row, 'connection-blocked');
	if (first && !(await isTold(tx, row.id, first.code)))
		await recordConnectionEvent(tx, row.id, 'test-failed', { check: first.check, code: first.code });
}

/**
 * A provider let somebody in, and the shared mailbox does not open to her (D-25): that, and no password, is what is wrong.
 */
function faultOf(row: MailboxConnection, { check, code }: FailedCheck): string {
	const { isShared, grantSealed, smtpSealed } = row;
	const byToken = check === 'login-imap' || (check === 'login-smtp' && smtpSealed === null);
	const isDenied = code === 'graph-denied' || (byToken && code === 'password-refused');
	return isShared && grantSealed !== null && isDenied ? 'shared-not-opened' : code;
}

/** The same fault each hour is one line of the history, unless somebody acted in between. */
async function isTold(tx: Transaction, connectionId: string, code: string): Promise<boolean> {
	const newest = await tx.db.connectionEvent.findFirst({
		where: { connectionId },
		orderBy: { place: 'desc' },
	});
	return newest?.kind === 'test-failed' && (newest.data as { code?: string }).code === code;
}

function openOrUndefined(envelopes: Envelopes, row: MailboxConnection): AccountSecrets | undefined {
	const open = (sealed: Uint8Array | null) => sealed && openForConnection(envelopes, row.id, sealed);
	try {
		if (row.accessSealed) {
			if (!row.smtpSealed && !isProvidersOwn(row)) return undefined;
			const outgoing = deliveryOf(row.settings) === 'graph' ? row.graphSealed : row.smtpSealed;
			return {
				imap: openForConnection(envelopes, row.id, row.accessSealed),
				smtp: open(outgoing) ?? undefined,
			};
		}
		return openTypedSecrets(envelopes, row);
	} catch (error) {
		if (error instanceof SealBroken) return undefined;
		throw error;
	}
}

/** The token of a provider is shown to its own servers only: another one has a password of its own, or nothing is tried. */
function isProvidersOwn({ recognition, provider, settings }: MailboxConnection): boolean {
	if (deliveryOf(settings) === 'graph') return true;
	const named = recognisedAt(recognition, provider)?.smtp.host;
	return named !== undefined && named === connectionSettings.safeParse(settings).data?.smtp.host;
}
