import { m } from '#texts/generated/messages.js';
import { kindChanges, rowChanges } from '#lib/app/live/dependencies.ts';
import { loadWith } from '#lib/server/trpc/call.ts';
import type { PageServerLoad } from './$types';

const GROUPS = ['all', 'notes', 'mail', 'visits'] as const;

export const load: PageServerLoad = async (event) => {
	const companyId = event.params.id;
	event.depends(
		rowChanges('company', companyId),
		rowChanges('relance', companyId),
		kindChanges('engagement'),
	);
	const group = GROUPS.find((one) => one === event.url.searchParams.get('timeline')) ?? 'all';
	return loadWith(event, async (api) => {
		const [company, timeline, expected, team, mails, doubts] = await Promise.all([
			api.companies.readCompany({ companyId }),
			api.timeline.listTimeline({ companyId, group }),
			api.timeline.listExpectedSteps({ companyId }),
			api.team.listTeam(),
			api.conversations.listMails({ companyId, limit: 60 }),
			api.conversations.listDoubts({ companyId }),
		]);
		return {
			company,
			timeline,
			expected,
			team,
			mails: mails.rows,
			doubts,
			group,
			crumbs: [{ label: m.nav_companies(), href: '/companies' }, { label: company.name }],
		};
	});
};
