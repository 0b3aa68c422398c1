import type { DomainSummary } from './summarise-domain.ts';

const MINUTE = 60_000;
const SOONEST = 15 * MINUTE;
const LATEST_UNTIL_RIGHT = 6 * 60 * MINUTE;
const DAILY = 24 * 60 * MINUTE;
/** A zone that was changed an hour ago is looked at every half hour; one that nobody has touched for days, every six. */
const SHARE_OF_WAITING = 0.5;

/** When a domain is looked at again, and why then. */
export interface NextCheck {
	readonly at: Date;
	/**
	 * `until-right`: something is to be published; `unread`: nobody answered; `needs-mail`: only a mail to ourselves tells, the
	 * names are asked as one that is right; `daily`: it is right, and records change.
	 */
	readonly why: 'until-right' | 'unread' | 'needs-mail' | 'daily';
}

/**
 * When to look again: until it is right soon and then more and more seldom, from 15 minutes to 6 hours; daily afterwards.
 *
 * @param since When it was first read as it is now: the pause grows with how long it has not changed.
 * @returns undefined where nothing can ever change.
 */
export function nextCheckAt(
	summary: Pick<DomainSummary, 'state' | 'needsMail'>,
	since: Date,
	at: Date,
): NextCheck | undefined {
	const waited = Math.max(0, at.getTime() - since.getTime());
	const soon = Math.min(LATEST_UNTIL_RIGHT, Math.max(SOONEST, waited * SHARE_OF_WAITING));
	const after = (pause: number) => new Date(at.getTime() + Math.round(pause));
	switch (summary.state) {
		case 'nothing-to-publish':
			return undefined;
		case 'to-publish':
			return { at: after(soon), why: 'until-right' };
		case 'unread':
			return summary.needsMail ? { at: after(DAILY), why: 'needs-mail' } : { at: after(soon), why: 'unread' };
		case 'right':
			return { at: after(DAILY), why: 'daily' };
	}
}
