import { isDeepStrictEqual } from 'node:util';
import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** Values that look the same after PostgreSQL gave them back. */
export type PlainValue =
	| string
	| number
	| boolean
	| null
	| readonly PlainValue[]
	| { readonly [key: string]: PlainValue | undefined };

/** A person's command. */
export interface CommandRequest {
	/** Chosen by the client once for each press of a button. */
	readonly requestId: string;
	/** Names the command, and what support did in the audit line. */
	readonly kind: string;
	readonly engagementId?: string | undefined;
	readonly companyId?: string | undefined;
	/** Kept with the command: ids, instants and choices, no text. */
	readonly input?: { readonly [key: string]: PlainValue | undefined } | undefined;
}

/**
 * Does a command once (docs/design/rows-and-commands.md#commands): its row commits with its effect, and a repeated
 * request gets the answer of the first, which must be plain JSON. What support does is a line of the subscription's
 * timeline too (5.6-25).
 *
 * @throws {Refusal} request-reused where the id belongs to another command or person, or asked for something else.
 */
export async function oncePerRequest<T extends object>(
	tx: Transaction,
	actor: Actor,
	request: CommandRequest,
	work: () => Promise<T>,
): Promise<T> {
	const { requestId, kind, engagementId = null, input = {} } = request;
	const { count } = await tx.db.command.createMany({
		data: [
			{
				subscriptionId: tx.subscriptionId,
				id: requestId,
				kind,
				userId: actor.userId,
				bySupport: actor.bySupport ?? false,
				engagementId,
				input: input as Prisma.InputJsonValue,
				at: tx.at,
			},
		],
		skipDuplicates: true,
	});
	if (count === 0) {
		const first = await tx.db.command.findFirst({ where: { id: requestId } });
		const isSame =
			first?.kind === kind &&
			first.userId === actor.userId &&
			first.engagementId === engagementId &&
			isDeepStrictEqual(first.input, JSON.parse(JSON.stringify(input)));
		if (!isSame) throw new Refusal('conflict', 'request-reused');
		return first.result as unknown as T;
	}
	const result = JSON.parse(JSON.stringify(await work())) as T;
	await tx.db.command.updateMany({
		where: { id: requestId },
		data: { result: result as unknown as Prisma.InputJsonValue },
	});
	if (actor.bySupport) await audit(tx, actor, request);
	return result;
}

async function audit(tx: Transaction, actor: Actor, request: CommandRequest): Promise<void> {
	const { requestId: commandId, kind: act, engagementId, companyId } = request;
	const run = engagementId
		? await tx.db.engagement.findFirst({
				where: { id: engagementId },
				select: { companyId: true, contactId: true },
			})
		: null;
	await recordEvent(tx, {
		kind: 'support-acted',
		engagementId: engagementId ?? null,
		companyId: run?.companyId ?? companyId ?? null,
		contactId: run?.contactId ?? null,
		actor,
		data: { act, commandId, ...(actor.motive ? { motive: actor.motive } : {}) },
	});
}
