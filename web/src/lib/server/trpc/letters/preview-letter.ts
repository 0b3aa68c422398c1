import { webAddressesOf } from '#domain/newsletters/content/check/letter-parts.ts';
import { readAskedLinks } from '#domain/newsletters/content/links/asked-links.ts';
import { htmlBytes } from '#domain/newsletters/content/measured-size.ts';
import { previewLetter as preview } from '#domain/newsletters/content/preview-letter.ts';
import { compileLetter } from '../../letters/compile-letter.ts';
import { userProcedure } from '../builders.ts';
import { letterInput } from './letter-input.ts';

/**
 * A letter as this contact would get it from her sender, its weight, and what its addresses answered when they were last asked.
 */
export const previewLetter = userProcedure
	.meta({ readsOnly: true })
	.input(letterInput)
	.mutation(async ({ ctx, input }) => {
		const rendered = await compileLetter(ctx.services.config, input);
		const { newsletterId, contactId, language } = input;
		return ctx.inSubscription(async (tx) => ({
			...(await preview(tx, ctx.actor, { newsletterId, contactId, language, rendered })),
			htmlBytes: htmlBytes(rendered),
			links: await readAskedLinks(tx, webAddressesOf(input.letter)),
		}));
	});
