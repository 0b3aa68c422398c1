import { randomUUID } from 'node:crypto';
import { Prisma, type Newsletter } from '#prisma/generated/client/client.ts';
import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import { measuringOf, type Measuring } from '#domain/tracking/choices/measuring-of.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import { modeOf } from './change-sender-of-part.ts';
import type { LeftOut } from './place-outcomes.ts';
import { valuesOfRecipient, type RecipientFacts } from './recipient-values.ts';

interface SubscriberRow extends RecipientFacts {
	readonly contactId: string;
	readonly senderId: string | null;
	readonly senderKind: string | null;
	readonly address: string | null;
	/** Known without the list. */
	readonly leftOut: LeftOut | null;
}

interface Part {
	readonly id: string;
	readonly senderId: string | null;
	readonly mode: string;
	readonly firstPlace: number;
	lastPlace: number;
}

const FETCH = Prisma.raw(`FETCH ${newsletterLimits.page} FROM recipients`);

/**
 * Writes who gets an issue, as one statement read it: by sender, so that the places of each part are contiguous. Who is known to
 * get nothing stands there too, with the reason. Values are read now; memory holds three pages.
 *
 * @returns how many, and the parts.
 */
export async function writeRecipients(
	tx: Transaction,
	of: { readonly issueId: string; readonly newsletter: Newsletter; readonly variables: readonly string[] },
): Promise<{ recipients: number; parts: string[] }> {
	await openCursor(tx, of.newsletter);
	const parts: Part[] = [];
	let place = 0;
	// PostgreSQL reads the page behind and writes the one before while this one's values are made.
	let behind = fetchPage(tx);
	let written: Promise<unknown> = Promise.resolve();
	for (;;) {
		const rows = await behind;
		if (rows.length === 0) break;
		const measured = awaitedLater(
			measuringOf(
				tx,
				rows.map(({ contactId }) => contactId),
			),
		);
		behind = fetchPage(tx);
		const page = pageOf(tx, of, rows);
		await written;
		written = awaitedLater(writePage(tx, of.issueId, place, page, await measured));
		for (const { senderId, senderKind } of rows) {
			place++;
			const part = parts.at(-1);
			if (part && part.senderId === senderId) part.lastPlace = place;
			else
				parts.push({
					...{ id: randomUUID(), senderId, mode: modeOf(senderKind ?? '') },
					...{ firstPlace: place, lastPlace: place },
				});
		}
	}
	await written;
	await tx.sql`CLOSE recipients`;
	const { subscriptionId, at: since } = tx;
	const { issueId } = of;
	await tx.db.issuePart.createMany({
		data: parts.map((part) => ({ ...part, subscriptionId, issueId, since, nextPlace: part.firstPlace })),
	});
	return { recipients: place, parts: parts.map(({ id }) => id) };
}

/**
 * PostgreSQL takes a subscription that its statistics do not know yet for empty: row by row it then looks through all contacts of
 * a company once for each of them, which takes minutes where hashes take a second.
 */
