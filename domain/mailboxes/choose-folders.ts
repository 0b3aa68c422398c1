import { poke } from '#domain/outbox/poke.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { CHOSEN_ROLES, type ChosenRole } from './folder-roles.ts';
import { endWatches } from './nudge-watch.ts';
import { lockOwnMailbox } from './own-mailbox.ts';
import { tellChange } from './tell-owner.ts';

/** Which folder is for what: a path that the server lists; null: as the server or its name says. What is absent stays. */
export type FolderChoice = { readonly [Role in ChosenRole]?: string | null | undefined };

/**
 * Says which folders of a mailbox are for what (G-12), where it was detected wrongly or not at all; possible once it is saved
 * . Its watch begins anew, with these folders.
 *
 * @throws {Refusal} missing; not-allowed; folder-missing: the server lists it no more; folder-twice: it is for something else.
 */
export async function chooseFolders(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, choice }: { mailboxId: string; choice: FolderChoice },
): Promise<{ isChanged: boolean }> {
	const mailbox = await lockOwnMailbox(tx, actor, mailboxId);
	// Whoever records a listing holds its fence.
	await tx.sql`SELECT 1 FROM mailbox_watch WHERE subscription_id = ${tx.subscriptionId}::uuid
		AND mailbox_id = ${mailboxId}::uuid FOR UPDATE`;
	const folders = await tx.db.mailboxFolder.findMany({ where: { mailboxId } });
	const now = new Map(
		folders.flatMap(({ path, role, roleBy }) => (role ? [[role, { path, roleBy }] as const] : [])),
	);
	const wished = CHOSEN_ROLES.flatMap((role) => {
		const path = choice[role];
		const present = now.get(role);
		if (path === undefined || path === present?.path) return [];
		return path === null && present?.roleBy !== 'person' ? [] : [{ role, path }];
	});
	if (wished.length === 0) return { isChanged: false };
	const after = new Map([...now].map(([role, { path }]) => [role, path as string | null]));
	for (const { role, path } of wished) {
		const folder = folders.find((one) => one.path === path);
		if (path !== null && (!folder || folder.missingSince || !folder.selectable))
			throw new Refusal('conflict', 'folder-missing');
		after.set(role, path);
	}
	const taken = [...after.values()].filter((path) => path !== null);
	if (new Set(taken).size < taken.length) throw new Refusal('conflict', 'folder-twice');
	await endWatches(tx, mailboxId);
	await tx.db.mailboxFolder.updateMany({
		where: { mailboxId, role: { in: wished.map(({ role }) => role) } },
		data: { role: null, roleBy: null },
	});
	for (const { role, path } of wished)
		if (path !== null)
			await tx.db.mailboxFolder.updateMany({ where: { mailboxId, path }, data: { role, roleBy: 'person' } });
	// It was looked for in what was Sent before.
	if (wished.some(({ role }) => role === 'sent'))
		await tx.db.signatureProposal.deleteMany({ where: { mailboxId } });
	await poke(tx, 'mailbox', mailboxId);
	await tellChange(tx, actor, mailbox, ['folders']);
	return { isChanged: true };
}
