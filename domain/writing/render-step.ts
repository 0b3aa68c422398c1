import { Prisma } from '#prisma/generated/client/client.ts';
import { writtenAsColumns, writtenAsJoin, type WrittenAs } from './written-as.ts';
import type { Greeted } from './salutation.ts';
import { renderHtml, renderText } from './variables.ts';
import type { Transaction } from '#platform/database/database.ts';
import { languageCode } from '#domain/values/language-code.ts';
import { OBJECTION_WORDS } from './objection-line.ts';
import { variableValues } from './variable-values.ts';

/** Which sequence for whom, from whom. */
export interface SequenceToRender {
	readonly versionId: string;
	readonly contactId: string;
	/** The address that it leaves from. */
	readonly senderId: string;
	/** The person whose name and signature the mail carries. */
	readonly signedById: string;
	/** The page of the objection line; a preview shows a link that leads nowhere. */
	readonly unsubscribeUrl: string;
}

/** One step of it, for a run. */
export interface StepToRender extends SequenceToRender {
	readonly position: number;
	/** Whose earlier mails make the thread. */
	readonly engagementId: string;
}

/** A step as this contact will get it, before it is composed. */
export interface RenderedStep {
	readonly from: { readonly address: string; readonly name: string };
	/** Where answers are read, where that is not `from`. */
	readonly replyTo: { readonly address: string; readonly name: string } | undefined;
	/** Undefined where the contact has no address that may be used. */
	readonly to: { readonly address: string; readonly name: string } | undefined;
	readonly subject: string;
	readonly bodyHtml: string;
	readonly signatureHtml: string;
	readonly objectionLine: { readonly words: string; readonly url: string } | undefined;
	/** Message-IDs of the thread as the recipient knows them, oldest first. */
	readonly references: readonly string[];
}

/**
 * Renders a step for a contact: variables filled and escaped, subject and thread of the steps before it.
 *
 * A step without a subject answers the mail before it (`Re:` and its Message-ID). Where that mail never left, a skipped
 * one for example, it opens the thread with the subject of the nearest step that has one.
 *
 * @returns undefined where step, contact or sender do not exist in this subscription.
 */
export async function renderStep(tx: Transaction, step: StepToRender): Promise<RenderedStep | undefined> {
	const [row] = await readSteps(tx, step, step);
	return row && rendered(row, step.unsubscribeUrl);
}

/**
 * Renders every step for a contact before an engagement exists (5.3-8): each is shown as the first of its thread.
 *
 * @returns by position; nothing where version, contact or sender do not exist in this subscription.
 */
export async function renderSequence(
	tx: Transaction,
	sequence: SequenceToRender,
): Promise<ReadonlyMap<number, RenderedStep>> {
	const rows = await readSteps(tx, sequence);
	return new Map(rows.map((row) => [row.position, rendered(row, sequence.unsubscribeUrl)]));
}

function rendered(row: StepRow, unsubscribeUrl: string): RenderedStep {
	const sender = { firstName: row.senderFirstName, lastName: row.senderLastName, phone: row.senderPhone };
	const language = languageCode(row.language);
	const contact = { ...row, company: { name: row.companyName, city: row.companyCity } };
	const values = variableValues(contact, sender, unsubscribeUrl, language);
	const subject = renderText(row.subject ?? '', values);
	const name = [row.firstName, row.lastName].filter(Boolean).join(' ');
	return {
		from: { address: row.from, name: row.fromName },
		replyTo: row.replyTo ? { address: row.replyTo, name: row.fromName } : undefined,
		to: row.to ? { address: row.to, name } : undefined,
		subject: row.thread.length > 0 ? `Re: ${subject}` : subject,
		bodyHtml: renderHtml(row.bodyHtml, values),
		signatureHtml: row.signatureHtml,
		objectionLine: row.objectionLine ? { words: OBJECTION_WORDS[language], url: unsubscribeUrl } : undefined,
		references: row.thread,
	};
}

/** What a step's mail is made of, in one read: it stands in the way of every send. */
interface StepRow extends Greeted, WrittenAs {
	readonly position: number;
	readonly objectionLine: boolean;
	readonly language: string;
	readonly bodyHtml: string;
	/** Of the nearest step with a subject, up to this one. */
	readonly subject: string | null;
	/** The mails of this thread that left, by the id under which the recipient knows them. */
	readonly thread: readonly string[];
	readonly function: string | null;
	readonly addressOrigin: string | null;
	readonly companyName: string;
	readonly companyCity: string | null;
	readonly to: string | null;
	readonly senderFirstName: string;
	readonly senderLastName: string;
	readonly senderPhone: string | null;
	readonly signatureHtml: string;
}

async function readSteps(
	tx: Transaction,
	of: SequenceToRender,
	only?: { readonly position: number; readonly engagementId: string },
): Promise<StepRow[]> {
	return tx.sql`
		SELECT step.position, v.objection_line AS "objectionLine", v.language, step.body_html AS "bodyHtml", opener.subject,
			${only ? threadColumn(only.engagementId) : Prisma.sql`'[]'::json`} AS thread, c.civility::text AS civility,
			c.first_name AS "firstName", c.last_name AS "lastName", c.function,
			c.address_origin AS "addressOrigin", o.name AS "companyName", o.city AS "companyCity", a.address AS "to", ${writtenAsColumns},
			u.first_name AS "senderFirstName", u.last_name AS "senderLastName", u.phone AS "senderPhone",
			u.signature_html AS "signatureHtml"
		FROM sequence_version v
		JOIN sequence_step step ON (step.subscription_id, step.version_id) = (v.subscription_id, v.id)
			${only ? Prisma.sql`AND step.position = ${only.position}` : Prisma.empty}
		JOIN contact c ON c.subscription_id = v.subscription_id AND c.id = ${of.contactId}::uuid
		JOIN company o ON (o.subscription_id, o.id) = (c.subscription_id, c.company_id)
		JOIN sender s ON s.subscription_id = v.subscription_id AND s.id = ${of.senderId}::uuid
		${writtenAsJoin}
		JOIN "user" u ON u.subscription_id = v.subscription_id AND u.id = ${of.signedById}::uuid
		LEFT JOIN contact_address a ON (a.subscription_id, a.contact_id) = (c.subscription_id, c.id) AND a.is_primary
			AND a.invalid_at IS NULL
		LEFT JOIN LATERAL (
			SELECT position, subject FROM sequence_step
			WHERE (subscription_id, version_id) = (v.subscription_id, v.id) AND position <= step.position
				AND subject IS NOT NULL
			ORDER BY position DESC LIMIT 1
		) opener ON true
		WHERE v.subscription_id = ${tx.subscriptionId}::uuid AND v.id = ${of.versionId}::uuid`;
}

/** A step with a subject of its own is its own opener: nothing lies before it. */
function threadColumn(engagementId: string): Prisma.Sql {
	return Prisma.sql`
		(SELECT coalesce(json_agg(coalesce(server_message_id, message_id) ORDER BY position, occurrence), '[]')
			FROM send
			WHERE subscription_id = v.subscription_id AND engagement_id = ${engagementId}::uuid
				AND position >= opener.position AND position < step.position AND state IN ('accepted', 'uncertain')
				AND coalesce(server_message_id, message_id) IS NOT NULL)`;
}
