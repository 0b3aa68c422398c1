import type { HaltScope } from '#domain/gates/held-sends.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';

/** A halt as support sees it. */
export interface SupportHalt {
	id: string;
	scope: HaltScope;
	subscription: { id: string; name: string } | null;
	/** The sequence's title, the masked mailbox, the recipients' domain; null where the scope says it all. */
	subject: string | null;
	reason: string;
	setBy: string;
	setAt: Date;
	liftedBy: string | null;
	liftedAt: Date | null;
}

const LIFTED_SHOWN = 20;

/** The halts that stand, and those lifted last. Call it through `asSupport`. */
export async function listHalts(tx: InstallationTransaction): Promise<SupportHalt[]> {
	const standing = { liftedAt: null } as const;
	const lifted = { liftedAt: { not: null } } as const;
	const newestLifted = { orderBy: { liftedAt: 'desc' }, take: LIFTED_SHOWN } as const;
	const inside = [
		...(await tx.db.halt.findMany({ where: standing })),
		...(await tx.db.halt.findMany({ where: lifted, ...newestLifted })),
	];
	const whole = [
		...(await tx.db.installationHalt.findMany({ where: standing })),
		...(await tx.db.installationHalt.findMany({ where: lifted, ...newestLifted })),
	].map((halt) => ({
		...halt,
		scope: 'installation',
		subscriptionId: null,
		subjectId: null,
		domain: null,
	}));
	const all = [...whole, ...inside];
	const names = await readNames(tx, all);
	const rows = all.map(
		({ subjectId, domain, subscriptionId, setById, liftedById, ...halt }): SupportHalt => ({
			id: halt.id,
			scope: halt.scope as HaltScope,
			reason: halt.reason,
			setAt: halt.setAt,
			liftedAt: halt.liftedAt,
			subscription: subscriptionId ? { id: subscriptionId, name: names.get(subscriptionId) ?? '–' } : null,
			subject: domain ?? (subjectId && (names.get(subjectId) ?? '–')),
			setBy: names.get(setById) ?? '–',
			liftedBy: liftedById && (names.get(liftedById) ?? '–'),
		}),
	);
	const standsFirst = (halt: SupportHalt) => (halt.liftedAt ? 1 : 0);
	return rows.sort(
		(one, other) => standsFirst(one) - standsFirst(other) || other.setAt.getTime() - one.setAt.getTime(),
	);
}

async function readNames(
	{ db }: InstallationTransaction,
	halts: readonly {
		subscriptionId: string | null;
		subjectId: string | null;
		setById: string;
		liftedById: string | null;
	}[],
): Promise<Map<string, string>> {
	const among = (ids: (string | null)[]) => ({ id: { in: ids.filter((id) => id !== null) } });
	const subjects = among(halts.map(({ subjectId }) => subjectId));
	const subscriptions = await db.subscription.findMany({
		where: among(halts.map(({ subscriptionId }) => subscriptionId)),
		select: { id: true, name: true },
	});
	const sequences = await db.sequence.findMany({ where: subjects, select: { id: true, title: true } });
	const mailboxes = await db.mailbox.findMany({ where: subjects, select: { id: true, address: true } });
	const staff = await db.supportUser.findMany({
		where: among(halts.flatMap(({ setById, liftedById }) => [setById, liftedById])),
		select: { id: true, firstName: true, lastName: true },
	});
	return new Map([
		...subscriptions.map(({ id, name }): [string, string] => [id, name]),
		...sequences.map(({ id, title }): [string, string] => [id, title]),
		...mailboxes.map(({ id, address }): [string, string] => [id, maskAddress(address)]),
		...staff.map((person): [string, string] => [person.id, nameOf(person)]),
	]);
}
