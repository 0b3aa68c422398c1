/** A mail as its tickets name it; place 0 is the issue itself, loaded by whoever is not measured. */
export type TrackedMail = { readonly sendId: string } | { readonly issueId: string; readonly place: number };

/** What was asked for under a ticket, as it came. */
export interface NewHit {
	readonly mail: TrackedMail;
	/** Of a click: the number of the link; undefined: the pixel. */
	readonly link: number | undefined;
	readonly method: string;
	/** Cut: nothing in it names one machine. */
	readonly network: string | null;
	readonly userAgent: string | null;
	/** What it said about its purpose. */
	readonly purpose: string | null;
}

/** Characters of a user agent that are kept: longer ones are no program’s. */
export const LONGEST_USER_AGENT = 400;
