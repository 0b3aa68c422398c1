import { CLOCKS_DIFFER } from '#domain/values/clocks-differ.ts';
import type { VerdictSituation } from '../verdict-situation.ts';
import type { Answer } from './answer.ts';
import { isDeparture } from './is-departure.ts';
import { namesOurs } from './names-ours.ts';

/**
 * What it is about: a run that has written and goes on, an issue of a newsletter that does, what ended or is followed by nothing, a run of its writer that it
 * does not answer or that has written nothing yet, only somebody whom we know, nothing of ours.
 */
export type Matter = 'live' | 'issue' | 'ended' | 'beside' | 'waiting' | 'person' | 'nothing';

/**
 * Question 2: what is it about? The send whose id it names is proven. The writer alone makes it likely, but not for a mail to
 * many, nor for one older than what it would be about; an address that a report names without our mail is no more than likely.
 */
export function whatAbout(of: VerdictSituation): Answer<Matter> {
	const by = of.rule ?? 'nothing';
	const is = matterOf(of);
	if (is === 'nothing') return { is, strength: 'unknown', by };
	if (namesOurs(of.rule)) return { is, strength: 'proven', by };
	return { is, strength: isElsewhere(of) ? 'unknown' : 'likely', by };
}

function matterOf(of: VerdictSituation): Matter {
	const { kind, about, rule, relation, namesSend, waitsToBegin, hasRunElsewhere, fromContact } = of;
	const isReport = kind === 'bounce-hard' || kind === 'bounce-soft' || kind === 'complaint';
	if (isReport && !namesSend) return 'nothing';
	// Somebody else's absence or departure says nothing about the contact.
	if ((kind === 'absence' || isDeparture(of)) && relation === 'colleague') return 'nothing';
	if (about?.isLive && about.hasLeft) return 'live';
	if (about?.recurs) return 'issue';
	if (about && !about.isLive && rule !== 'sender') return 'ended';
	if (hasRunElsewhere) return 'beside';
	if (waitsToBegin) return 'waiting';
	return about || fromContact || isReport ? 'person' : 'nothing';
}

/** Nothing but the sender connects it with us, and it was written to many, or before we wrote. */
function isElsewhere({ kind, rule, bulk, about, receivedAt }: VerdictSituation): boolean {
	if (rule !== 'sender' && rule !== null) return false;
	const isOlder = about !== null && receivedAt.getTime() < about.since.getTime() - CLOCKS_DIFFER;
	// Whoever is away is so from every mail, and an objection stands however old it is.
	return (bulk && kind !== 'absence') || (isOlder && kind !== 'objection');
}
