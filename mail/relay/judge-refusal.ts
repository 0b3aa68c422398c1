import { classifyReply, withoutAddresses } from '#mail/smtp/classify.ts';
import type { Refusal, RefusedAt } from './job.ts';
import { readableWords } from './reply-reader.ts';

/**
 * What a refused mail leads to.
 *
 * - `accepted`: the relay says that it already holds it.
 * - `slower`: the relay asks for less at a time; nothing was taken, and the mail may be begun again.
 * - `elsewhere`: this connection takes no more; another one may begin the mail again.
 * - `rejected`: refused for good, and it is this recipient's matter.
 * - `doubtful`: refused, and only the others' answers tell whether it was this mail's own matter.
 */
export interface Judged extends Refusal {
	readonly means: 'accepted' | 'slower' | 'elsewhere' | 'rejected' | 'doubtful';
}

/**
 * Judges a 4xx or 5xx reply to a mail by whose matter it is (mail/smtp/classify.ts) and by where relays say that they are asked
 * too much: 421 anywhere, 452 at MAIL, 454 after DATA (docs/design/relays.md).
 *
 * @param answered Mails whose dot its connection had answered before: a 421 that speaks of nothing else then ends a conversation that
 * was long enough for the relay.
 */
export function judgeRefusal(at: RefusedAt, received: string, answered: number): Judged {
	const words = readableWords(received);
	const { verdict, fault } = classifyReply(words, at);
	const refusal = { fault, reply: withoutAddresses(words) };
	const { replyCode = 0, code, matter } = fault;
	if (verdict === 'accepted') return { means: 'accepted', ...refusal };
	// It still holds the mail before, whose dot it refused (Postfix does where a rule of its own says so): this one was not begun.
	if (at === 'mail' && replyCode === 503) return { means: 'elsewhere', ...refusal };
	if (replyCode < 500) {
		const isPace = code === 'too-fast' || code === 'provider-limit';
		if (replyCode === 421 && !isPace && answered > 0) return { means: 'elsewhere', ...refusal };
		const asksForLess = isPace || replyCode === 421 || replyCode === 452 || replyCode === 454;
		if (asksForLess && matter !== 'recipient' && matter !== 'message') return { means: 'slower', ...refusal };
		if (asksForLess && at === 'mail') return { means: 'slower', ...refusal };
		return { means: 'doubtful', ...refusal };
	}
	return { means: verdict === 'rejected' && matter === 'recipient' ? 'rejected' : 'doubtful', ...refusal };
}
