import type { InstallationTransaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { SendState } from '#prisma/generated/client/client.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { storedGates, type StoredGate } from '#domain/gates/stored-gates.ts';
import { readSupportRuns, type SupportRun } from './support-run.ts';

/** The run page of support: the run, why, what was tried, what is related, who did what. */
export interface SupportRunPage extends SupportRun {
	looks: {
		id: string;
		at: Date;
		position: number;
		reason: string;
		until: Date | null;
		gates: StoredGate[];
	}[];
	sends: {
		id: string;
		position: number | null;
		occurrence: number | null;
		state: SendState;
		/** Masked. */
		recipient: string | null;
		sentAt: Date | null;
		status: string | null;
		settledBy: string | null;
		evidence: string | null;
		refusals: number;
		attempts: {
			fence: number;
			startedAt: Date;
			armedAt: Date | null;
			endedAt: Date | null;
			outcome: string | null;
			code: string | null;
			status: string | null;
			milliseconds: number | null;
		}[];
	}[];
	/** Other live runs of the same mailbox, then of the same contact. */
	related: SupportRun[];
	/** Who did what, newest first: kinds, ids and codes. */
	audit: { id: string; at: Date; kind: string; data: unknown; actor: string | null; bySupport: boolean }[];
	/** Until when a user of the subscription lets support read its texts (wall clock). */
	textsUntil: Date | null;
}

const LOOKS = 20;
const LINES = 100;

/**
 * One run, whole, of any subscription. Call it through `asSupport`.
 *
 * @param now wall clock.
 * @throws {Refusal} missing.
 */
export async function readRun(tx: InstallationTransaction, id: string, now: Date): Promise<SupportRunPage> {
	const [run] = await readSupportRuns(tx, [id]);
	if (!run) throw new Refusal('not-found', 'missing');
	const subscriptionId = run.subscription.id;
	const own = { subscriptionId, engagementId: id };
	const looks = await tx.db.engagementLook.findMany({
		where: own,
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		take: LOOKS,
		select: { id: true, at: true, position: true, reason: true, until: true, gates: true },
	});
	const sends = await tx.db.send.findMany({
		where: own,
		orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
		select: {
			id: true,
			position: true,
			occurrence: true,
			state: true,
			recipient: true,
			sentAt: true,
			status: true,
			settledBy: true,
			evidence: true,
			refusals: true,
			attempts: {
				orderBy: { fence: 'asc' },
				select: {
					fence: true,
					startedAt: true,
					armedAt: true,
					endedAt: true,
					outcome: true,
					code: true,
					status: true,
					milliseconds: true,
				},
			},
		},
	});
	const related = await tx.db.engagement.findMany({
		where: {
			subscriptionId,
			endedAt: null,
			id: { not: id },
			OR: [{ mailboxId: run.mailbox.id }, { contactId: run.contactId }],
		},
		orderBy: [{ reasonSince: 'desc' }, { id: 'asc' }],
		take: 10,
		select: { id: true },
	});
	const events = await tx.db.event.findMany({
		where: own,
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		take: LINES,
		select: { id: true, at: true, kind: true, data: true, actorId: true, bySupport: true },
	});
	const grant = await tx.db.supportGrant.findFirst({
		where: { subscriptionId, expiresAt: { gt: now } },
		orderBy: { expiresAt: 'desc' },
		select: { expiresAt: true },
	});
	const names = await namesOf(
		tx,
		subscriptionId,
		events.flatMap(({ actorId }) => actorId ?? []),
	);
	return {
		...run,
		looks: looks.map((look) => ({ ...look, gates: storedGates(look.gates) })),
		sends: sends.map((send) => ({ ...send, recipient: send.recipient && maskAddress(send.recipient) })),
		related: await readSupportRuns(
			tx,
			related.map((other) => other.id),
		),
		audit: events.map(({ actorId, ...event }) => ({
			...event,
			actor: actorId && (names.get(actorId) ?? '–'),
		})),
		textsUntil: grant?.expiresAt ?? null,
	};
}

async function namesOf(
	tx: InstallationTransaction,
	subscriptionId: string,
	ids: readonly string[],
): Promise<Map<string, string>> {
	const person = { id: true, firstName: true, lastName: true } as const;
	const users = await tx.db.user.findMany({
		where: { subscriptionId, id: { in: [...ids] } },
		select: person,
	});
	const staff = await tx.db.supportUser.findMany({ where: { id: { in: [...ids] } }, select: person });
	return new Map([...users, ...staff].map((one) => [one.id, nameOf(one)]));
}
