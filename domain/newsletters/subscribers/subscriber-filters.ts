import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { carriesTag } from '#domain/tags/carries-tag.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';
import { containsFolded, likeLiteral } from '#platform/database/folded-search.ts';
import { Prisma, Tag } from '#prisma/generated/client/client.ts';

const conditions = {
	/** Part of a name, of an address or of the company's name. */
	search: line(200).optional(),
	status: z.enum(['subscribed', 'unsubscribed']).optional(),
	/** `none`: whom she had is gone, and another is to be chosen (D-43). */
	senderId: z.union([z.uuid(), z.literal('none')]).optional(),
	companyId: z.uuid().optional(),
	routineId: z.uuid().optional(),
	tags: z.array(z.enum(Tag)).optional(),
};

/** Which lines of *Inscrits* are meant (C2-92). */
export const subscriberConditionsSchema = z.object(conditions);
export const subscriberFiltersSchema = z.object({
	...conditions,
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

export type SubscriberConditions = z.output<typeof subscriberConditionsSchema>;
export type SubscriberFilters = z.output<typeof subscriberFiltersSchema>;

/** Lines that were ticked one by one; more are a filter. */
const TICKED_AT_MOST = 500;

/** What an act of *Inscrits* is about: lines that were ticked, or all of a filter, over pages. */
export const subscriberSelectionSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('contacts'), contactIds: z.array(z.uuid()).min(1).max(TICKED_AT_MOST) }),
	z.object({ kind: z.literal('filter'), filter: subscriberConditionsSchema }),
]);

export type SubscriberSelection = z.output<typeof subscriberSelectionSchema>;

/** The rows that conditions are about: `s` the subscriber, `p` the contact, `c` the company. */
export const SUBSCRIBER_ROWS = Prisma.sql`newsletter_subscriber s
	JOIN contact p ON p.subscription_id = s.subscription_id AND p.id = s.contact_id
	JOIN company c ON c.subscription_id = p.subscription_id AND c.id = p.company_id`;

/** A filter as conditions on `SUBSCRIBER_ROWS`. */
export function subscriberConditions(
	actor: Actor,
	newsletterId: string,
	{ search, status, senderId, companyId, routineId, tags }: SubscriberConditions,
): (Prisma.Sql | undefined | false)[] {
	return [
		Prisma.sql`s.subscription_id = ${actor.subscriptionId}::uuid AND s.newsletter_id = ${newsletterId}::uuid`,
		status === 'subscribed' && Prisma.sql`s.unsubscribed_at IS NULL`,
		status === 'unsubscribed' && Prisma.sql`s.unsubscribed_at IS NOT NULL`,
		senderId === 'none' && Prisma.sql`s.sender_id IS NULL`,
		senderId !== undefined && senderId !== 'none' && Prisma.sql`s.sender_id = ${senderId}::uuid`,
		companyId !== undefined && Prisma.sql`p.company_id = ${companyId}::uuid`,
		(routineId !== undefined || Boolean(tags?.length)) &&
			carriesTag('p', 'company_id', actor, { routineId, tags }),
		Boolean(search) &&
			Prisma.sql`(${containsFolded(Prisma.sql`coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')`, search!)}
				OR ${containsFolded(Prisma.sql`c.name`, search!)}
				OR EXISTS (SELECT FROM contact_address a WHERE a.subscription_id = p.subscription_id AND a.contact_id = p.id
					AND a.address LIKE ${`%${likeLiteral(search!.toLowerCase())}%`}))`,
	];
}

/** A selection as conditions on `SUBSCRIBER_ROWS`. */
export function selectedConditions(
	actor: Actor,
	newsletterId: string,
	selection: SubscriberSelection,
): (Prisma.Sql | undefined | false)[] {
	if (selection.kind === 'filter') return subscriberConditions(actor, newsletterId, selection.filter);
	return [
		...subscriberConditions(actor, newsletterId, {}),
		Prisma.sql`s.contact_id = ANY(${selection.contactIds}::uuid[])`,
	];
}
