import { nameOf } from '#domain/values/person-name.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';

/** *Configurateur SMTP* of one subscription as support sees it (E-16). */
export interface RelaySwitchLine {
	readonly id: string;
	readonly name: string;
	readonly isOn: boolean;
	/** Relays that are there, whether it is on or off. */
	readonly relays: number;
	/** Newest first: who switched it, and when; `by` null: it was on before there was a switch. */
	readonly switched: readonly { readonly to: 'on' | 'off'; readonly by: string | null; readonly at: Date }[];
}

/** How many times of a subscription are shown. */
const SWITCHED_SHOWN = 6;

/** Every subscription by name. Call it through `asSupport`. */
export async function listRelaySwitches({ db }: InstallationTransaction): Promise<RelaySwitchLine[]> {
	const subscriptions = await db.subscription.findMany({
		orderBy: [{ name: 'asc' }, { id: 'asc' }],
		select: { id: true, name: true },
	});
	const activations = await db.relayActivation.findMany({ orderBy: { onAt: 'desc' } });
	const relays = await db.sender.groupBy({
		by: ['subscriptionId'],
		where: { kind: 'relay', deletedAt: null },
		_count: true,
	});
	const names = new Map((await db.supportUser.findMany()).map((person) => [person.id, nameOf(person)]));
	const known = (id: string | null) => (id && names.get(id)) || null;
	return subscriptions.map(({ id, name }) => {
		const own = activations.filter(({ subscriptionId }) => subscriptionId === id);
		return {
			...{ id, name },
			isOn: own.some(({ offAt }) => offAt === null),
			relays: relays.find(({ subscriptionId }) => subscriptionId === id)?._count ?? 0,
			switched: own
				.flatMap(({ onById, onAt, offById, offAt }) => [
					...(offAt ? [{ to: 'off' as const, by: known(offById), at: offAt }] : []),
					{ to: 'on' as const, by: known(onById), at: onAt },
				])
				.slice(0, SWITCHED_SHOWN),
		};
	});
}
