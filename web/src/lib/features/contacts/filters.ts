import { z } from 'zod';
import { TAGS } from '#texts/priorities-and-tags.ts';
import { line } from '#domain/values/line.ts';

const criteria = z.object({
	search: line(200).min(1).optional().catch(undefined),
	colour: z.enum(['orange', 'grey', 'all']).optional().catch(undefined),
	address: z.enum(['usable', 'invalid', 'none']).optional().catch(undefined),
	engaged: z.enum(['yes', 'no']).optional().catch(undefined),
	mails: z.enum(['opened', 'clicked', 'replied']).optional().catch(undefined),
	routine: z.uuid().optional().catch(undefined),
	tag: z.enum(TAGS).optional().catch(undefined),
	former: z.literal('yes').optional().catch(undefined),
});

/** Reads the address; what it does not understand is left out, so that an old link still shows a list. */
export function contactFiltersOf(parameters: URLSearchParams) {
	const { search, colour, address, engaged, mails, routine, tag, former } = criteria.parse(
		Object.fromEntries(parameters),
	);
	return {
		search,
		colour: colour ?? ('orange' as const),
		address,
		engaged: engaged === undefined ? undefined : engaged === 'yes',
		mails,
		routineId: routine,
		tags: tag ? [tag] : undefined,
		formerCustomer: former === 'yes' || undefined,
	};
}
