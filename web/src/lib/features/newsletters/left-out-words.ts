import { m } from '#texts/generated/messages.js';

const WORDS: Readonly<Record<string, () => string>> = {
	'no-address': m.issues_why_no_address,
	'address-invalid': m.issues_why_address_invalid,
	suppressed: m.issues_why_suppressed,
	'objection-pending': m.issues_why_objection_pending,
	unsubscribed: m.issues_why_unsubscribed,
	'left-company': m.issues_why_left_company,
	'same-address': m.issues_why_same_address,
	erased: m.issues_why_erased,
	'address-gone': m.issues_why_address_gone,
	stopped: m.issues_why_stopped,
};

/** Why somebody got nothing of an issue, by its code (`LEFT_OUT`): the same words wherever it is said. */
export const leftOutWord = (reason: string): string => WORDS[reason]?.() ?? reason;
