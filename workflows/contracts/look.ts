/** What a look answers to its run. */
export interface Look {
	/** True: the row has ended or is unknown, and so does the run. */
	ended: boolean;
	/** Milliseconds until the next look at the latest (at least 1). */
	wait: number;
	/** Reason code of the wait, shown as the timer's summary. */
	reason: string;
	/** The newest send this run knows to be accepted; carried to the next look. */
	lastAcceptedSendId?: string;
}
