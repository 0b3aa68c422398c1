import type { TimelineLine } from '#domain/timeline/show/list-timeline.ts';
import type { EventFacts, RelanceTold } from '#texts/event-sentence.ts';
import type { TagTold } from '#texts/priorities-and-tags.ts';

/** What the sentence of an event needs, from its data and the names around it. */
export function factsOf({
	data,
	previous,
	contact,
	company,
	sequence,
	newsletter,
	routine,
	link,
}: Pick<
	TimelineLine,
	'data' | 'previous' | 'contact' | 'company' | 'sequence' | 'newsletter' | 'routine' | 'link'
>): EventFacts {
	const text = (value: unknown) => (typeof value === 'string' ? value : null);
	// `to` is the instant of a step that was moved, and the word of a verdict that was corrected.
	const instant = (value: unknown) => (/^\d{4}-\d{2}-\d{2}/.test(text(value) ?? '') ? text(value) : null);
	return {
		contact: contact?.name,
		company: company?.name,
		sequence,
		newsletter,
		routine,
		link: link?.replace(/^https?:\/\//, '').replace(/\/$/, ''),
		refusesMeasuring: data.opens === 'no' && data.clicks === 'no',
		step: typeof data.position === 'number' ? data.position : null,
		until: instant(data.until) ?? instant(data.to) ?? instant(data.returnAt),
		how: text(data.how) ?? text(data.cause) ?? text(data.decision) ?? text(data.act) ?? text(data.ground),
		count: typeof data.count === 'number' ? data.count : null,
		readings: Array.isArray(data.readings) ? data.readings.map(String) : null,
		reading: text(data.reading),
		permanent: typeof data.permanent === 'boolean' ? data.permanent : null,
		isByAddress: data.by === 'address',
		verdict: data.verdict === 'success' || data.verdict === 'failure' ? data.verdict : null,
		relance: (data.relance as RelanceTold | undefined) ?? null,
		previousRelance: (previous?.relance as RelanceTold | undefined) ?? null,
		tag: (data.tag as TagTold | undefined) ?? null,
		previousTag: (previous?.tag as TagTold | undefined) ?? null,
	};
}
