import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import { commonMails } from '#domain/privacy/open-mails.ts';
import { withheldKind } from '#domain/privacy/withheld-kind.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';

/** One line of who did what: kinds, ids and codes. */
export interface AuditLine {
	id: string;
	at: Date;
	kind: string;
	data: unknown;
	actor: string | null;
	bySupport: boolean;
}

const LINES = 100;
const EVENT_FIELDS = { engagement_id: 'engagementId', mailbox_id: 'mailboxId', send_id: 'sendId' } as const;

/** The lines of a run, newest first; none where its kind leaves none. Of private mails they say that one came (5.7-9). */
export async function readAudit(
	tx: InstallationTransaction,
	{ subscriptionId, kind, id }: { subscriptionId: string; kind: RunKind; id: string },
): Promise<AuditLine[]> {
	const { events: column } = RUN_REGISTRY[kind];
	if (!column) return [];
	const events = await tx.db.event.findMany({
		where: { subscriptionId, [EVENT_FIELDS[column]]: id },
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		take: LINES,
		select: { id: true, at: true, kind: true, data: true, messageId: true, actorId: true, bySupport: true },
	});
	const actors = { in: events.flatMap(({ actorId }) => actorId ?? []) };
	const person = { id: true, firstName: true, lastName: true } as const;
	const users = await tx.db.user.findMany({ where: { subscriptionId, id: actors }, select: person });
	const staff = await tx.db.supportUser.findMany({ where: { id: actors }, select: person });
	const names = new Map([...users, ...staff].map((one) => [one.id, nameOf(one)]));
	const mails = events.flatMap(({ kind, messageId }) => (withheldKind(kind) ? (messageId ?? []) : []));
	const common = await commonMails(tx, mails);
	return events.map(({ actorId, messageId, ...event }) => ({
		...event,
		...(messageId && !common.has(messageId) ? withheld(event) : {}),
		actor: actorId && (names.get(actorId) ?? '–'),
	}));
}

function withheld({ kind }: { readonly kind: string }): Pick<AuditLine, 'kind' | 'data'> | undefined {
	const told = withheldKind(kind);
	return told && { kind: told, data: {} };
}

/** One attempt to send, as the machines recorded it. */
export interface RunAttempt {
	fence: number;
	startedAt: Date;
	armedAt: Date | null;
	endedAt: Date | null;
	outcome: string | null;
	code: string | null;
	status: string | null;
	milliseconds: number | null;
}

/** What support reads of an attempt. */
export const ATTEMPT_SELECTION = {
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
} as const;
