import { reasonFacts } from '#domain/engagements/show/reason-facts.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { runSelection, type RunRow } from '#domain/engagements/show/run-row.ts';
import { shownReason } from '#domain/engagements/show/shown-reason.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';
import type { EngagementState, Prisma } from '#prisma/generated/client/client.ts';
import type { ReasonFacts } from '#texts/reasons.ts';
import { maskAddress } from '#domain/values/mask-address.ts';

/** A run as support sees it: states, reasons, ids and dates; addresses masked, nobody’s words (5.6-25). */
export interface EngagementRun {
	id: string;
	subscription: { id: string; name: string };
	state: EngagementState;
	reason: string;
	facts: ReasonFacts;
	position: number;
	stepCount: number;
	nextAt: Date | null;
	sequence: { id: string; title: string };
	responsible: { id: string; name: string };
	/** `errorCode`: a fault of mail/connection, while it is not synchronised. */
	mailbox: { id: string; address: string; state: string; errorCode: string | null };
	contactId: string;
	companyId: string;
	engagedAt: Date;
	nextLookAt: Date | null;
	lastLookAt: Date | null;
	endedAt: Date | null;
}

const selection = {
	...runSelection,
	subscriptionId: true,
	contact: { select: { id: true } },
	company: { select: { id: true } },
	mailbox: { select: { ...runSelection.mailbox.select, state: true, errorCode: true } },
} as const satisfies Prisma.EngagementSelect;

/** Runs in the order of `ids`, across subscriptions. */
export async function readEngagementRuns(
	tx: InstallationTransaction,
	ids: readonly string[],
): Promise<EngagementRun[]> {
	const found = await tx.db.engagement.findMany({ where: { id: { in: [...ids] } }, select: selection });
	const subscriptions = await tx.db.subscription.findMany({
		where: { id: { in: found.map(({ subscriptionId }) => subscriptionId) } },
		select: { id: true, name: true },
	});
	const rows = found.map((row) => ({ ...row, ...anonymous(row) }));
	const facts = await reasonFacts(tx, rows satisfies RunRow[], { withTexts: false });
	const byId = new Map(
		rows.map((row): [string, EngagementRun] => [
			row.id,
			{
				id: row.id,
				subscription: subscriptions.find(({ id }) => id === row.subscriptionId)!,
				...shownReason(row, tx.at),
				facts: {
					...facts.get(row.id)!,
					contact: row.contact.lastName,
					company: null,
					address: null,
					quote: null,
				},
				position: row.position,
				stepCount: row.stepCount,
				nextAt: row.endedAt
					? null
					: row.state === 'closing'
						? row.closingEndsAt
						: (row.reasonUntil ?? row.plannedAt),
				sequence: { id: row.sequence.id, title: row.sequence.title },
				responsible: { id: row.responsible.id, name: nameOf(row.responsible) },
				mailbox: {
					id: row.mailbox.id,
					address: row.mailbox.address,
					state: row.mailbox.state,
					errorCode: row.mailbox.errorCode,
				},
				contactId: row.contact.id,
				companyId: row.company.id,
				engagedAt: row.engagedAt,
				nextLookAt: row.nextLookAt,
				lastLookAt: row.lastLookAt,
				endedAt: row.endedAt,
			},
		]),
	);
	return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Stands in for names and addresses: the beginning of the id, which the subscription sees too. */
function anonymous(row: { contact: { id: string }; company: { id: string }; mailbox: { address: string } }) {
	return {
		contact: {
			id: row.contact.id,
			firstName: null,
			lastName: numbered(row.contact.id),
			addresses: [],
		},
		company: { id: row.company.id, name: numbered(row.company.id) },
		mailbox: {
			...(row.mailbox as RunRow['mailbox'] & { state: string; errorCode: string | null }),
			address: maskAddress(row.mailbox.address),
		},
	};
}

/** The sign and its number stay on one line. */
function numbered(id: string): string {
	return `n°\u00A0${id.slice(0, 8)}`;
}
