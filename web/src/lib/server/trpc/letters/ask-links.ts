import { z } from 'zod';
import { webAddressesOf } from '#domain/newsletters/content/check/letter-parts.ts';
import type { LinkVerdict } from '#domain/newsletters/content/check/link-verdict.ts';
import { letterSchema } from '#domain/newsletters/content/letter.ts';
import { keepAskedLinks, readAskedLinks } from '#domain/newsletters/content/links/asked-links.ts';
import { networkPolicyOf } from '#platform/network/policy-of-config.ts';
import { ASK_LIMITS, askLinks as ask } from '../../letters/ask-links.ts';
import { userProcedure } from '../builders.ts';

const askLinksInput = z.object({
	letter: letterSchema,
	/** Also those whose answer is new. */
	again: z.boolean(),
});

/** How long an answer is taken for granted, in milliseconds: pages are put right while a letter is written. */
const FRESH = 10 * 60_000;

/** Asks the addresses of a letter whether they live, and keeps their answers; those that were just asked are not asked again. */
export const askLinks = userProcedure
	.meta({ readsOnly: true })
	.input(askLinksInput)
	.mutation(async ({ ctx, input }): Promise<LinkVerdict[]> => {
		const urls = webAddressesOf(input.letter).slice(0, ASK_LIMITS.addresses);
		const { known, at } = await ctx.inSubscription(async (tx) => ({
			known: await readAskedLinks(tx, urls),
			at: tx.at,
		}));
		const isFresh = ({ askedAt }: LinkVerdict) => at.getTime() - askedAt.getTime() < FRESH;
		const kept = input.again ? [] : known.filter(isFresh);
		const open = urls.filter((url) => !kept.some((verdict) => verdict.url === url));
		// No transaction waits for strangers.
		const answered = await ask(open, networkPolicyOf(ctx.services.config), at);
		await ctx.inSubscription((tx) => keepAskedLinks(tx, answered));
		return [...kept, ...answered];
	});
