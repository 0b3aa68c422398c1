import { z } from 'zod';
import { LANGUAGES } from '#texts/language.ts';
import { signedInProcedure } from '../builders.ts';

const chooseLanguageInput = z.object({ language: z.enum(LANGUAGES) });

/** Keeps the language of the interface for the person, on all their devices. */
export const chooseLanguage = signedInProcedure
	.input(chooseLanguageInput)
	.mutation(async ({ ctx, input }) => {
		await ctx.services.authenticationDatabase.user.update({
			where: { id: ctx.viewer.signInId },
			data: { language: input.language },
		});
	});
