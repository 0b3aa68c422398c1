import { z } from 'zod';
import { Priority, Tag } from '#prisma/generated/client/client.ts';
import { text } from '#domain/values/text.ts';

/** What happens to tags when an automatic relance is created (5.2-31). */
const tagChoice = z.discriminatedUnion('kind', [
	/** An explicit tag on a routine wins. */
	z.object({
		kind: z.literal('explicit'),
		routineId: z.uuid(),
		tag: z.enum(Tag),
	}),
	/** Suspect or no tag becomes Prospect on the default routine of the relance's user (5.2-30). */
	z.object({ kind: z.literal('default') }),
	/** *Laisser les tags* */
	z.object({ kind: z.literal('leave') }),
]);

const relance = z.object({
	kind: z.literal('relance'),
	priority: z.enum(Priority),
	/** Days after the end. */
	days: z.int().min(0).max(3_650),
	/** *Utilisateur courant* is the engagement's responsible user (5.6-18), or a named one. */
	follower: z.union([z.literal('responsible'), z.uuid()]),
	/** What is to be done; the cause is written in front of it (5.6-17). */
	note: text(5_000).min(1).optional(),
	tag: tagChoice,
});

const tag = z.object({
	kind: z.literal('tag'),
	routineId: z.uuid(),
	tag: z.enum(Tag),
});

/** The contact follows another sequence, in the name of the same person (docs/processes.md#engagement). */
const engage = z.object({
	kind: z.literal('engage'),
	sequenceId: z.uuid(),
});

/** The contact leaves the list of the newsletter that she had it from. */
const unsubscribe = z.object({ kind: z.literal('unsubscribe') });

const MOST = 10;

/** One thing that an end does by itself (docs/model.md#automation). */
const automationSchema = z.discriminatedUnion('kind', [relance, tag, engage]);
export const automationsSchema = z.array(automationSchema).max(MOST);

/** The same for what became of a newsletter's issue: a closed list. */
const newsletterAutomationSchema = z.discriminatedUnion('kind', [relance, tag, engage, unsubscribe]);
export const newsletterAutomationsSchema = z.array(newsletterAutomationSchema).max(MOST);

export type Automation = z.infer<typeof automationSchema>;
/** The same as it is kept, with who configured it. */
const keptBy = { configuredById: z.uuid().optional() };
const keptAutomationsSchema = z
	.array(
		z.discriminatedUnion('kind', [
			relance.extend(keptBy),
			tag.extend(keptBy),
			engage.extend(keptBy),
			unsubscribe.extend(keptBy),
		]),
	)
	.max(MOST);

export type NewsletterAutomation = z.infer<typeof newsletterAutomationSchema>;
export type KeptNewsletterAutomation = z.infer<typeof keptAutomationsSchema>[number];
export type RelanceAutomation = z.infer<typeof relance>;
export type TagChoice = z.infer<typeof tagChoice>;

/** The automations of a row's Json column; a row that holds something else is a mistake of ours and throws. */
export function parseAutomations(json: unknown): Automation[] {
	return automationsSchema.parse(json);
}

/** The same of a newsletter, as its editor shows them. */
export function parseNewsletterAutomations(json: unknown): NewsletterAutomation[] {
	return newsletterAutomationsSchema.parse(json);
}

/** The same of a newsletter or of an issue of one, with who configured each. */
export function parseKeptAutomations(json: unknown): KeptNewsletterAutomation[] {
	return keptAutomationsSchema.parse(json);
}
