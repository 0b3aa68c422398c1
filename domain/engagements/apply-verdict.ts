import { recordEvent } from '#domain/timeline/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A received mail as its row holds it. */
export interface JudgedMessage {
	readonly id: string;
	/** MessageVerdict of domain/inbound. */
	readonly verdict: string;
	readonly evidence: unknown;
	readonly receivedAt: Date;
	readonly engagementId: string | null;
	readonly contactId: string | null;
	readonly companyId: string | null;
	readonly mailboxId: string;
	readonly sendId: string | null;
}
