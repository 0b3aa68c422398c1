import type { Actor } from '#domain/values/actor.ts';
import { readSupportGrant } from './support-grant.ts';
import { listMails } from '#domain/conversations/list-mails.ts';
import type { MailEntry } from '#domain/conversations/mail-entry.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { auditVisit } from './audit.ts';

/**
 * The mails of a run, for support, while a user of its subscription lets it read them (5.6-25); private ones stay private
 * (5.7-9). Each reading is a line of the audit.
 *
 * @param now wall clock.
 * @throws {Refusal} missing; texts-not-granted.
 */
export async function readTexts(
	tx: Transaction,
	actor: Actor,
	engagementId: string,
	now: Date,
): Promise<MailEntry[]> {
	await auditVisit(tx, actor, { kind: 'engagement', id: engagementId, act: 'read-texts' });
	if (!(await readSupportGrant(tx, now))) throw new Refusal('forbidden', 'texts-not-granted');
	const { rows } = await listMails(tx, actor, { engagementId, limit: 100 });
	return rows;
}
