import type { ProofOf } from './mail-proof.ts';

/**
 * What is known of one way to vouch for one server: `proven` by a mail, `published` in the records, `missing`, `unknown` until
 * a mail shows it, `not-asked` because the provider vouches by its own domain.
 */
export type Evidence = 'proven' | 'published' | 'missing' | 'unknown' | 'not-asked';

/** A line of the table *who sends for this domain*. */
export interface ServerEvidence {
	readonly host: string;
	/** The provider's proper name, else the host. */
	readonly name: string;
	/** Key of the provider. */
	readonly provider: string | undefined;
	readonly addresses: readonly string[];
	readonly kinds: readonly ('personal' | 'shared' | 'relay')[];
	readonly spf: Evidence;
	readonly dkim: Evidence;
	readonly dmarc: Evidence;
	/** When the mail was received that proves it, ISO 8601. */
	readonly provenAt: string | undefined;
}

/** What a proof makes of what the records say: a mail proves what is published, and decides what no record can say. */
export function evidenceOf(published: boolean | undefined, proof: ProofOf): Evidence {
	if (published === undefined) {
		if (proof === undefined) return 'unknown';
		return proof === 'aligned' ? 'proven' : 'missing';
	}
	if (!published) return 'missing';
	return proof === 'aligned' ? 'proven' : 'published';
}

/**
 * Whether a server's mail passes DMARC (RFC 9989, 4.4): there is a record, and SPF or DKIM vouches for the domain. A provider
 * whose envelope is its own passes by DKIM alone.
 */
export function dmarcEvidence(
	proof: ProofOf,
	{ spf, dkim }: { readonly spf: Evidence; readonly dkim: Evidence },
	isPublished: boolean | undefined,
): Evidence {
	if (isPublished !== true) return isPublished === false ? 'missing' : evidenceOf(undefined, proof);
	const ways = [spf, dkim];
	const vouches = ways.includes('proven') || ways.includes('published');
	if (vouches) return evidenceOf(true, proof);
	return ways.includes('unknown') ? evidenceOf(undefined, proof) : 'missing';
}
