import type { Transaction } from '#platform/database/database.ts';
import type { IncidentKind } from './notification-kinds.ts';
import { resolveNotifications } from './resolve-notifications.ts';

/**
 * An incident of a mailbox is over: what its people were told about it counts as treated (5.6-6).
 *
 * @returns how many notifications it treated.
 */
export function resolveIncident(tx: Transaction, mailboxId: string, kind: IncidentKind): Promise<number> {
	return resolveNotifications(tx, { mailboxId, kind });
}
