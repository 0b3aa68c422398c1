import { rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { issueId } = event.params;
	event.depends(rowChanges('issue', issueId));
	return loadWith(event, async (api) => {
		const issue = await api.issues.readIssue({ issueId });
		const { id, title } = issue.newsletter;
		return { issue, crumbs: [{ label: title, href: `/newsletters/${id}` }, { label: issue.subject }] };
	});
};
