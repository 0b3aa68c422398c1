import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { measuringOf, type Measuring } from '#domain/tracking/choices/measuring-of.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { allOf } from '#platform/database/folded-search.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { ConsentMeans } from './consent.ts';
import { refuseUnlessThere } from './keep-newsletter.ts';
import { subscriberConditions, SUBSCRIBER_ROWS, type SubscriberFilters } from './subscriber-filters.ts';
import type { UnsubscribeCause } from './unsubscribe-causes.ts';

/** A line of *Inscrits*. */
export interface SubscriberLine {
	/** Of the contact. */
	readonly id: string;
	readonly name: string;
	readonly address: string | null;
	readonly company: { readonly id: string; readonly name: string };
	/** Since when she is in the list, or was put into it last. */
	readonly subscribedAt: Date;
	/** Null: *Inscrit*. */
	readonly unsubscribed: { readonly at: Date; readonly cause: UnsubscribeCause } | null;
	/** From whom she gets it; null: whom she had is gone (D-43). */
	readonly senderId: string | null;
	readonly ground: 'informed' | 'consent';
	readonly consentMeans: ConsentMeans | null;
	/** What may be measured of her (5.7-11). */
	readonly measuring: Measuring;
}

/** A page of a list, and how many lines its filter finds by their status. */
export interface SubscriberPage extends Page<SubscriberLine> {
	readonly counts: { readonly subscribed: number; readonly unsubscribed: number };
}

const SORT_KEY = Prisma.sql`folded(coalesce(p.last_name, '') || ' ' || coalesce(p.first_name, ''))`;

/** A page of a newsletter's list, by last name. @throws {Refusal} missing. */
export async function listSubscribers(
	tx: Transaction,
	actor: Actor,
	newsletterId: string,
	{ cursor, limit, ...filter }: SubscriberFilters,
): Promise<SubscriberPage> {
	await refuseUnlessThere(tx, newsletterId);
	const place = decodeCursor(cursor, z.tuple([z.string(), z.uuid()]));
	const rows = await tx.sql<SubscriberRow>`
		SELECT p.id::text, p.first_name AS "firstName", p.last_name AS "lastName", c.id::text AS "companyId",
			c.name AS company, s.subscribed_at AS "subscribedAt", s.unsubscribed_at AS "unsubscribedAt",
			s.unsubscribe_cause AS cause, s.sender_id::text AS "senderId", s.ground, s.consent_means AS "consentMeans",
			(SELECT a.address FROM contact_address a WHERE a.subscription_id = p.subscription_id AND a.contact_id = p.id
				AND a.is_primary) AS address, ${SORT_KEY} AS key
		FROM ${SUBSCRIBER_ROWS}
		WHERE ${allOf([
			...subscriberConditions(actor, newsletterId, filter),
			place && Prisma.sql`(${SORT_KEY}, p.id) > (${place[0]}, ${place[1]}::uuid)`,
		])}
		ORDER BY ${SORT_KEY}, p.id LIMIT ${limit + 1}`;
	const page = pageOf(rows, limit, (row) => [row.key, row.id]);
	const { status: _, ...anyStatus } = filter;
	const [counts] = await tx.sql<SubscriberPage['counts']>`
		SELECT (count(*) FILTER (WHERE s.unsubscribed_at IS NULL))::int AS subscribed,
			(count(*) FILTER (WHERE s.unsubscribed_at IS NOT NULL))::int AS unsubscribed
		FROM ${SUBSCRIBER_ROWS} WHERE ${allOf(subscriberConditions(actor, newsletterId, anyStatus))}`;
	const measuring = await measuringOf(
		tx,
		page.rows.map(({ id }) => id),
	);
	return {
		next: page.next,
		rows: page.rows.map((row) => lineOf(row, measuring.get(row.id)!)),
		counts: counts!,
	};
}

interface SubscriberRow {
	readonly id: string;
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly companyId: string;
	readonly company: string;
	readonly address: string | null;
	readonly subscribedAt: Date;
	readonly unsubscribedAt: Date | null;
	readonly cause: UnsubscribeCause | null;
	readonly senderId: string | null;
	readonly ground: 'informed' | 'consent';
	readonly consentMeans: ConsentMeans | null;
	readonly key: string;
}

function lineOf(row: SubscriberRow, measuring: Measuring): SubscriberLine {
	const { id, address, companyId, company, subscribedAt, unsubscribedAt, cause, senderId } = row;
	return {
		...{ id, address, subscribedAt, senderId, ground: row.ground, consentMeans: row.consentMeans, measuring },
		name: nameOf(row, address ?? undefined),
		company: { id: companyId, name: company },
		unsubscribed: unsubscribedAt && cause ? { at: unsubscribedAt, cause } : null,
	};
}
