import { textOfHtml, visibleTextOf } from '#mail/inbound/visible-text.ts';
import type { LabelledReply } from './corpus.ts';

/** What is shown of a reply as new. */
export function shownOf({ text, html }: LabelledReply): string {
	return visibleTextOf(text ?? textOfHtml(html!));
}

/** Shares of replies whose new text is all shown, and of those that show nothing old, with the names of the others. */
export function scoreReplies(replies: readonly LabelledReply[]) {
	const words = (text: string) => text.replace(/\s+/g, ' ');
	const seen = replies.map((reply) => ({ reply, shown: words(shownOf(reply)) }));
	const lost = seen.filter(({ reply, shown }) => reply.now.some((line) => !shown.includes(words(line))));
	const old = seen.filter(({ reply, shown }) => reply.old.some((line) => shown.includes(words(line))));
	return {
		shown: 1 - lost.length / replies.length,
		clean: 1 - old.length / replies.length,
		lost: lost.map(({ reply, shown }) => `${reply.name}: ${shown}`),
		old: old.map(({ reply, shown }) => `${reply.name}: ${shown}`),
	};
}
