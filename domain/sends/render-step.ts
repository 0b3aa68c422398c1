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
	const version = await tx.db.sequenceVersion.findFirst({
		where: { id: step.versionId },
		include: { steps: { where: { position: { lte: step.position } }, orderBy: { position: 'desc' } } },
	});
	const contact = await tx.db.contact.findFirst({
		where: { id: step.contactId },
		include: { company: true, addresses: { where: { isPrimary: true, invalidAt: null } } },
	});
	const mailbox = await tx.db.mailbox.findFirst({ where: { id: step.mailboxId } });
	const sender = await tx.db.user.findFirst({ where: { id: step.senderId } });
	const current = version?.steps.find((one) => one.position === step.position);
	if (!version || !contact || !mailbox || !sender || !current) return undefined;

	const values = variableValues(contact, sender, step.unsubscribeUrl);
	const opener = version.steps.find((one) => one.subject !== null);
	const thread = current.subject === null && opener ? await threadOf(tx, step, opener.position) : [];
	const subject = renderText(opener?.subject ?? '', values);
	const address = contact.addresses[0]?.address;
	const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ');
	return {
		from: { address: mailbox.address, name: mailbox.displayName },
		to: address ? { address, name } : undefined,
		subject: thread.length > 0 ? `Re: ${subject}` : subject,
		bodyHtml: renderHtml(current.bodyHtml, values),
		signatureHtml: sender.signatureHtml,
		objectionLine: version.objectionLine ? { words: OBJECTION_WORDS, url: step.unsubscribeUrl } : undefined,
		references: thread,
	};
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
