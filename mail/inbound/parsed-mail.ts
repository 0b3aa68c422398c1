import type { HeaderFields } from './raw-headers.ts';

/** Somebody in a header. The address is in lower case, its domain as A-labels; its form is not checked. */
export interface Correspondent {
	readonly address: string;
	readonly name: string;
}

/** What the header of a mail says, repaired and capped, fit to be stored. */
export interface MailHead {
	/** Lower case, no brackets; synthetic (`nomid:…`) where the mail has none. */
	readonly messageIdKey: string;
	/** As it came, in brackets: what answers name. undefined where there is none, or none that a header of ours may carry. */
	readonly messageId: string | undefined;
	/** As they came, in brackets, oldest first: what an answer's References begin with (RFC 5322, 3.6.4). */
	readonly thread: readonly string[];
	readonly inReplyTo: readonly string[];
	/** Oldest first. */
	readonly references: readonly string[];
	readonly subject: string;
	readonly from: Correspondent | undefined;
	readonly replyTo: readonly Correspondent[];
	readonly to: readonly Correspondent[];
	readonly cc: readonly Correspondent[];
	/** Delivered-To, X-Original-To, Envelope-To: what address it really came to. */
	readonly deliveredTo: readonly string[];
	/** `''` for the null sender, undefined where the server recorded none. */
	readonly returnPath: string | undefined;
	/** The Date field where it is a date of this age of the world; never "now" in place of garbage. */
	readonly date: Date | undefined;
	/** Lower case, without parameters. */
	readonly contentType: string;
	readonly fields: HeaderFields;
}

/** An attachment by name only: its bytes stay on the mail server. */
export interface AttachmentNote {
	readonly name: string;
	readonly type: string;
}

/** A mail as it is classified and stored. */
export interface ParsedMail extends MailHead {
	/** All of its text (made from the HTML where it has none), `\n` line ends. */
	readonly text: string;
	/** As it came, not sanitised: never show it without `sanitise`. */
	readonly html: string | undefined;
	/** What the writer wrote now, without quotation and signature; a view, never the ground of a verdict but for objections. */
	readonly visibleText: string;
	readonly attachments: readonly AttachmentNote[];
	/** Parts of a multipart/report and whatever else machines attach. */
	readonly machineParts: readonly { readonly type: string; readonly bytes: Buffer }[];
	/** METHOD of a calendar part, in upper case (`REPLY`, `REQUEST`). */
	readonly calendarMethod: string | undefined;
	/** The calendar part is what a calendar sent, not a file that somebody attached. */
	readonly calendarIsBody: boolean;
}

/**
 * Why a mail cannot be read. `took-too-long`, `took-too-much-memory`: more than any mail of a person takes. `reader-died`:
 * what read it ended without a word; `met-too-often`: the whole process did, three times.
 */
export type UnreadableCode =
	| 'too-deep'
	| 'too-many-parts'
	| 'header-too-large'
	| 'empty'
	| 'not-parsable'
	| 'took-too-long'
	| 'took-too-much-memory'
	| 'reader-died'
	| 'met-too-often';

/** A mail that cannot be read; the message is the code. Its head may be readable all the same. */
export class UnreadableMail extends Error {
	readonly code: UnreadableCode;
	constructor(code: UnreadableCode) {
		super(code);
		this.name = 'UnreadableMail';
		this.code = code;
	}
}
