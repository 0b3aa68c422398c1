import { createHash } from 'node:crypto';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import type { PlatformInbox } from '#platform/platform-sender.ts';

/** How far the platform's mailbox was read. */
export interface InboxCursor {
	/** Every UID up to here was read. */
	readonly lastUid: number;
	/** One that was being read when a process ended, and how often. */
	readonly begun: { readonly uid: number; readonly tries: number } | undefined;
}

/** Undefined where this account was never read, or numbers its mails anew since. */
export async function readCursor(
	pool: DispatchPool,
	inbox: PlatformInbox,
	uidValidity: bigint,
): Promise<InboxCursor | undefined> {
	const [row] = await pool.query<{ last: string; begun: string | null; tries: number }>(
		`SELECT last_uid AS last, begun_uid AS begun, tries FROM platform_inbox WHERE account = $1 AND uid_validity = $2`,
		[accountOf(inbox), String(uidValidity)],
	);
	if (!row) return undefined;
	const { last, begun, tries } = row;
	return { lastUid: Number(last), begun: begun === null ? undefined : { uid: Number(begun), tries } };
}

/** A mail is about to be read: should the process end in it, that is known. */
export async function beginMail(pool: DispatchPool, uid: number, tries: number): Promise<void> {
	await pool.query('UPDATE platform_inbox SET begun_uid = $1, tries = $2', [uid, tries]);
}

/** Every mail up to `uid` was read. */
export async function moveCursor(
	pool: DispatchPool,
	inbox: PlatformInbox,
	uidValidity: bigint,
	uid: number,
): Promise<void> {
	await pool.query(
		`INSERT INTO platform_inbox (account, uid_validity, last_uid, read_at) VALUES ($1, $2, $3, clock_timestamp())
		ON CONFLICT (singleton) DO UPDATE SET account = $1, uid_validity = $2, last_uid = $3, begun_uid = NULL, tries = 0,
			read_at = clock_timestamp()`,
		[accountOf(inbox), String(uidValidity), uid],
	);
}

/** Another account is another mailbox; its name is written nowhere. */
const accountOf = ({ host, port, user }: PlatformInbox) =>
	createHash('sha256')
		.update(JSON.stringify([host, port, user]))
		.digest('hex');
