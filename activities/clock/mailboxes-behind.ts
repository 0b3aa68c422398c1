import type { WorldFolder } from '#platform/world/control-contract.ts';
import type { ClockDeps } from './clock-deps.ts';

/** Nobody reads these (docs/design/processes.md#mailbox). */
const UNREAD = new Set(['Drafts', 'Trash']);

/** A mailbox of which the product has not read everything. */
export interface MailboxBehind {
	readonly subscriptionId: string;
	readonly mailboxId: string;
	/** How many mails are unread. */
	readonly mails: number;
	/** Changes whenever its watcher does anything: it was taken, a server answered, mails were read. */
	readonly signOfLife: string;
}

/**
 * The mailboxes with folders of the world that the product has not read to their end. One that is not connected, or that is
 * lost, is nobody's to wait for.
 */
export async function findMailboxesBehind(
	{ database, pool }: Pick<ClockDeps, 'database' | 'pool'>,
	folders: readonly WorldFolder[],
): Promise<MailboxBehind[]> {
	const wanted = Map.groupBy(
		folders.filter((folder) => !UNREAD.has(folder.path) && folder.lastUid > 0),
		(folder) => folder.address,
	);
	const behind: MailboxBehind[] = [];
	for (const { id: subscriptionId } of await pool.query<{ id: string }>('SELECT id FROM subscription')) {
		const mailboxes = await database.inSubscription(subscriptionId, (tx) =>
			tx.db.mailbox.findMany({
				where: {
					deletedAt: null,
					state: 'synchronised',
					address: { in: [...wanted.keys()] },
					watch: { lostAt: null },
				},
				select: {
					id: true,
					address: true,
					watch: { select: { fence: true, provenAt: true } },
					folders: { select: { path: true, uidValidity: true, lastUid: true } },
				},
			}),
		);
		for (const { id: mailboxId, address, watch, folders: read } of mailboxes) {
			const mails = (wanted.get(address) ?? []).reduce((sum, { path, uidValidity, lastUid }) => {
				const cursor = read.find((one) => one.path === path);
				const readUid = cursor?.uidValidity === BigInt(uidValidity) ? Number(cursor.lastUid) : 0;
				return sum + Math.max(0, lastUid - readUid);
			}, 0);
			const signOfLife = `${watch?.fence} ${watch?.provenAt?.getTime()} ${mails}`;
			if (mails > 0) behind.push({ subscriptionId, mailboxId, mails, signOfLife });
		}
	}
	return behind;
}
