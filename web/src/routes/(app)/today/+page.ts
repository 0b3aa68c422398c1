import { loadDoubtCard } from '#lib/features/doubts/load-doubt-card.ts';
import type { PageLoad } from './$types';

/** What most days do without is loaded where something asks for it. */
export const load: PageLoad = async ({ data }) => {
	const { today, choices, lateBatch } = data;
	const [DoubtCard, OpenObjectionCard, EngagementActs, LateBatchCard] = await Promise.all([
		loadDoubtCard(today.doubts),
		today.objections.length > 0 ? import('#lib/features/contacts/OpenObjectionCard.svelte') : null,
		choices.length > 0 ? import('#lib/features/engagements/EngagementActs.svelte') : null,
		lateBatch ? import('#lib/features/engagements/LateBatchCard.svelte') : null,
	]);
	return {
		...data,
		DoubtCard,
		OpenObjectionCard: OpenObjectionCard?.default,
		EngagementActs: EngagementActs?.default,
		LateBatchCard: LateBatchCard?.default,
	};
};
