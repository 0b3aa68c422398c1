/** What a machine's report says of the mail that it is about. Nobody signs it: believe it only where it names a send of ours. */
export interface ReportedMail {
	readonly envelopeId: string | undefined;
	/** Message-IDs of the mail that came back, as keys. */
	readonly originalIds: readonly string[];
	/** Our own header in what came back: the send's id. */
	readonly sendId: string | undefined;
	/** To whom it says that the mail went, in lower case. */
	readonly recipients: readonly {
		readonly address: string | undefined;
		readonly originalAddress: string | undefined;
	}[];
}
