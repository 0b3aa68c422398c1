/** What a relay reports of one mail to one address, in the words of providers/relay-events. */
export interface ReportedEvent {
	/** The same whenever the same event is reported again. */
	readonly key: string;
	readonly kind: 'dead-address' | 'refused' | 'delayed' | 'complaint' | 'ignored';
	/** All that may name the mail. */
	readonly ids: readonly string[];
	readonly address: string | null;
	/** RFC 3463. */
	readonly status?: string | undefined;
	/** By the relay's clock. */
	readonly at: Date | null;
}
