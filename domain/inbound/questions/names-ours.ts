import type { MatchRule } from '#mail/inbound/match.ts';

/** What only who got our mail can name. */
const NAMED: ReadonlySet<MatchRule> = new Set([
	'envelope-id',
	'returned-id',
	'references',
	'quoted-id',
	'plus-address',
]);

/** Whether a mail names one of ours by an id that nobody else knows. */
export function namesOurs(rule: MatchRule | null): boolean {
	return rule !== null && NAMED.has(rule);
}
