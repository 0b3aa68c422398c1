import type { ComposedSend } from '#domain/sends/freeze-send.ts';
import { signUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import { renderStep } from '#domain/writing/render-step.ts';
import type { Transaction } from '#platform/database/database.ts';
import { composeDraft } from '#activities/send/compose-draft.ts';
import type { SendDeps } from '#activities/send/send-deps.ts';
import { measureStep } from './measure-step.ts';

/** The step rendered and composed now; undefined where it cannot be written to anybody. */
export async function composeStep(
	deps: SendDeps,
	tx: Transaction,
	step: {
		engagementId: string;
		position: number;
		versionId: string;
		contactId: string;
		senderId: string;
		responsibleUserId: string;
		sendId: string;
	},
): Promise<ComposedSend | undefined> {
	const { sendId } = step;
	const token = signUnsubscribeToken(deps.unsubscribeKeys, {
		subscriptionId: tx.subscriptionId,
		sendId,
	});
	const unsubscribeUrl = `${deps.config.publicUrl}/u/${token}`;
	const rendered = await renderStep(tx, {
		...step,
		signedById: step.responsibleUserId,
		unsubscribeUrl,
	});
	if (!rendered?.to) return undefined;
	const inReplyTo = rendered.references.at(-1);
	const measured = await measureStep(deps, tx, { ...step, html: rendered.bodyHtml });
	const composed = await composeDraft({
		sendId,
		date: tx.at,
		from: rendered.from,
		...(rendered.replyTo ? { replyTo: rendered.replyTo } : {}),
		to: rendered.to,
		subject: rendered.subject,
		html: measured.html,
		signatureHtml: rendered.signatureHtml,
		unsubscribeUrl,
		...(rendered.objectionLine ? { objectionLine: rendered.objectionLine } : {}),
		...(inReplyTo ? { inReplyTo, references: rendered.references } : {}),
	});
	// A colleague who follows a link of the mail on a screen of ours is not its reader.
	return composed && { ...composed, html: rendered.bodyHtml, links: measured.links };
}
