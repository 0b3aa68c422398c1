import type { Transaction } from '#platform/database/database.ts';

/** What the history of a domain tells (*Lectures*), with what its sentence needs. */
export interface DomainEvents {
	/** Somebody sends from it since. */
	begun: { address: string };
	right: Record<never, never>;
	'needs-mail': Record<never, never>;
	'nothing-to-publish': Record<never, never>;
	/** `checks`: which of the six have something to do. */
	'to-publish': { count: number; checks: string };
	silent: Record<never, never>;
	/** The name servers answer again. */
	answers: Record<never, never>;
	/** A person wants it proven by a mail. */
	'proof-asked': { address: string };
	/** It was refused. */
	'proof-refused': { address: string };
	/** That mail came back. */
	proven: { address: string; inJunk: boolean };
	/** It came back, and its server does not say what it found. */
	unproven: { address: string };
}

export type DomainEventKind = keyof DomainEvents;

/** Writes a line of it. @param userId who acted; undefined: the run itself. */
export async function recordDomainEvent<Kind extends DomainEventKind>(
	tx: Transaction,
	domainId: string,
	kind: Kind,
	data: DomainEvents[Kind],
	userId?: string,
): Promise<void> {
	await tx.db.sendingDomainEvent.create({
		data: { subscriptionId: tx.subscriptionId, domainId, at: tx.at, kind, userId: userId ?? null, data },
	});
}
