import { subscriberFiltersSchema } from '#domain/newsletters/subscribers/subscriber-filters.ts';
import type { callerFor } from './trpc/call.ts';

type Api = ReturnType<typeof callerFor>;

/** What the editor of a newsletter needs around the newsletter itself. */
export async function readNewsletterEditorData(api: Api) {
	const [routines, team, sequences] = await Promise.all([
		api.routines.listRoutines(),
		api.team.listTeam(),
		api.sequences.listSequences(),
	]);
	return {
		routines,
		team: team.filter(({ deactivatedAt }) => !deactivatedAt),
		sequences: sequences.map(({ id, title, isActive }) => ({ id, title, isActive })),
	};
}

/** The step *Inscrits*: the filter of the address, its first page, and who may send. */
export async function readSubscribersStep(api: Api, newsletterId: string, { searchParams }: URL) {
	const asked = Object.fromEntries(
		['search', 'status', 'senderId', 'companyId', 'routineId'].flatMap((name) => {
			const value = searchParams.get(name);
			return value ? [[name, value]] : [];
		}),
	);
	const parsed = subscriberFiltersSchema.safeParse(asked);
	const { cursor: _, limit: __, ...filter } = parsed.data ?? subscriberFiltersSchema.parse({});
	const [page, senders] = await Promise.all([
		api.newsletters.listSubscribers({ newsletterId, filters: filter }),
		api.newsletters.listSenders({ newsletterId }),
	]);
	return { filter, page, senders };
}
