import type { Transaction } from '#platform/database/database.ts';

/** What the history of a connection tells (*Cette connexion*), with what its sentence needs; never a secret. */
export interface ConnectionEvents {
	begun: Record<never, never>;
	recognised: { provider: string | null; by: string };
	'not-recognised': Record<never, never>;
	'provider-chosen': { provider: string };
	'password-given': Record<never, never>;
	/** Of a shared one the account that was signed in to, where it is not its own. */
	'signed-in': { account?: string };
	'sign-in-refused': { fault: string; code: string };
	/** Let in to the mailbox, and not to Microsoft Graph. */
	'graph-refused': { fault: string; code: string };
	/** Another outgoing server, with a password of its own. */
	'outgoing-server-given': Record<never, never>;
	/** Back to the outgoing server (D-65). */
	'smtp-chosen': Record<never, never>;
	/** At Google people untick them. */
	'permissions-missing': Record<never, never>;
	'other-account': Record<never, never>;
	'other-shared-account': Record<never, never>;
	'consent-asked': { domain: string };
	/** By a mail of the platform, whose fate its send has. */
	'administrator-asked': { address: string; sendId: string };
	'administrator-reminded': { sendId: string; isLast: 'yes' | 'no' };
	'reminders-stopped': Record<never, never>;
	'consent-given': Record<never, never>;
	'consent-refused': Record<never, never>;
	'test-failed': { check: string; code: string };
	connected: Record<never, never>;
	withdrawn: Record<never, never>;
}

export type ConnectionEventKind = keyof ConnectionEvents;

/** Writes a line of it. @param userId who acted; undefined: the run itself. */
export async function recordConnectionEvent<Kind extends ConnectionEventKind>(
	tx: Transaction,
	connectionId: string,
	kind: Kind,
	data: ConnectionEvents[Kind],
	userId?: string,
): Promise<void> {
	await tx.db.connectionEvent.create({
		data: { subscriptionId: tx.subscriptionId, connectionId, at: tx.at, kind, userId: userId ?? null, data },
	});
}
