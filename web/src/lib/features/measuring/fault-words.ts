import type { TrackingFault } from '#domain/tracking/address/tracking-domain.ts';
import { m } from '#texts/generated/messages.js';

/** What is wrong with a subdomain of links, in a sentence. */
export const FAULT_WORDS: Record<TrackingFault, () => string> = {
	'no-name': m.measuring_fault_no_name,
	'other-alias': m.measuring_fault_other_alias,
	certificate: m.measuring_fault_certificate,
	unreachable: m.measuring_fault_unreachable,
	'not-ours': m.measuring_fault_not_ours,
	taken: m.measuring_fault_taken,
};
