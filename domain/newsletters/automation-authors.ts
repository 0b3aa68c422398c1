import {
	parseKeptAutomations,
	type KeptNewsletterAutomation,
	type NewsletterAutomation,
} from '#domain/automations/automation.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A saved automation, and in whose name it acts. */
export interface AutomationOfAuthor {
	readonly automation: NewsletterAutomation;
	readonly author: { readonly id: string; readonly name: string };
}

/** Those of both ends of a newsletter, in their order. */
export interface AutomationsOfAuthors {
	readonly onSuccess: readonly AutomationOfAuthor[];
	readonly onFailure: readonly AutomationOfAuthor[];
}

/** In whose name each automation of a newsletter acts: of whoever configured it; the owner stands for one of a release before. */
export async function automationAuthors(
	tx: Transaction,
	of: { readonly ownerId: string; readonly onSuccess: unknown; readonly onFailure: unknown },
): Promise<AutomationsOfAuthors> {
	const kept = {
		onSuccess: parseKeptAutomations(of.onSuccess),
		onFailure: parseKeptAutomations(of.onFailure),
	};
	const authorOf = ({ configuredById }: KeptNewsletterAutomation) => configuredById ?? of.ownerId;
	const ids = new Set([...kept.onSuccess, ...kept.onFailure].map(authorOf));
	if (ids.size === 0) return { onSuccess: [], onFailure: [] };
	const users = await tx.db.user.findMany({
		where: { id: { in: [...ids] } },
		select: { id: true, firstName: true, lastName: true },
	});
	const names = new Map(users.map((user) => [user.id, nameOf(user)]));
	const told = (one: KeptNewsletterAutomation): AutomationOfAuthor => {
		const { configuredById: _, ...automation } = one;
		const id = authorOf(one);
		return { automation, author: { id, name: names.get(id) ?? '' } };
	};
	return { onSuccess: kept.onSuccess.map(told), onFailure: kept.onFailure.map(told) };
}
