import { pokeEngagements } from '#domain/outbox/poke-engagements.ts';
import { pokeParts } from '#domain/outbox/poke-parts.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** What a halt names, as its row holds it. */
export interface HaltSubject {
	readonly scope: string;
	readonly subjectId: string | null;
	readonly domain: string | null;
}

/**
 * A halt was set or lifted: the live runs that it names look again, and so do the mails that people wrote
 * and the issues of newsletters. Pokes trail
 * behind; the gates hold or open with the commit.
 *
 * @returns how many runs.
 */
export async function pokeHeldRuns(tx: Transaction, halt: HaltSubject): Promise<number> {
	const runs = await pokeEngagements(tx, runsOf(halt));
	const mails = await tx.db.send.findMany({
		where: { kind: { notIn: ['step', 'issue'] }, state: 'ready', ...mailsOf(halt) },
		select: { id: true },
	});
	await pokeAll(
		tx,
		'message',
		mails.map(({ id }) => id),
	);
	await pokeParts(tx, halt.scope === 'mailbox' ? { mailboxId: halt.subjectId! } : {});
	return runs;
}

function runsOf({ scope, subjectId, domain }: HaltSubject): Prisma.EngagementWhereInput {
	if (scope === 'sequence') return { sequenceId: subjectId! };
	if (scope === 'mailbox') return { mailboxId: subjectId! };
	if (scope !== 'domain') return {};
	return { contact: { addresses: { some: { isPrimary: true, address: { endsWith: `@${domain}` } } } } };
}

function mailsOf({ scope, subjectId, domain }: HaltSubject): Prisma.SendWhereInput {
	if (scope === 'mailbox') return { sender: { mailboxId: subjectId! } };
	if (scope === 'domain') return { recipient: { endsWith: `@${domain}` } };
	// No mail that a person wrote belongs to a sequence.
	return scope === 'sequence' ? { id: { in: [] } } : {};
}
