import type { Greeted } from '#domain/sequences/salutation.ts';
import { renderHtml, renderText } from '#domain/sequences/variables.ts';
import type { Transaction } from '#platform/database/database.ts';
import { OBJECTION_WORDS } from './objection-line.ts';
import { variableValues } from './variable-values.ts';

/** Which step for whom, from whom. Works before an engagement exists: the preview of 5.3-8 uses it. */
export interface StepToRender {
	readonly versionId: string;
	readonly position: number;
	readonly contactId: string;
	readonly mailboxId: string;
	/** The person whose name and signature the mail carries. */
	readonly senderId: string;
	/** Whose earlier mails make the thread; without one every step is shown as the first of its thread. */
	readonly engagementId?: string;
	/** The page of the objection line; a preview shows a link that leads nowhere. */
	readonly unsubscribeUrl: string;
}

/** A step as this contact will get it, before it is composed. */
export interface RenderedStep {
	readonly from: { readonly address: string; readonly name: string };
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
 * @returns undefined where step, contact or mailbox do not exist in this subscription.
 */
export async function renderStep(tx: Transaction, step: StepToRender): Promise<RenderedStep | undefined> {
	const row = await readStep(tx, step);
	if (!row) return undefined;
	const sender = { firstName: row.senderFirstName, lastName: row.senderLastName, phone: row.senderPhone };
	const values = variableValues({ ...row, company: { name: row.companyName } }, sender, step.unsubscribeUrl);
	const thread = row.isReply && row.opensAt !== null ? await threadOf(tx, step, row.opensAt) : [];
	const subject = renderText(row.subject ?? '', values);
	const name = [row.firstName, row.lastName].filter(Boolean).join(' ');
	return {
		from: { address: row.from, name: row.fromName },
		to: row.to ? { address: row.to, name } : undefined,
		subject: thread.length > 0 ? `Re: ${subject}` : subject,
		bodyHtml: renderHtml(row.bodyHtml, values),
		signatureHtml: row.signatureHtml,
		objectionLine: row.objectionLine ? { words: OBJECTION_WORDS, url: step.unsubscribeUrl } : undefined,
		references: thread,
	};
}

/** What a step's mail is made of, in one read: it stands in the way of every send. */
interface StepRow extends Greeted {
	readonly objectionLine: boolean;
	readonly bodyHtml: string;
	/** True: the step has no subject of its own. */
	readonly isReply: boolean;
	/** The nearest step with a subject, up to this one. */
	readonly opensAt: number | null;
	readonly subject: string | null;
	readonly addressOrigin: string | null;
	readonly companyName: string;
	readonly to: string | null;
	readonly from: string;
	readonly fromName: string;
	readonly senderFirstName: string;
	readonly senderLastName: string;
	readonly senderPhone: string | null;
	readonly signatureHtml: string;
}

async function readStep(tx: Transaction, step: StepToRender): Promise<StepRow | undefined> {
	const [row] = await tx.db.$queryRaw<StepRow[]>`
		SELECT v.objection_line AS "objectionLine", step.body_html AS "bodyHtml", step.subject IS NULL AS "isReply",
			opener.position AS "opensAt", opener.subject, c.civility::text AS civility, c.first_name AS "firstName",
			c.last_name AS "lastName", c.address_origin AS "addressOrigin", o.name AS "companyName", a.address AS "to",
			m.address AS "from", m.display_name AS "fromName", u.first_name AS "senderFirstName",
			u.last_name AS "senderLastName", u.phone AS "senderPhone", u.signature_html AS "signatureHtml"
		FROM sequence_version v
		JOIN sequence_step step ON (step.subscription_id, step.version_id) = (v.subscription_id, v.id)
			AND step.position = ${step.position}
		JOIN contact c ON c.subscription_id = v.subscription_id AND c.id = ${step.contactId}::uuid
		JOIN company o ON (o.subscription_id, o.id) = (c.subscription_id, c.company_id)
		JOIN mailbox m ON m.subscription_id = v.subscription_id AND m.id = ${step.mailboxId}::uuid
		JOIN "user" u ON u.subscription_id = v.subscription_id AND u.id = ${step.senderId}::uuid
		LEFT JOIN contact_address a ON (a.subscription_id, a.contact_id) = (c.subscription_id, c.id) AND a.is_primary
			AND a.invalid_at IS NULL
		LEFT JOIN LATERAL (
			SELECT position, subject FROM sequence_step
			WHERE (subscription_id, version_id) = (v.subscription_id, v.id) AND position <= ${step.position}
				AND subject IS NOT NULL
			ORDER BY position DESC LIMIT 1
		) opener ON true
		WHERE v.subscription_id = ${tx.subscriptionId}::uuid AND v.id = ${step.versionId}::uuid`;
	return row;
}

/** The mails of this thread that left, by the id under which the recipient knows them. */
async function threadOf(tx: Transaction, step: StepToRender, from: number): Promise<string[]> {
	if (!step.engagementId) return [];
	const sends = await tx.db.send.findMany({
		where: {
			engagementId: step.engagementId,
			position: { gte: from, lt: step.position },
			state: { in: ['accepted', 'uncertain'] },
		},
		orderBy: [{ position: 'asc' }, { occurrence: 'asc' }],
		select: { messageId: true, serverMessageId: true },
	});
	return sends.flatMap((send) => send.serverMessageId ?? send.messageId ?? []);
}
