import type pg from 'pg';
import { FINGERPRINT } from '#domain/restores/notice-other-database.ts';
import { LAST_WORKED } from '#domain/restores/last-worked.ts';

/** What adopting a database would mean, in sentences for whoever runs it. */
export interface AdoptionPlan {
	/** It belongs to this address already. */
	readonly isOurs: boolean;
	readonly lines: readonly string[];
}

/**
 * Says what `adoptDatabase` would do; changes nothing.
 *
 * @throws where the database holds no installation.
 */
export async function planAdoption(
	owner: pg.Client,
	{ publicUrl, namespace }: { readonly publicUrl: string; readonly namespace: string },
): Promise<AdoptionPlan> {
	const { rows } = await owner.query<{
		public_url: string;
		sandbox: boolean;
		last: Date;
		claimed: number;
	}>(`
		SELECT public_url, sandbox, ${LAST_WORKED} AS last,
			(SELECT count(*)::int FROM send WHERE state = 'claimed') AS claimed
		FROM installation`);
	const [row] = rows;
	if (!row) throw new Error('This database holds no installation: there is nothing to adopt.');
	if (row.public_url === publicUrl)
		return { isOurs: true, lines: [`This database belongs to ${publicUrl} already.`] };
	return {
		isOurs: false,
		lines: [
			`This database belongs to ${row.public_url}; REFRAIN_PUBLIC_URL is ${publicUrl}.`,
			`Adopting it means:`,
			`- ${row.public_url} must never send from these mailboxes again: stop its workers for good first.`,
			`- It counts as restored from a backup of ${row.last.toISOString()}: nothing leaves from a mailbox before ` +
				'its Sent folder and its inbox were read from then on.',
			`- ${row.claimed} sends that were under way are given back, watches begin anew, and nobody is signed in any more.`,
			`- Runs begin anew in the Temporal namespace ${namespace}. If the other installation used the same one, its runs ` +
				'go on over this database.',
			'- Links in mails that already left lead to the old address: unsubscribing there must keep working.',
		],
	};
}

/** Makes the database this installation's own, in one transaction; done already, it changes nothing. */
export async function adoptDatabase(owner: pg.Client, publicUrl: string): Promise<void> {
	await owner.query('BEGIN');
	try {
		const { rowCount } = await owner.query('UPDATE installation SET public_url = $1 WHERE public_url <> $1', [
			publicUrl,
		]);
		if (rowCount) {
			// What the other installation sent since is read back before anything leaves.
			await owner.query(`
				INSERT INTO restore_incident (number, proven_at, lost_since, proven_by)
				SELECT coalesce(max(number), 0) + 1, domain_now(), ${LAST_WORKED}, 'command' FROM restore_incident`);
			await owner.query(`UPDATE installation SET fingerprint = ${FINGERPRINT}`);
			await owner.query(
				`UPDATE send SET state = 'ready', fence = fence + 1, lease_until = NULL WHERE state = 'claimed'`,
			);
			await owner.query('UPDATE mailbox_watch SET fence = fence + 1, epoch = epoch + 1, proven_at = NULL');
			await owner.query('DELETE FROM outbox WHERE delivered_at IS NULL');
			await owner.query('DELETE FROM auth.session');
		}
		await owner.query('COMMIT');
	} catch (error) {
		await owner.query('ROLLBACK');
		throw error;
	}
}
