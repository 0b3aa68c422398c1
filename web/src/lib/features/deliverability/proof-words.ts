import type { ProofView } from '#domain/sending-domains/list-domains.ts';
import { moment, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';

/** How far the mail that is to prove a sender got; undefined: it came, and what it showed is said elsewhere. */
export function proofProgress(
	{ address, readIn, sendState, arrivedAt, inJunk, outcome }: ProofView,
	reader: Reader,
): string | undefined {
	if (sendState === 'rejected' || sendState === 'revoked') return m.deliverability_proof_refused({ address });
	if (!arrivedAt)
		return readIn === address
			? m.deliverability_proof_waiting({ address })
			: m.deliverability_proof_waiting_in({ address, mailbox: readIn });
	if (outcome === null) return m.deliverability_proof_reading({ address });
	if (outcome === 'no-results')
		return m.deliverability_proof_no_results({ address, moment: moment(arrivedAt, reader) });
	return inJunk ? m.deliverability_proof_junk({ address }) : undefined;
}

/** What a receiving server found by one way of vouching, as it wrote it. */
export function resultWords({
	result,
	domain,
}: {
	readonly result: string;
	readonly domain: string | undefined;
}): string {
	switch (result) {
		case 'pass':
			return domain ? m.deliverability_result_pass_for({ domain }) : m.deliverability_result_pass();
		case 'fail':
		case 'softfail':
		case 'permerror':
			return domain ? m.deliverability_result_fail_for({ domain }) : m.deliverability_result_fail();
		case 'none':
			return m.deliverability_result_none();
		default:
			return m.deliverability_result_open();
	}
}
