import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { line } from '#domain/values/line.ts';

/** How a consent was given; `page`: by herself, on the page behind a mail. */
export const CONSENT_MEANS = ['call', 'meeting', 'form', 'mail', 'page'] as const;
export type ConsentMeans = (typeof CONSENT_MEANS)[number];

/** *Consentement* as a colleague notes it (D-42): when, by what means, in which words. Who noted it stands beside it. */
export const consentSchema = z.object({
	on: dayField,
	means: z.enum(CONSENT_MEANS).exclude(['page']),
	words: line(500).min(1),
});

export type Consent = z.output<typeof consentSchema>;
