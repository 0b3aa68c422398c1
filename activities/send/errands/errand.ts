import type { SendToClaim } from '#domain/sends/claim-send.ts';
import type { Deferral } from '#domain/sends/deferral.ts';
import type { DueSend } from '#domain/sends/due-send.ts';
import type { OpenSendRow } from '#domain/sends/find-open-send.ts';
import type { ComposedSend, FrozenSend } from '#domain/sends/freeze-send.ts';
import type { AcceptedReply, Evidence } from '#domain/sends/record-outcome.ts';
import type { SendFault } from '#domain/sends/send-fault.ts';
import type { RestoreProof } from '#domain/restores/record-restore.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunKind, RunRef } from '#workflows/contracts/run-ref.ts';
import type { SendDeps } from '#activities/send/send-deps.ts';

/** The sender's choice for a send without evidence (docs/design/sending.md#reconcile). */
export type UncertainPolicy = 'silence' | 'delivery' | 'ask';

/** What a look is told of a send that is due. */
export interface DueToLook extends Omit<DueSend, 'refusals'> {
	/** Its host has no place for it: domain time of its next look at the latest. */
	readonly busyUntil?: Date;
}

/** One send of a run. */
export interface ErrandSend {
	readonly runId: string;
	readonly sendId: string;
	/** Null: the platform's own. */
	readonly senderId: string | null;
}

/** The same with its bytes and its recipient. */
export interface FrozenErrandSend extends ErrandSend {
	readonly mail: FrozenSend;
}

/**
 * What the gates of an errand answer:
 *
 * - `open`: a mail of the run is armed or its fate unknown; only reconcile may answer.
 * - `look`: nothing leaves now.
 * - `restored`: the run proves that the database came back from a backup; once that is recorded it is asked again.
 * - `go`: this send may be claimed; `isNew` where it never was. `compose` writes its mail, undefined where it can be written
 *   to nobody; it throws `NeverWritten`.
 */
export type ErrandLook =
	| { readonly kind: 'open' }
	| { readonly kind: 'look'; readonly look: Look }
	| { readonly kind: 'restored'; readonly proof: RestoreProof }
	| {
			readonly kind: 'go';
			readonly isNew: boolean;
			readonly claim: Omit<SendToClaim, 'lease' | 'content'>;
			compose(deps: SendDeps, tx: Transaction): Promise<ComposedSend | undefined>;
	  };

/**
 * What one kind of mail adds to the protocol of a send (docs/design/sending.md#errands): what to look at, what to freeze,
 * what stops it, what each outcome does. `performErrand` and `reconcileErrand` do everything else. Each function runs in a
 * transaction of the protocol; those that record an outcome find `lock` taken.
 */
export interface Errand {
	/**
	 * Asked before anything is locked: the send whose time has come and whose last gates were open, so that the login of its
	 * sender is fetched before its claim. Undefined: the gates are asked first.
	 */
	due(tx: Transaction, run: RunRef): Promise<DueSend | undefined>;
	/**
	 * Asks all gates of the run's next mail, under their locks.
	 *
	 * @param due What is known of it. Where its host has no place for it (`busyUntil`), it never answers `go`, and nothing else
	 *   being against it the run waits until then (`host-busy`).
	 */
	look(tx: Transaction, run: RunRef, due?: DueToLook): Promise<ErrandLook>;
	/** What the run's row tells it now. */
	answer(tx: Transaction, runId: string): Promise<Look>;
	/** The mail of the run whose fate is not known. */
	openSend(tx: Transaction, runId: string): Promise<OpenSendRow | undefined>;

	/** Locks what the send belongs to, before the send itself (docs/design/rows-and-commands.md#locks). */
	lock(tx: Transaction, send: ErrandSend): Promise<unknown>;
	/** Locks what may stop the send, in shared mode, and says whether it may still leave. */
	mayStillLeave(tx: Transaction, send: FrozenErrandSend): Promise<boolean>;

	/**
	 * The server holds it, by its reply or by evidence: its send is recorded as accepted, with what follows from that. Takes
	 * `lock` itself.
	 *
	 * @returns what `answer` would read then; undefined where that is still to be read.
	 */
	accepted(
		tx: Transaction,
		send: ErrandSend & Partial<FrozenErrandSend>,
		evidence: Evidence,
		reply?: AcceptedReply,
	): Promise<Look | undefined>;
	/** Refused for good. */
	refused(tx: Transaction, send: ErrandSend, fault: SendFault): Promise<void>;
	/** Given back, to be tried again. What we stopped ourselves (matter `ours`) is no refusal. */
	deferred(tx: Transaction, send: ErrandSend, deferral: Deferral): Promise<void>;
	/** Nobody knows whether it left. */
	uncertain(tx: Transaction, send: ErrandSend): Promise<void>;
	/** No evidence came: it counts as left, or a person is asked. */
	settled(tx: Transaction, send: ErrandSend, how: 'silence' | 'ask'): Promise<void>;
	/** Which policy speaks where no evidence came; `policy` is the sender's. */
	policyOf(tx: Transaction, send: ErrandSend, policy: UncertainPolicy): Promise<UncertainPolicy>;

	/** The kind of its runs, by which they are poked. */
	readonly runKind: RunKind;
	/**
	 * Whether the gates are asked again at once after an attempt that we stopped ourselves, because `answer` reads the row
	 * without asking them.
	 */
	readonly looksAgainAfterOurs: boolean;
}

/** Thrown by `compose` where a mail can never be written: an outcome of its send, no failure that is tried again. */
export class NeverWritten extends Error {
	override name = 'NeverWritten';
	readonly fault: SendFault;

	constructor(fault: SendFault) {
		super(fault.code);
		this.fault = fault;
	}
}

/** Finds which errand a run does; undefined where its row is unknown. */
export type ErrandOfRun = (tx: Transaction, run: RunRef) => Promise<Errand | undefined>;
