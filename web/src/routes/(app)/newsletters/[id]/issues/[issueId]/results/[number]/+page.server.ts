import { error } from '@sveltejs/kit';
import { chosenNumberSchema } from '#domain/newsletters/issues/results/result-numbers.ts';
import { m } from '#texts/generated/messages.js';
import { rowChanges } from '#lib/app/live/dependencies.ts';
import { issueCrumbs } from '#lib/features/newsletters/results/issue-crumbs.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

/** The people behind a number; of hits those of a verdict (`verdict`), of clicks those on a link (`link`). */
export const load: PageServerLoad = async (event) => {
	const { issueId, number } = event.params;
	const parameters = event.url.searchParams;
	const link = parameters.get('link');
	const read = chosenNumberSchema.safeParse({
		number,
		verdict: parameters.get('verdict') ?? undefined,
		link: link === null ? undefined : Number(link),
	});
	if (!read.success) error(404, { message: m.error_missing() });
	const chosen = read.data;
	event.depends(rowChanges('issue', issueId));
	return loadWith(event, async (api) => {
		const [results, people] = await Promise.all([
			api.newsletters.readIssueResults({ issueId }),
			api.newsletters.listIssuePeople({ issueId, ...chosen }),
		]);
		return { results, chosen, people, crumbs: issueCrumbs(results, event.locals) };
	});
};
