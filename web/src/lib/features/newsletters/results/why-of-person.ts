/** Why somebody stands in a list of an issue’s results, in one line. */
import type { IssuePerson } from '#domain/newsletters/issues/results/list-issue-people.ts';
import type { HitProof } from '#domain/newsletters/issues/results/proofs-of-hits.ts';
import type { ResultNumber } from '#domain/newsletters/issues/results/result-numbers.ts';
import { day, duration, instant, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { judgedBy } from '#texts/judged.ts';
import { leftOutWord } from '../left-out-words.ts';

const LEFT_LIST: Record<string, () => string> = {
	link: m.results_why_link,
	'one-click': m.results_why_one_click,
	everything: m.results_why_everything,
	reply: m.results_why_objection,
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** « 12 min », « 4 h », « 2 jours ». */
function length(milliseconds: number, language: Reader['language']): string {
	if (milliseconds < HOUR)
		return duration(Math.max(1, Math.round(milliseconds / MINUTE)), 'minutes', language);
	if (milliseconds < 48 * HOUR) return duration(Math.round(milliseconds / HOUR), 'hours', language);
	return duration(Math.round(milliseconds / (24 * HOUR)), 'days', language);
}

/** How long after her mail was handed over it happened. */
function after({ at, handedAt }: IssuePerson, reader: Reader): string[] {
	if (!at || !handedAt) return [];
	const milliseconds = instant(at).getTime() - instant(handedAt).getTime();
	if (milliseconds < 0) return [m.results_before_handover()];
	return [m.results_after_minutes({ duration: length(milliseconds, reader.language) })];
}

/** What the judge said, and how often it happened. */
function ofHits(person: IssuePerson, reader: Reader, often: (proof: HitProof) => string): string[] {
	const { proof, repliedAt, unsubscribedAt } = person;
	if (!proof) return after(person, reader);
	return [
		...after(person, reader),
		judgedBy(proof.evidence[0], reader.language),
		often(proof),
		...(repliedAt ? [m.results_also_replied()] : []),
		...(unsubscribedAt ? [m.results_also_unsubscribed()] : []),
	];
}

function refused({ detail, fate, at, handedAt }: IssuePerson): string {
	const isLater = at && handedAt && instant(at).getTime() > instant(handedAt).getTime();
	if (isLater || fate !== 'refused') return m.results_why_returned();
	return detail ? m.results_why_refused_at_once({ detail }) : m.results_why_refused();
}

/** By what became of her, where the list is of many fates. */
function ofFate(person: IssuePerson, reader: Reader): string[] {
	const { fate, detail, repliedAt, unsubscribeCause, handedAt } = person;
	switch (fate) {
		case 'left-out':
			return [leftOutWord(detail)];
		case 'refused':
			return [refused(person)];
		case 'complained':
			return [m.results_why_complained()];
		case 'uncertain':
			return [m.results_why_uncertain()];
		case 'waiting':
			return [m.results_why_waiting()];
		case 'replied':
			return repliedAt ? [m.results_why_replied({ day: day(repliedAt, reader) })] : [];
		case 'unsubscribed':
			return [LEFT_LIST[unsubscribeCause ?? '']?.() ?? ''];
		default:
			return handedAt ? [m.results_handed({ day: day(handedAt, reader) })] : [];
	}
}

/** « 12 min après la remise, après le temps de lire, rien ne trahit une machine, un seul lien ». */
export function whyOfPerson(
	person: IssuePerson,
	{ number, ofLink }: { readonly number: ResultNumber; readonly ofLink: boolean },
	reader: Reader,
): string {
	const parts = (): string[] => {
		switch (number) {
			case 'opens':
				return ofHits(person, reader, ({ hits }) => m.results_hits_opens({ count: hits }));
			case 'clicks':
				return ofHits(person, reader, ({ links }) => (ofLink ? '' : m.results_hits_links({ count: links })));
			case 'fate-clicked':
			case 'fate-opened':
				return after(person, reader);
			case 'replies':
			case 'successes':
				return after(person, reader);
			case 'unsubscriptions':
				return [...after(person, reader), LEFT_LIST[person.unsubscribeCause ?? '']?.() ?? ''];
			case 'complaints':
				return [...after(person, reader), m.results_why_complained()];
			case 'refusals':
				return [refused(person)];
			default:
				return ofFate(person, reader);
		}
	};
	return parts().filter(Boolean).join(' · ');
}
