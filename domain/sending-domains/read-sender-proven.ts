import type { AuthenticationResults } from '#mail/deliverability/authentication-results.ts';
import type { Transaction } from '#platform/database/database.ts';
import { proofsOf, type ProofView } from './list-domains.ts';
import { sendersOfDomain } from './senders-of-domain.ts';

/** One sender's last mail that is to prove it (E-17), and what the server that received it wrote. */
export interface SenderProven {
	readonly domainId: string;
	readonly last: ProofView | null;
	/** Of the newest mail that was read; null: none was. */
	readonly found: { readonly at: Date; readonly results: AuthenticationResults } | null;
}

/** Undefined where its domain is not followed. */
export async function readSenderProven(
	tx: Transaction,
	{ id, address }: { readonly id: string; readonly address: string },
): Promise<SenderProven | undefined> {
	const domain = address.slice(address.lastIndexOf('@') + 1);
	const row = await tx.db.sendingDomain.findFirst({ where: { domain, endedAt: null }, select: { id: true } });
	if (!row) return undefined;
	const sender = (await sendersOfDomain(tx, domain)).filter((one) => one.id === id);
	const [last = null] = await proofsOf(tx, sender);
	const proof = sender[0]?.proof;
	const results = proof?.results as AuthenticationResults | null | undefined;
	const found = results && proof?.resultsAt ? { at: proof.resultsAt, results } : null;
	return { domainId: row.id, last, found };
}
