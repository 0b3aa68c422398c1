/** The filters of the list of engagements as its address holds them. */
export const SEGMENTS = ['upcoming', 'live', 'blocked', 'ended'] as const;
export type Segment = (typeof SEGMENTS)[number];

export interface EngagementListFilters {
	segment?: Segment;
	search?: string;
	/** A reason or the reason of an end (D-01). */
	reason?: string;
	sequenceId?: string;
	responsibleId?: string;
	sort: 'engaged' | 'next';
}

const REASON = /^[a-z-]{1,60}$/;
const UUID = /^[0-9a-f-]{36}$/;

/** Reads the address; what it does not understand is left out, so that an old link shows the whole list. */
export function filtersOf(parameters: URLSearchParams): EngagementListFilters {
	const segment = SEGMENTS.find((one) => one === parameters.get('segment'));
	const id = (name: string) => {
		const value = parameters.get(name);
		return value && UUID.test(value) ? value : undefined;
	};
	return {
		segment,
		search: parameters.get('search')?.slice(0, 200) || undefined,
		reason: parameters.get('reason')?.match(REASON)?.[0],
		sequenceId: id('sequence'),
		responsibleId: id('by'),
		sort: parameters.get('sort') === 'next' ? 'next' : 'engaged',
	};
}
