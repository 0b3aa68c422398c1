import { z } from 'zod';
import { line } from '#domain/values/line.ts';

const form = {
	requestId: z.uuid(),
	/** Support's own words, which the subscription reads; no name of a person belongs there. */
	reason: line(300).min(1),
};

/** *Retenir les envois*: what support names from a run's page, a subscription, or everything (5.7-24). */
export const haltFormSchema = z.discriminatedUnion('scope', [
	z.object({ scope: z.enum(['sequence', 'mailbox', 'domain']), engagementId: z.uuid(), ...form }),
	z.object({ scope: z.literal('subscription'), subscriptionId: z.uuid(), ...form }),
	z.object({ scope: z.literal('installation'), ...form }),
]);

export type HaltForm = z.output<typeof haltFormSchema>;

/** A halt inside one subscription. */
export type TenantHaltForm = Exclude<HaltForm, { readonly scope: 'installation' }>;
