import { z } from 'zod';
import { PRIORITIES, TAGS } from '#texts/priorities-and-tags.ts';

const criteria = z.object({
	by: z
		.union([z.literal('all'), z.uuid()])
		.optional()
		.catch(undefined),
	priority: z.enum(PRIORITIES).optional().catch(undefined),
	date: z.enum(['late', 'week', 'month']).optional().catch(undefined),
	routine: z.uuid().optional().catch(undefined),
	tag: z.enum(TAGS).optional().catch(undefined),
	former: z.literal('yes').optional().catch(undefined),
});

/** Reads the address; what it does not understand is left out, so that an old link still shows a list. */
export function relanceFiltersOf(parameters: URLSearchParams) {
	const { by, priority, date, routine, tag, former } = criteria.parse(Object.fromEntries(parameters));
	const formerCustomer = former === 'yes' || undefined;
	return { followedBy: by ?? ('me' as const), priority, date, routineId: routine, tag, formerCustomer };
}
