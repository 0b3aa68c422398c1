/** RFC 5321 4.5.3.1.5 allows 512 octets a line; some servers write much more. */
const LINE_AT_MOST = 4_096;
const REPLY_AT_MOST = 65_536;

/**
 * Called for each whole reply. `words` are its lines as received, in Latin-1; `isLast` tells that nothing more was received
 * with it. Answers false when nothing more is to be read.
 */
export type OnReply = (code: number, words: string, isLast: boolean) => boolean;

/** Cuts what a server says into replies. */
export class ReplyReader {
	private readonly onReply: OnReply;
	/** The beginning of a line. */
	private rest = '';
	/** Lines of a reply that goes on. */
	private lines = '';

	constructor(onReply: OnReply) {
		this.onReply = onReply;
	}

	/** @returns false where what comes is no SMTP, or has no end. */
	read(chunk: Buffer): boolean {
		const text = this.rest === '' ? chunk.toString('latin1') : this.rest + chunk.toString('latin1');
		let from = 0;
		for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
			const code = codeAt(text, from);
			const mark = text.charCodeAt(from + 3);
			if (code === 0 || end - from > LINE_AT_MOST) return false;
			const begins = from;
			from = end + 1;
			if (mark === HYPHEN) {
				this.lines += text.slice(begins, from);
				if (this.lines.length > REPLY_AT_MOST) return false;
				continue;
			}
			if (mark !== SPACE && mark !== RETURN && mark !== BREAK) return false;
			const line = text.slice(begins, end);
			const words = this.lines === '' ? line : this.lines + line;
			this.lines = '';
			if (!this.onReply(code, words, from === text.length)) return true;
		}
		this.rest = from === text.length ? '' : text.slice(from);
		return this.rest.length <= LINE_AT_MOST;
	}
}

const BREAK = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const HYPHEN = 0x2d;
const ZERO = 0x30;

/** The three digits of a reply, the first 2 to 5; else 0. */
function codeAt(text: string, at: number): number {
	const first = text.charCodeAt(at) - ZERO;
	const second = text.charCodeAt(at + 1) - ZERO;
	const third = text.charCodeAt(at + 2) - ZERO;
	const isCode = first >= 2 && first <= 5 && second >= 0 && second <= 9 && third >= 0 && third <= 9;
	return isCode ? first * 100 + second * 10 + third : 0;
}

/** What a server said, its letters outside ASCII too. */
export function readableWords(words: string): string {
	return Buffer.from(words, 'latin1').toString('utf8').trim();
}
