/** Why nothing of a part leaves now, or what it does: every code that its row, its run and its page may hold. */
export const PART_REASONS = [
	'part-leaving',
	'part-doubted',
	'part-done',
	'issue-paused',
	'issue-stopped',
	'issue-over',
	'sender-lost',
	'database-restored',
	'sending-halted',
	'mailbox-refused',
	'mailbox-lost',
	'mailbox-unwatched',
	'inbox-first',
	'outside-window',
	'mailbox-provider-limit',
	'mailbox-ramp',
	'mailbox-gap',
	'host-busy',
	'recipient-later',
	'send-uncertain',
	'relay-password',
	'relay-address',
	'relay-limit',
	'relay-refused',
	'relay-settings',
	'relay-later',
	'relay-unreachable',
] as const;

/** What a part waits for that ends by itself at an hour: it is not blocked. */
export const ENDS_BY_ITSELF: ReadonlySet<PartReason> = new Set([
	'outside-window',
	'mailbox-provider-limit',
	'mailbox-ramp',
	'recipient-later',
	'send-uncertain',
]);

/** What holds a part until a person mends its sender, or another one sends it (D-43). */
export const NEEDS_SENDER: ReadonlySet<string> = new Set<PartReason>([
	'sender-lost',
	'mailbox-lost',
	'mailbox-refused',
	'relay-password',
	'relay-address',
	'relay-refused',
	'relay-settings',
]);

export type PartReason = (typeof PART_REASONS)[number];
