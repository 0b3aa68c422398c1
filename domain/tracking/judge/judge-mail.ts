import type { FilterBefore } from '#mail/presets/filter-before.ts';
import { isBeyondFilter } from './behind-filter.ts';
import { judgeWindows, MANY_LINKS, SIGNS, type Evidence, type HitVerdict, type Sign } from './signs.ts';
import { signsOfHit, type JudgedHit } from './signs-of-hit.ts';

/** All hits of one mail, and what they are judged by. */
export interface JudgedMail {
	/** When it was handed over; null: not known. */
	readonly sentAt: Date | null;
	/** How many links of it are tracked. */
	readonly links: number;
	/** What stands before her mailbox, where that is known. */
	readonly filter?: FilterBefore | undefined;
	readonly hits: readonly JudgedHit[];
}

/** What a hit was found to be, and by what. */
export interface Judged {
	readonly verdict: HitVerdict;
	/** What decided stands first. */
	readonly evidence: readonly Evidence[];
}

/**
 * Judges the hits of one mail together (5.7-12). Pure: the same hits give the same answers, so that better rules may judge the
 * kept ones again. An open and a click at once from one network are no sign: Outlook loads pictures so.
 */
export function judgeMail(mail: JudgedMail): Map<string, Judged> {
	const alone = mail.hits.map((hit) => ({ hit, signs: [...signsOfHit(hit), ...signsOfTime(mail, hit)] }));
	const clicks = mail.hits.filter(({ use }) => use === 'click');
	for (const { hit, signs } of alone)
		if (hit.use === 'click') signs.push(...signsOfClicks(mail, clicks, hit));
	const machines = alone.filter(({ signs }) => verdictOf(signs) === 'machine').map(({ hit }) => hit);
	return new Map(
		alone.map(({ hit, signs }) => {
			if (verdictOf(signs) !== 'machine') {
				if (machines.some((other) => isBeside(hit, other))) signs.push('beside-machine');
				if (machines.some((other) => isNear(hit, other))) signs.push('near-machine');
			}
			if (signs.length === 0) signs.push(...signsOfFilter(mail, hit));
			return [hit.id, named(judgedOf(signs), mail.filter)];
		}),
	);
}

/** The verdict of signs: the strongest decides, and stands first among the evidence. */
export function judgedOf(signs: readonly Sign[]): Judged {
	const order = Object.keys(SIGNS) as Sign[];
	const found = order.filter((sign) => signs.includes(sign));
	const evidence = found.length > 0 ? found : (['reader'] as const);
	return { verdict: SIGNS[evidence[0]!], evidence };
}

/** What a click says that nothing else speaks against, where a filter stands before the mailbox (docs/design/tracking.md#filters). */
function signsOfFilter({ sentAt, filter, hits }: JudgedMail, hit: JudgedHit): Sign[] {
	if (!filter || hit.use !== 'click') return [];
	const isEarly = sentAt !== null && hit.at.getTime() - sentAt.getTime() < judgeWindows.filtering;
	if (filter.follows === 'early' && !isEarly) return [];
	if (isBeyondFilter(hit, hits)) return ['beyond-filter'];
	return [isEarly ? 'early-filter' : 'late-filter'];
}

/** Evidence of a filter says which. */
function named({ verdict, evidence }: Judged, filter: FilterBefore | undefined): Judged {
	if (!filter) return { verdict, evidence };
	const withName = (sign: Evidence): Evidence =>
		sign.endsWith('-filter') ? (`${sign}:${filter.name}` as Evidence) : sign;
	return { verdict, evidence: evidence.map(withName) };
}

const verdictOf = (signs: readonly Sign[]) => judgedOf(signs).verdict;

function signsOfTime({ sentAt }: JudgedMail, { at }: JudgedHit): Sign[] {
	if (!sentAt) return [];
	const after = at.getTime() - sentAt.getTime();
	if (after < judgeWindows.beforeDelivery) return ['before-delivery'];
	return after < judgeWindows.soon ? ['soon'] : [];
}

function signsOfClicks(mail: JudgedMail, clicks: readonly JudgedHit[], hit: JudgedHit): Sign[] {
	const signs: Sign[] = [];
	const near = clicks.filter((other) => distance(hit, other) <= judgeWindows.burst);
	const links = new Set(near.map(({ link }) => link)).size;
	if (mail.links > 1 && links === mail.links) signs.push('all-links');
	if (links >= MANY_LINKS) signs.push('many-links');
	const echo = clicks.some(
		(other) =>
			other.link === hit.link && other.network !== hit.network && distance(hit, other) <= judgeWindows.echo,
	);
	if (echo) signs.push('other-network');
	const others = clicks.filter(({ link }) => link !== hit.link);
	if (others.some((other) => distance(hit, other) <= judgeWindows.atOnce)) signs.push('two-at-once');
	if (mail.links >= MANY_LINKS && isAmongAll(mail, clicks, hit)) signs.push('all-links-slowly');
	return signs;
}

/** Whether each link of the mail was followed within a while that this click is part of. */
function isAmongAll(mail: JudgedMail, clicks: readonly JudgedHit[], hit: JudgedHit): boolean {
	return clicks.some((first) => {
		const since = ({ at }: JudgedHit) => at.getTime() - first.at.getTime();
		const within = clicks.filter((one) => since(one) >= 0 && since(one) <= judgeWindows.slowBurst);
		return within.includes(hit) && new Set(within.map(({ link }) => link)).size === mail.links;
	});
}

/** A scanner of many addresses follows links beside this one: whose it is nobody can tell. A picture proves no scanner here: Apple loads it as she reads. */
function isNear(hit: JudgedHit, machine: JudgedHit): boolean {
	return machine.use === 'click' && distance(hit, machine) <= judgeWindows.echo;
}

/** Whether the same program asked for both, shortly one after the other. */
function isBeside(hit: JudgedHit, machine: JudgedHit): boolean {
	return (
		hit.network !== null &&
		hit.network === machine.network &&
		hit.userAgent === machine.userAgent &&
		distance(hit, machine) <= judgeWindows.beside
	);
}

const distance = (one: JudgedHit, other: JudgedHit) => Math.abs(one.at.getTime() - other.at.getTime());
