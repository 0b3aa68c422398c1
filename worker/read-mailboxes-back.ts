import type { MailboxDeps } from '#activities/mailbox/mailbox-deps.ts';
import { readBackBeside } from '#activities/mailbox/read-back-beside.ts';
import { lastWorked } from '#domain/restores/last-worked.ts';
import { recordRestore } from '#domain/restores/record-restore.ts';
import { readRestore } from '#domain/support/read-restore.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import type { Database } from '#platform/database/database.ts';

/** A restore that mailboxes are read back after. */
interface Incident {
	readonly incident: number;
	readonly lostSince: Date;
}

/**
 * Records that the database came back from a backup, where nobody has yet, and reads every mailbox back from then on: what
 * lies in Sent counts as left, what was answered is stored, and the mailbox may send again. Idempotent.
 *
 * @param how.since the backup's instant; without it the last proof of a watcher stands for it, which is true while no
 *   worker ran since.
 * @returns how many mailboxes could not be read.
 */
export async function readMailboxesBack(
	deps: MailboxDeps,
	{ since, say }: { since?: Date | undefined; say: (line: string) => void },
): Promise<{ unread: number }> {
	const { database } = deps;
	const incident = await incidentOf(database, since);
	if ('isOver' in incident) {
		say(
			`Every mailbox was read back after restore ${incident.incident} (${incident.provenAt.toISOString()}).`,
		);
		say('If the database came back from a backup since, name its instant: -- --since 2026-11-29T03:00:00Z');
		return { unread: 0 };
	}
	say(
		`Restore ${incident.incident}: what was written after ${incident.lostSince.toISOString()} may be lost.`,
	);
	say('STOPs and unsubscribes since then are lost with it: no mailbox keeps a trace of them.');
	let unread = 0;
	for (const mailbox of await mailboxesOf(database)) {
		const found = await readBackBeside(deps, mailbox, incident);
		if ('code' in found) {
			unread++;
			say(`${mailbox.shown}: not read (${found.code}); nothing leaves from it until it is.`);
			continue;
		}
		const { steps, unknown, replies, objections } = found;
		say(
			`${mailbox.shown}: read back; ${steps} steps count as left, ${unknown} mails of ours are unknown to the database, ` +
				`${replies} replies and ${objections} objections lie there since.`,
		);
	}
	const held =
		(await database.asSupport(readRestore))?.mailboxes.filter(({ read }) => !read?.reopenedAt) ?? [];
	say(
		held.length === 0
			? 'Every mailbox may send again.'
			: `${held.length} mailboxes do not send yet: support sees them under Exécutions, Envois retenus.`,
	);
	return { unread };
}

/** The incident to read back after; `isOver` where the newest one is over and no other is named. */
async function incidentOf(
	database: Database,
	since: Date | undefined,
): Promise<Incident | { readonly isOver: true; readonly incident: number; readonly provenAt: Date }> {
	const newest = await database.asSupport(readRestore);
	const isOver = newest?.mailboxes.every(({ read }) => read?.reopenedAt) ?? true;
	// What was recorded after the backup's instant was recorded after the restore: it is this one.
	if (newest && (since ? newest.lostSince <= since && since <= newest.provenAt : !isOver)) return newest;
	if (newest && !since) return { isOver: true, incident: newest.incident, provenAt: newest.provenAt };
	const lostSince = since ?? (await database.asSupport(lastWorked));
	const proof = { newest: newest?.incident ?? 0, lostSince, provenBy: 'command' } as const;
	await database.asHalt((tx) => recordRestore(tx, proof));
	return (await database.asSupport(readRestore))!;
}

function mailboxesOf(
	database: Database,
): Promise<{ subscriptionId: string; mailboxId: string; shown: string }[]> {
	return database.asSupport(async ({ db }) => {
		const mailboxes = await db.mailbox.findMany({
			where: { deletedAt: null, synchronisedAt: { not: null } },
			orderBy: [{ subscriptionId: 'asc' }, { address: 'asc' }],
			select: { subscriptionId: true, id: true, address: true },
		});
		return mailboxes.map(({ subscriptionId, id, address }) => ({
			subscriptionId,
			mailboxId: id,
			shown: maskAddress(address),
		}));
	});
}
