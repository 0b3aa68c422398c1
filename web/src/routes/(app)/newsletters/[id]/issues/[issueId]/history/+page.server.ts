import { rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { issueId } = event.params;
	event.depends(rowChanges('issue', issueId));
	return loadWith(event, async (api) => {
		const [issue, history] = await Promise.all([
			api.issues.readIssue({ issueId }),
			api.issues.readIssueHistory({ issueId }),
		]);
		const { id, title } = issue.newsletter;
		return {
			...{ issue, history },
			crumbs: [{ label: title, href: `/newsletters/${id}` }, { label: issue.subject }],
		};
	});
};
