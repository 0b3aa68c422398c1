import { reasonFacts } from '#domain/engagements/show/reason-facts.ts';
import { runSelection, type RunRow } from '#domain/engagements/show/run-row.ts';
import { runStand, type RunStand } from '#domain/engagements/show/run-stand.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import type { ReasonFacts } from '#texts/reason-words.ts';
import { maskAddress } from '#domain/values/mask-address.ts';

/** A run as support sees it: states, reasons, ids and dates; addresses masked, nobody’s words (5.6-25). */
export interface EngagementRun extends RunStand {
	subscription: { id: string; name: string };
	/** `errorCode`: a fault of mail/connection, while it is not synchronised. */
	mailbox: { id: string; address: string; state: string; errorCode: string | null };
	contactId: string;
	companyId: string;
	startAt: Date;
	nextLookAt: Date | null;
	lastLookAt: Date | null;
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
				...runStand(row, withoutNames(facts.get(row.id)!, row), tx.at),
				subscription: subscriptions.find(({ id }) => id === row.subscriptionId)!,
				mailbox: {
					id: row.mailbox.id,
					address: row.mailbox.address,
					state: row.mailbox.state,
					errorCode: row.mailbox.errorCode,
				},
				contactId: row.contact.id,
				companyId: row.company.id,
				startAt: row.startAt,
				nextLookAt: row.nextLookAt,
				lastLookAt: row.lastLookAt,
			},
		]),
	);
	return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Nobody’s name, address or words: the contact is the number that stands in for the name. */
function withoutNames(facts: ReasonFacts, row: { contact: { lastName: string } }): ReasonFacts {
	return { ...facts, contact: row.contact.lastName, company: null, address: null, quote: null };
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
