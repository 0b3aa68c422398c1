import { error } from '@sveltejs/kit';
import { m } from '#texts/generated/messages.js';
import { isRunKind } from '#workflows/contracts/run-ref.ts';
import { runTitle } from '#lib/features/runs/run-kinds.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { kind, id } = event.params;
	if (!isRunKind(kind)) error(404);
	return loadWith(event, async (api) => {
		const page = await api.support.readRun({ kind, id });
		const counts = await api.support.countRuns();
		const variant = page.kind === 'engagement' ? null : page.run.variant;
		const title = runTitle(kind, id, variant);
		return {
			page,
			title,
			sameReason: counts.reasons.find(({ reason }) => reason === page.run.reason)?.count ?? 0,
			crumbs: [{ label: m.nav_runs(), href: '/runs' }, { label: title }],
		};
	});
};
