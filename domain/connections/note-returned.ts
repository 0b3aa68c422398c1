import { recordReturned, type ReportedFailure } from '#domain/platform-mails/record-returned.ts';
import type { Transaction } from '#platform/database/database.ts';
import { lockConnection } from './connection-row.ts';
import { isReminded, stopReminding } from './remind-administrator.ts';
import { tellNews } from './tell-owner.ts';

/**
 * A report names a mail of the platform that came back. Where it asked an administrator, whoever waits for him is told, and no
 * reminder leaves to an address that takes none (C1-16); she may ask again, there or elsewhere.
 *
 * @returns whether it changed anything.
 */
export async function noteReturned(
	tx: Transaction,
	sendId: string,
	failures: readonly ReportedFailure[],
): Promise<boolean> {
	const mail = await tx.db.platformMail.findFirst({ where: { sendId }, select: { connectionId: true } });
	// What it is about is locked before the mail, as wherever it is looked at.
	const row = mail?.connectionId ? await lockConnection(tx, mail.connectionId) : undefined;
	await tx.lock('send', [sendId]);
	const returned = await recordReturned(tx, sendId, failures);
	if (!returned) return false;
	const asked = returned.kind === 'consent-request' || returned.kind === 'consent-reminder';
	if (!asked || !row || row.stage !== 'consent') return true;
	const request = await tx.db.consentRequest.findFirst({ where: { connectionId: row.id } });
	// Somebody else was asked since.
	if (request?.administrator !== returned.recipient) return true;
	if (isReminded(request)) await stopReminding(tx, row.id);
	await tellNews(tx, row, 'connection-blocked');
	return true;
}
