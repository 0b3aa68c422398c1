import type { JudgedHit } from './signs-of-hit.ts';
import { judgeWindows } from './signs.ts';

/** What a reader's mail program says of itself when it loads a picture: no filter that poses as a browser says that. */
const MAIL_PROGRAM = /Microsoft Outlook|Thunderbird\/|AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)$/;

/**
 * Whether a click was not a lone filter's, although one stands before her mailbox. A filter that follows one link comes once, as
 * one program: so whoever returns later for another link, comes after somebody else had followed one, or whose mail program
 * loaded the picture from the same network before is a person.
 */
export function isBeyondFilter(hit: JudgedHit, hits: readonly JudgedHit[]): boolean {
	return hits.some((other) => {
		const isEarlier = other.at.getTime() <= hit.at.getTime();
		const isSameNetwork = other.network !== null && other.network === hit.network;
		const isSameAgent = other.userAgent === hit.userAgent;
		if (other.use === 'open')
			return isEarlier && isSameNetwork && !isSameAgent && MAIL_PROGRAM.test(other.userAgent ?? '');
		if (Math.abs(other.at.getTime() - hit.at.getTime()) <= judgeWindows.slowBurst) return false;
		if (isSameNetwork && isSameAgent) return other.link !== hit.link;
		return isEarlier && !isSameNetwork && !isSameAgent;
	});
}
