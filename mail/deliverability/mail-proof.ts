import type { AuthenticationResults } from './authentication-results.ts';
import { isAligned } from './domain-names.ts';

/** What a receiving server found of a sender's mail to ourselves. */
export interface MailProof {
	/** When it was received, ISO 8601. */
	readonly at: string;
	readonly results: AuthenticationResults;
}

/**
 * What a proof says of one way to vouch: it did; it did with another organisation's domain, which does not count for DMARC
 * (RFC 9989, 4.4); it did not; undefined: the server does not say, or could not look.
 */
export type ProofOf = 'aligned' | 'other-domain' | 'failed' | undefined;

/** Whether the envelope's domain authorised the server that delivered. */
export function spfProof(proof: MailProof | undefined, domain: string, isStrict: boolean): ProofOf {
	const spf = proof?.results.spf;
	if (!spf || spf.result === 'temperror' || spf.result === 'unknown') return undefined;
	if (spf.result !== 'pass') return 'failed';
	if (spf.domain === undefined) return undefined;
	return isAligned(domain, spf.domain, isStrict) ? 'aligned' : 'other-domain';
}

/** Whether a signature of the domain was right. */
export function dkimProof(proof: MailProof | undefined, domain: string, isStrict: boolean): ProofOf {
	if (!proof) return undefined;
	const { dkim } = proof.results;
	const passed = dkim.filter(({ result }) => result === 'pass');
	if (passed.some((one) => one.domain !== undefined && isAligned(domain, one.domain, isStrict)))
		return 'aligned';
	if (passed.some((one) => one.domain === undefined)) return undefined;
	if (passed.length > 0) return 'other-domain';
	return dkim.some(({ result }) => result === 'temperror' || result === 'unknown') ? undefined : 'failed';
}

/** Whether the mail passed DMARC: as the server says, else because one of the two vouched for the domain. */
export function dmarcProof(proof: MailProof | undefined, spf: ProofOf, dkim: ProofOf): ProofOf {
	if (!proof) return undefined;
	const said = proof.results.dmarc?.result;
	if (said === 'pass') return 'aligned';
	if (said === 'fail') return 'failed';
	return spf === 'aligned' || dkim === 'aligned' ? 'aligned' : undefined;
}

/** Selectors that signed for the domain, with the domain that they stand under. */
export function provenSelectors(
	proof: MailProof | undefined,
	domain: string,
): { selector: string; domain: string }[] {
	return (proof?.results.dkim ?? []).flatMap(({ result, selector, domain: signed }) =>
		result === 'pass' && selector !== undefined && signed !== undefined && isAligned(domain, signed)
			? [{ selector, domain: signed }]
			: [],
	);
}
