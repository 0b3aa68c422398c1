import { rowChanges } from '#lib/app/live/dependencies.ts';
import { issueCrumbs } from '#lib/features/newsletters/results/issue-crumbs.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { issueId } = event.params;
	event.depends(rowChanges('issue', issueId));
	return loadWith(event, async (api) => {
		const results = await api.newsletters.readIssueResults({ issueId });
		return { results, crumbs: issueCrumbs(results, event.locals) };
	});
};
