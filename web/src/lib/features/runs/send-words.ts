import { dayAndTime, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';

const STATES = {
	ready: m.send_state_ready,
	claimed: m.send_state_claimed,
	armed: m.send_state_armed,
	accepted: m.send_state_accepted,
	uncertain: m.send_state_uncertain,
	rejected: m.send_state_rejected,
	revoked: m.send_state_revoked,
};

const OUTCOMES: Record<string, () => string> = {
	accepted: m.send_state_accepted,
	rejected: m.send_state_rejected,
	uncertain: m.send_state_uncertain,
	deferred: m.attempt_deferred,
	'deferred-after-dot': m.attempt_deferred_after_dot,
	disarmed: m.attempt_disarmed,
	abandoned: m.attempt_abandoned,
};

const EVIDENCES: Record<string, () => string> = {
	reply: m.evidence_reply,
	'sent-folder': m.evidence_sent_folder,
	bounce: m.evidence_bounce,
	'contact-reply': m.evidence_contact_reply,
	'late-reply': m.evidence_late_reply,
	'read-back': m.evidence_read_back,
	run: m.evidence_run,
};

/** How far a mail is. */
export function sendState(state: keyof typeof STATES): string {
	return STATES[state]();
}

/** How an attempt ended, in words; one that another release recorded has at least ended. */
export function outcomeOf({ outcome }: { outcome: string | null }): string {
	return (OUTCOMES[outcome ?? ''] ?? m.run_ended)();
}

/** Where the proof was found. */
export function evidenceName(evidence: string): string {
	return EVIDENCES[evidence]?.() ?? evidence;
}

/** An instant of the wall clock: proofs, attempts and grants end in real time, whatever the one clock says. */
export function wallTime(at: Date, { language, timeZone }: Reader): string {
	return dayAndTime(at, { language, timeZone, now: new Date() });
}
