import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const engagementId = event.params.id;
	return loadWith(event, async (api) => {
		const run = await api.support.readRun({ engagementId });
		const counts = await api.support.countRuns();
		return {
			run,
			sameReason: counts.reasons.find(({ reason }) => reason === run.reason)?.count ?? 0,
			crumbs: [{ label: m.nav_runs(), href: '/runs' }, { label: m.run_title({ id: run.id.slice(0, 13) }) }],
		};
	});
};
