import type { MailHead, UnreadableCode } from '../parsed-mail.ts';
import type { ReadingGround, ReadMail } from '../read-mail.ts';

/** What a thread is asked: the headers of some mails, one mail whole, or how one ends. */
export type ReadingTask =
	| { readonly kind: 'heads'; readonly blocks: readonly Uint8Array[] }
	| ({ readonly kind: 'mail'; readonly source: Uint8Array } & ReadingGround)
	| { readonly kind: 'ending'; readonly source: Uint8Array };

/** What it answers. `failed`: a fault of ours, which is no property of the mail's size. */
export type ReadingAnswer =
	| { readonly kind: 'heads'; readonly heads: readonly MailHead[] }
	| { readonly kind: 'mail'; readonly mail: ReadMail }
	| { readonly kind: 'ending'; readonly lines: readonly string[] }
	| { readonly kind: 'unreadable'; readonly code: UnreadableCode }
	| { readonly kind: 'failed'; readonly stack: string };

/** Each message of a thread carries the microseconds of processor time that the thread has used so far. */
export interface ThreadMessage {
	readonly used: number;
	/** Absent in the first message: the thread is ready. */
	readonly answer?: ReadingAnswer;
}