async function openCursor(tx: Transaction, { id: newsletterId, ownerId }: Newsletter): Promise<void> {
	await tx.sql`SET LOCAL enable_nestloop = off`;
	await tx.sql`
		DECLARE recipients NO SCROLL CURSOR FOR
		SELECT "contactId", "senderId", "senderKind", address, civility, "firstName", "lastName", function, "companyName", town,
			"addressOrigin", writer, CASE
				WHEN is_erased THEN 'erased' WHEN address IS NULL THEN 'no-address' WHEN has_left THEN 'left-company'
				WHEN is_invalid THEN 'address-invalid' WHEN is_held THEN 'objection-pending'
				WHEN row_number() OVER (PARTITION BY mailbox, is_erased OR has_left OR is_invalid OR is_held
					ORDER BY subscribed_at, "contactId") > 1 THEN 'same-address' END AS "leftOut"
		FROM (SELECT contact.id::text AS "contactId", sender.id::text AS "senderId", sender.kind AS "senderKind", known.address,
				known.mailbox, contact.civility, contact.first_name AS "firstName", contact.last_name AS "lastName",
				contact.function, contact.address_origin AS "addressOrigin", company.name AS "companyName", company.city AS town,
				json_build_object('firstName', writer.first_name, 'lastName', writer.last_name, 'phone', writer.phone) AS writer,
				subscribed_at, contact.erased_at IS NOT NULL AS is_erased, contact.left_company_at IS NOT NULL AS has_left,
				known.invalid_at IS NOT NULL AS is_invalid,
				EXISTS (SELECT FROM open_objection held WHERE held.subscription_id = known.subscription_id
					AND held.mailbox = known.mailbox) AS is_held
			FROM newsletter_subscriber hers
			JOIN contact ON (contact.subscription_id, contact.id) = (hers.subscription_id, hers.contact_id)
			JOIN company ON (company.subscription_id, company.id) = (contact.subscription_id, contact.company_id)
			LEFT JOIN contact_address known ON (known.subscription_id, known.contact_id)
				= (contact.subscription_id, contact.id) AND known.is_primary
			LEFT JOIN sender ON (sender.subscription_id, sender.id) = (hers.subscription_id, hers.sender_id)
				AND sender.deleted_at IS NULL
			LEFT JOIN mailbox ON (mailbox.subscription_id, mailbox.id) = (sender.subscription_id, sender.mailbox_id)
			JOIN "user" writer ON writer.subscription_id = hers.subscription_id
				AND writer.id = coalesce(mailbox.owner_id, ${ownerId}::uuid)
			WHERE hers.subscription_id = ${tx.subscriptionId}::uuid AND hers.newsletter_id = ${newsletterId}::uuid
				AND hers.unsubscribed_at IS NULL) subscribed
		ORDER BY "senderId" NULLS LAST, "contactId"`;
	await tx.sql`SET LOCAL enable_nestloop = on`;
}

function fetchPage(tx: Transaction): Promise<SubscriberRow[]> {
	return awaitedLater(tx.sql<SubscriberRow>`${FETCH}`);
}

/** What fails meanwhile is heard of by whoever awaits it, and ends no process before. */
function awaitedLater<T>(promise: Promise<T>): Promise<T> {
	promise.catch(() => {});
	return promise;
}

/** Recipients as they are written. */
interface Page {
	readonly rows: readonly SubscriberRow[];
	/** Under which each address may stand on the list, one or two, the place's own first. */
	readonly hashes: readonly (readonly Buffer[])[];
	/** JSON. */
	readonly variables: readonly string[];
}

function pageOf(
	tx: Transaction,
	{ newsletter: { language }, variables }: Parameters<typeof writeRecipients>[1],
	rows: readonly SubscriberRow[],
): Page {
	return {
		rows,
		// Whoever has no address has no hash either: her place is known by her card.
		hashes: rows.map(({ address, contactId }) => suppressionHashes(tx, address ?? `${contactId}@`)),
		variables: rows.map((row) => JSON.stringify(valuesOfRecipient(row, variables, language))),
	};
}

async function writePage(
	tx: Transaction,
	issueId: string,
	before: number,
	{ rows, hashes, variables }: Page,
	measured: ReadonlyMap<string, Measuring>,
): Promise<void> {
	const column = <Value>(valueOf: (row: SubscriberRow, index: number) => Value) => rows.map(valueOf);
	await tx.sql`
		INSERT INTO issue_place (subscription_id, issue_id, place, contact_id, address, address_hash, variables, left_out, opens,
			measures_clicks)
		SELECT ${tx.subscriptionId}::uuid, ${issueId}::uuid, ${before}::int + at, contact_id, address, hash, variables::jsonb,
			coalesce(left_out, CASE WHEN listed.stands THEN 'suppressed' END), opens, clicks
		FROM unnest(${column(({ contactId }) => contactId)}::uuid[], ${column(({ address }) => address)}::text[],
			${hashes.map(([own]) => own)}::bytea[], ${hashes.map((ofOne) => ofOne.at(-1))}::bytea[], ${[...variables]}::text[],
			${column(({ leftOut }) => leftOut)}::text[],
			${column(({ contactId }) => measured.get(contactId)?.opens ?? 'none')}::text[],
			${column(({ contactId }) => measured.get(contactId)?.clicks ?? false)}::boolean[])
			WITH ORDINALITY AS written (contact_id, address, hash, hash_as_spelt, variables, left_out, opens, clicks, at)
		LEFT JOIN LATERAL (SELECT true AS stands FROM suppression
			WHERE suppression.address_hash IN (hash, hash_as_spelt) LIMIT 1) listed ON true`;
}
