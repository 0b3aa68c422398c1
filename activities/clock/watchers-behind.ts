import { nudgeWatch } from '#domain/mailboxes/nudge-watch.ts';
import type { WorldFolder } from '#platform/world/control-contract.ts';
import type { ClockDeps } from './clock-deps.ts';

/** Nobody reads these (docs/design/processes.md#mailbox). */
const UNREAD = new Set(['Drafts', 'Trash']);

/** They are told at most so often, in milliseconds: a look at all folders takes a moment. */
const NUDGE_EVERY = 250;
let nudgedAt = -Infinity;

/**
 * How many folders of the world's mailboxes the product has not read to their end. A mailbox that is not connected, or that
 * is lost, is nobody's to wait for.
 */
export async function countFoldersBehind(
	{ database, pool }: Pick<ClockDeps, 'database' | 'pool'>,
	folders: readonly WorldFolder[],
): Promise<number> {
	const wanted = Map.groupBy(
		folders.filter((folder) => !UNREAD.has(folder.path) && folder.uidNext > 1),
		(folder) => folder.address,
	);
	const mayNudge = performance.now() - nudgedAt > NUDGE_EVERY;
	let behind = 0;
	for (const { id } of await pool.query<{ id: string }>('SELECT id FROM subscription')) {
		behind += await database.inSubscription(id, async (tx) => {
			const mailboxes = await tx.db.mailbox.findMany({
				where: {
					deletedAt: null,
					state: 'synchronised',
					address: { in: [...wanted.keys()] },
					watch: { lostAt: null },
				},
				select: {
					id: true,
					address: true,
					folders: { select: { path: true, uidValidity: true, lastUid: true } },
				},
			});
			const unread = mailboxes.flatMap(({ id: mailboxId, address, folders: read }) =>
				(wanted.get(address) ?? [])
					.filter((folder) => {
						const cursor = read.find((one) => one.path === folder.path);
						const { uidValidity, uidNext } = folder;
						return !(cursor?.uidValidity === BigInt(uidValidity) && cursor.lastUid >= BigInt(uidNext - 1));
					})
					.map(() => mailboxId),
			);
			if (mayNudge && unread.length > 0) {
				nudgedAt = performance.now();
				await nudgeWatch(tx, [...new Set(unread)]);
			}
			return unread.length;
		});
	}
	return behind;
}
