import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '#domain/values/actor.ts';
import { refuseUnlessWriter } from '#domain/sequences/refuse-unless-writer.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Newsletter, Prisma } from '#prisma/generated/client/client.ts';
import { activationRemarks } from './activation-remarks.ts';
import { configuredAutomations } from './configured-automations.ts';
import { lockOwnNewsletter } from './lock-own-newsletter.ts';
import type { NewsletterDraft } from './newsletter-draft.ts';
import { waitForNextIssue } from './wait-for-next-issue.ts';

/** A newsletter that was written. */
export interface WrittenNewsletter {
	readonly id: string;
	readonly version: number;
}

/**
 * Creates a newsletter; it is inactive until somebody activates it.
 *
 * @throws {Refusal} not-allowed (5.6-4).
 */
export async function createNewsletter(
	tx: Transaction,
	actor: Actor,
	draft: NewsletterDraft,
): Promise<WrittenNewsletter> {
	await refuseUnlessWriter(tx, actor, null);
	return tx.db.newsletter.create({
		data: {
			...{ subscriptionId: tx.subscriptionId, ownerId: actor.userId, ...columnsOf(draft, actor) },
			...{ contentChangedAt: tx.at, createdAt: tx.at, changedAt: tx.at },
		},
		select: { id: true, version: true },
	});
}

/**
 * Saves an edited newsletter. An issue that has its snapshot keeps what it says; the next one is made of this. An active one must
 * stay ready to leave, and waits for the next occurrence anew.
 *
 * @throws {Refusal} missing, not-allowed (5.6-4); version-changed: somebody else saved since `basedOnVersion`;
 * newsletter-not-ready with its first remark.
 */
export async function saveNewsletter(
	tx: Transaction,
	actor: Actor,
	{ id, basedOnVersion, draft }: { id: string; basedOnVersion: number; draft: NewsletterDraft },
): Promise<WrittenNewsletter> {
	const before = await lockOwnNewsletter(tx, actor, id);
	if (before.version !== basedOnVersion)
		throw new Refusal('conflict', 'newsletter-version-changed', { version: before.version });
	if (before.activatedAt) refuseUnready(draft, tx.at);
	const version = before.version + 1;
	const columns = columnsOf(draft, actor, before);
	await tx.db.newsletter.updateMany({
		where: { id },
		data: {
			...{ ...columns, version, changedAt: tx.at },
			...(saysTheSame(before, draft) ? {} : { contentChangedAt: tx.at }),
		},
	});
	if (before.activatedAt) await waitForNextIssue(tx, { id, ...columns });
	return { id, version };
}

/** @throws {Refusal} newsletter-not-ready with its first remark. */
export function refuseUnready(draft: Parameters<typeof activationRemarks>[0], at: Date): void {
	const [remark] = activationRemarks(draft, at);
	if (remark) throw new Refusal('invalid', 'newsletter-not-ready', { remark: remark.code });
}

/** What readers get of both is the same: an issue of it would be the same content again (5.7-10). */
function saysTheSame(before: Newsletter, draft: NewsletterDraft): boolean {
	const said = (of: Pick<Newsletter, 'subject' | 'previewText' | 'content' | 'imprint' | 'language'>) => [
		...[of.subject, of.previewText, of.imprint, of.language],
		of.content,
	];
	return isDeepStrictEqual(said(before), said({ ...draft, content: asJson(draft.content) }));
}

function columnsOf(
	draft: NewsletterDraft,
	{ userId }: Actor,
	before: Pick<Newsletter, 'onSuccess' | 'onFailure'> = { onSuccess: [], onFailure: [] },
) {
	const { recurrence, content, onSuccess, onFailure, ...columns } = draft;
	return {
		...columns,
		recurrence: asJson(recurrence),
		content: asJson(content),
		onSuccess: asJson(configuredAutomations(before.onSuccess, onSuccess, userId)),
		onFailure: asJson(configuredAutomations(before.onFailure, onFailure, userId)),
	};
}

/** As the column gives it back: without fields that are undefined. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.JsonObject;
