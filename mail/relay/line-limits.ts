/** Bounds of the lines to a relay (docs/design/relays.md#lines). */
export const LINE_LIMITS = {
	/** milliseconds between two looks at the clocks */
	lookEvery: 100,
	/** milliseconds for the answer to a dot (RFC 5321 4.5.3.2.6) */
	replyWithin: 600_000,
	/** times that a mail may lose its connection before it is asked whether it is the mail */
	tries: 5,
	/** times in a row that the relay asked for less, with no mail accepted between, after which somebody has to wait or look */
	slowerInARow: 10,
	/** recipients refused in a row, with no mail accepted between, after which it is not about them */
	rejectedInARow: 100,
	/** milliseconds before which a window is not armed for mails that have to wait so long */
	longestPause: 1_000,
	/** mails after which a conversation that the relay ended tells how long it lets one be */
	longConversation: 10,
} as const;
