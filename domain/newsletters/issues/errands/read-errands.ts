import type { Transaction } from '#platform/database/database.ts';
import type { OpenSendRow } from '#domain/sends/find-open-send.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import type { PlaceToSend } from '../waiting-places.ts';
import { sendIdOfPlace } from './send-id-of-place.ts';

/** The mail of a place that may be next. */
export interface ErrandPlace extends PlaceToSend {
	readonly sendId: string;
	/** It was claimed before. */
	readonly isKnown: boolean;
	/** How often the other side put it off. */
	readonly refusals: number;
	readonly companyId: string | null;
}

/** A part whose mails leave one by one. */
export interface ErrandPart {
	readonly issueId: string;
	readonly senderId: string;
	readonly mailboxId: string | null;
	readonly gapMinSeconds: number;
	readonly gapMaxSeconds: number;
}

/** Reads it; undefined where it is unknown, done or has no sender. */
export async function readErrandPart(tx: Transaction, partId: string): Promise<ErrandPart | undefined> {
	const [part] = await tx.sql<ErrandPart>`
		SELECT part.issue_id::text AS "issueId", sender.id::text AS "senderId", sender.mailbox_id::text AS "mailboxId",
			issue.gap_min_seconds AS "gapMinSeconds", issue.gap_max_seconds AS "gapMaxSeconds"
		FROM issue_part part
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (part.subscription_id, part.issue_id)
		JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = ${partId}::uuid AND part.state <> 'done'`;
	return part;
}

/**
 * The first place of a part whose mail may be next: one that is to be tried again, else the first that was never claimed.
 *
 * @param after places up to it are held by something of their own.
 */
export async function nextErrand(
	tx: Transaction,
	partId: string,
	after: number,
): Promise<ErrandPlace | undefined> {
	const [row] = await tx.sql<Omit<ErrandPlace, 'sendId'> & { issueId: string }>`
		SELECT asked.issue_id::text AS "issueId", asked.place, asked.contact_id::text AS "contactId", asked.address,
			asked.address_hash AS "addressHash", asked.variables, asked.opens, asked.measures_clicks AS "measuresClicks",
			send.id IS NOT NULL AS "isKnown", coalesce(send.refusals, 0) AS refusals, contact.company_id::text AS "companyId"
		FROM issue_part part
		JOIN issue_place asked ON (asked.subscription_id, asked.issue_id) = (part.subscription_id, part.issue_id)
			AND asked.place BETWEEN greatest(part.first_place, ${after + 1}::int) AND part.last_place
		LEFT JOIN send ON (send.subscription_id, send.issue_id, send.place)
			= (asked.subscription_id, asked.issue_id, asked.place)
		LEFT JOIN contact ON (contact.subscription_id, contact.id) = (asked.subscription_id, asked.contact_id)
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = ${partId}::uuid AND asked.left_out IS NULL
			AND (send.id IS NULL AND asked.place >= part.next_place OR send.state IN ('ready', 'claimed') AND coalesce(send.not_before, ${tx.at}) <= ${tx.at})
		ORDER BY send.id IS NULL, asked.place LIMIT 1`;
	if (!row) return undefined;
	const { issueId, ...place } = row;
	return { ...place, sendId: sendIdOfPlace(issueId, place.place) };
}

/** When a mail of the part that was put off is tried again; null: none was. */
export async function nextTryOfPart(tx: Transaction, partId: string): Promise<Date | null> {
	const [row] = await tx.sql<{ at: Date | null }>`
		SELECT min(send.not_before) AS at FROM issue_part part
		JOIN send ON send.subscription_id = part.subscription_id AND send.issue_id = part.issue_id
			AND send.place BETWEEN part.first_place AND part.last_place
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = ${partId}::uuid AND send.state = 'ready'`;
	return row?.at ?? null;
}

/**
 * The mail of a part whose fate is not known: one that is armed, else the first that is uncertain and not settled.
 *
 * @param isArmed only one that is armed.
 */
export async function openErrandOf(
	tx: Transaction,
	partId: string,
	isArmed = false,
): Promise<OpenSendRow | undefined> {
	const [open] = await tx.sql<{ id: string }>`
		SELECT send.id::text FROM issue_part part
		JOIN send ON send.subscription_id = part.subscription_id AND send.issue_id = part.issue_id
			AND send.place BETWEEN part.first_place AND part.last_place
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = ${partId}::uuid
			AND (send.state = 'armed' OR NOT ${isArmed} AND send.state = 'uncertain' AND send.settled_at IS NULL)
		ORDER BY send.state = 'armed' DESC, send.armed_at LIMIT 1`;
	return open && findOpenSend(tx, { sendId: open.id });
}
