import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from './fenced-out.ts';
import { roleOfSpecialUse, type FolderRole } from './folder-roles.ts';

/** A folder as the server lists it, with what it is for. */
export interface ListedFolder {
	readonly path: string;
	readonly specialUse: string | null;
	readonly usedBy: 'server' | 'name' | 'person' | null;
	readonly selectable: boolean;
	readonly mails: number | null;
}

/** Missing for a shorter time, a folder may be back with the next listing. Milliseconds of domain time. */
const MISSING_FOR = 60_000;

/**
 * Another server, or another login, has folders of its own: what was detected is forgotten, and what somebody chose stays only
 * where its first listing has that folder. Whatever it lacks is detected anew at once.
 */
export async function forgetListing(tx: Transaction, mailboxId: string): Promise<void> {
	await tx.db.mailboxFolder.updateMany({
		where: { mailboxId, roleBy: { in: ['server', 'name'] } },
		data: { role: null, roleBy: null },
	});
	const missingSince = new Date(tx.at.getTime() - MISSING_FOR);
	await tx.db.mailboxFolder.updateMany({ where: { mailboxId }, data: { missingSince } });
}

/**
 * Keeps what the server lists: each folder, what it is for and how much lies in it (G-12). A folder that was for something
 * and is missing in two listings is told, and what it was for is detected anew. A listing without an Inbox says nothing: a
 * server that is being restored lists nothing for a moment.
 *
 * @returns false where the listing was not believed.
 * @throws {FencedOut}
 */
export async function recordFolders(
	tx: Transaction,
	watch: WatchHold,
	listed: readonly ListedFolder[],
): Promise<boolean> {
	if (!listed.some(({ specialUse }) => specialUse === '\\Inbox')) return false;
	await holdWatch(tx, watch);
	const { mailboxId } = watch;
	const { subscriptionId } = tx;
	const known = await tx.db.mailboxFolder.findMany({ where: { mailboxId } });
	const present = new Set(listed.map(({ path }) => path));
	const missing = known.filter(({ path }) => !present.has(path));
	const gone = missing.filter(
		({ missingSince }) => missingSince && tx.at.getTime() - missingSince.getTime() >= MISSING_FOR,
	);
	// What is missing since just now keeps its role, so that nothing else is taken for it yet.
	const kept = new Set(missing.filter((folder) => !gone.includes(folder)).flatMap(({ role }) => role ?? []));
	const roleOf = new Map(
		listed.map((folder): [string, FolderRole | null] => {
			const role = roleOfSpecialUse(folder.specialUse);
			return [folder.path, role && !kept.has(role) ? role : null];
		}),
	);
	const changed = known.filter(
		({ path, role }) => role !== null && !kept.has(role) && (roleOf.get(path) ?? null) !== role,
	);
	await tx.db.mailboxFolder.updateMany({
		where: { id: { in: changed.map(({ id }) => id) } },
		data: { role: null, roleBy: null },
	});
	await tx.db.mailboxFolder.updateMany({
		where: { id: { in: missing.map(({ id }) => id) }, missingSince: null },
		data: { missingSince: tx.at },
	});
	for (const { path, specialUse, usedBy, selectable, mails } of listed) {
		const role = roleOf.get(path) ?? null;
		const told = { specialUse, selectable, role, roleBy: role && (usedBy ?? 'server') };
		const data = { ...told, ...(mails === null ? {} : { mails }), listedAt: tx.at, missingSince: null };
		await tx.db.mailboxFolder.upsert({
			where: { subscriptionId_mailboxId_path: { subscriptionId, mailboxId, path } },
			create: { subscriptionId, mailboxId, path, ...data },
			update: data,
		});
	}
	for (const { role } of gone) {
		if (role === null) continue;
		const isFound = [...roleOf.values()].includes(role as FolderRole);
		const data = { how: isFound ? 'found' : 'lost', role };
		await recordEvent(tx, { kind: 'mailbox-folder-missing', mailboxId, data });
	}
	return true;
}
