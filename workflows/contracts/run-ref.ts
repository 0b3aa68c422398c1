/** What every run is given: ids, never addresses, texts or secrets. */
export interface RunRef {
	subscriptionId: string;
	/** Id of the row the run is about: engagement, mailbox, send, connection test, connection, sending domain, user, effect, newsletter, issue, part of an issue, installation. */
	id: string;
	/** Sent along by a run that knows it: the database must know this send too (docs/design/restore.md#behind). */
	lastAcceptedSendId?: string;
	/** Milliseconds of silence after which its long activity counts as dead, where the installation set another value. */
	heartbeat?: number;
}

/** The kinds of run; each is a workflow type, and its id is `<kind>/<row id>`. */
export const RUN_KINDS = [
	'engagement',
	'mailbox',
	'message',
	'connection',
	'connect',
	'domain',
	'notifications',
	'effect',
	'newsletter',
	'issue',
	'part',
	'clock',
] as const;

/** A kind of run. */
export type RunKind = (typeof RUN_KINDS)[number];

/** True for the name of a kind: addresses are typed by people. */
export function isRunKind(name: string): name is RunKind {
	return RUN_KINDS.some((kind) => kind === name);
}

/** The workflow id of a run: the business id, so that a second start meets the first. */
export function runId(kind: RunKind, id: string): string {
	return `${kind}/${id}`;
}
