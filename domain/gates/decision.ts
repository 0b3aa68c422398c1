import type { Placement } from '#domain/pace/planner.ts';
import type { EndReason, RunReason } from './reasons.ts';

/** The gates of a step in the order in which they are asked (*Pourquoi ?*). */
export const STEP_GATES = [
	'start',
	'address',
	'communication',
	'earlier-send',
	'delay',
	'recipient',
	'absence',
	'pause',
	'lateness',
	'window',
	'halt',
	'mailbox',
	'refusal',
	'cap',
	'ramp',
	'provider-limit',
	'gap',
	'host',
] as const;

/** The gates of the closing delay: what may keep a run from ending as a failure. */
type ClosingGate = 'communication' | 'earlier-send' | 'absence' | 'pause' | 'closing' | 'halt' | 'mailbox';

/**
 * The gates of a mail that a person wrote (`message/<sendId>`): never window, cap, ramp or gap, although it is counted
 * (docs/design/rows-and-commands.md).
 */
export const PERSONAL_GATES = ['address', 'halt', 'mailbox', 'refusal', 'provider-limit'] as const;

export type GateName = (typeof STEP_GATES)[number] | ClosingGate;

/**
 * - `open`: nothing against it.
 * - `waits`: not before `until`.
 * - `closed`: until a person or the product mends it; no instant is known.
 * - `stops`: never again.
 * - `later`: does not decide now; `evidence` says how it would stand at the expected instant.
 */
export type GateVerdict = 'open' | 'waits' | 'closed' | 'stops' | 'later';

/** Plain values: ids, instants (ISO 8601), codes, counts; never an address, a name or a text. */
export type Evidence = Readonly<
	Record<string, string | number | boolean | null | undefined | readonly number[] | readonly string[]>
>;

/** What one gate answered. Stored with the look as it is (`engagement_look.gates`). */
export interface GateAnswer {
	readonly gate: GateName;
	readonly answer: GateVerdict;
	/** The code this gate would give; only that of the deciding gate becomes the run's reason. */
	readonly reason: RunReason | EndReason | null;
	/** ISO 8601; null where no instant is known or none is needed. */
	readonly until: string | null;
	readonly evidence: Evidence;
	/** True for the one gate that decided. */
	readonly decides: boolean;
}

/** The decision of all gates, with their answers in order. */
export type Decision = { readonly gates: readonly GateAnswer[] } & (Go | NotBefore | Stop);

/** It may leave now, under this slot. */
export interface Go {
	readonly kind: 'go';
}

/** `until` null: until somebody mends or decides it. `placement`: the slot it needs, where the mailbox's pace decided. */
export interface NotBefore {
	readonly kind: 'not-before';
	readonly reason: RunReason;
	readonly until: Date | null;
	/** What the sentence needs beside names (`reasonDetails`). */
	readonly details: Evidence;
	readonly placement?: Placement;
}

/** It may never leave: the run ends. */
export interface Stop {
	readonly kind: 'stop';
	readonly reason: EndReason;
	readonly details: Evidence;
}

/** What one gate says when it is asked, before all of them decide. */
export interface GateSaid {
	readonly gate: GateName;
	readonly answer: GateVerdict;
	readonly reason?: RunReason | EndReason;
	readonly until?: Date | null;
	readonly evidence?: Evidence;
	/** What the sentence of `reason` needs. */
	readonly details?: Evidence;
	readonly placement?: Placement;
}

/** The latest instant to which gates move a send from `at`. */
export function latest(asked: readonly GateSaid[], at: Date): Date {
	return asked.reduce(
		(instant, { answer, until }) => (answer === 'waits' && until ? later(instant, until) : instant),
		at,
	);
}

/** The later of two instants. */
export function later(one: Date, other: Date): Date {
	return one > other ? one : other;
}

/**
 * What all answers together decide: a stop before all, then the first gate without an instant, else the gate that moved the
 * send last.
 */
export function decide(asked: readonly GateSaid[], at: Date): Decision {
	const never = asked.find(({ answer }) => answer === 'stops');
	const closed = asked.find(({ answer }) => answer === 'closed');
	const mover = never ?? closed ?? lastMover(asked, at);
	const gates = asked.map((one): GateAnswer => ({
		gate: one.gate,
		answer: one.answer,
		reason: one.reason ?? null,
		until: one.until?.toISOString() ?? null,
		evidence: one.evidence ?? {},
		decides: one === mover,
	}));
	if (!mover) return { kind: 'go', gates };
	const details = mover.details ?? {};
	if (mover.answer === 'stops') return { kind: 'stop', reason: mover.reason as EndReason, details, gates };
	return {
		kind: 'not-before',
		reason: mover.reason as RunReason,
		until: mover.answer === 'closed' ? null : latest(asked, at),
		details,
		...(mover.placement ? { placement: mover.placement } : {}),
		gates,
	};
}

/** The last gate that moved the send for a reason of its own. */
function lastMover(asked: readonly GateSaid[], at: Date): GateSaid | undefined {
	let instant = at;
	let mover: GateSaid | undefined;
	for (const one of asked) {
		if (one.answer !== 'waits' || !one.until || one.until <= instant) continue;
		instant = one.until;
		if (one.reason) mover = one;
	}
	return mover;
}
