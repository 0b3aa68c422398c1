import { subscriberFiltersSchema } from '#domain/newsletters/subscribers/subscriber-filters.ts';
import type { callerFor } from './trpc/call.ts';

type Api = ReturnType<typeof callerFor>;

/** Contacts that the preview of a letter turns through; any other is searched for. */
const PREVIEWED = 24;

/** What the editor of a newsletter needs around the newsletter itself: its preview is filled for its subscribers, where it has some. */
export async function readNewsletterEditorData(api: Api, newsletterId?: string) {
	const [routines, team, sequences, contacts] = await Promise.all([
		api.routines.listRoutines(),
		api.team.listTeam(),
		api.sequences.listSequences(),
		previewedContacts(api, newsletterId),
	]);
	return {
		routines,
		team: team.filter(({ deactivatedAt }) => !deactivatedAt),
		contacts,
		sequences: sequences.map(({ id, title, isActive }) => ({ id, title, isActive })),
	};
}

async function previewedContacts(api: Api, newsletterId: string | undefined) {
	const filters = { status: 'subscribed' as const, limit: PREVIEWED };
	const list = newsletterId ? await api.newsletters.listSubscribers({ newsletterId, filters }) : null;
	const areSubscribers = list !== null && list.rows.length > 0;
	const rows = areSubscribers
		? list.rows
		: (await api.contacts.listContacts({ address: 'usable', limit: PREVIEWED })).rows;
	return { areSubscribers, people: rows.map(({ id, name, address }) => ({ id, name, address })) };
}

/** The step *Inscrits*: the filter of the address, its first page, and who may send. */
export async function readSubscribersStep(api: Api, newsletterId: string, { searchParams }: URL) {
	const asked = Object.fromEntries(
		['search', 'status', 'senderId', 'companyId', 'routineId'].flatMap((name) => {
			const value = searchParams.get(name);
			return value ? [[name, value]] : [];
		}),
	);
	const tag = searchParams.get('tag');
	const parsed = subscriberFiltersSchema.safeParse({ ...asked, ...(tag && { tags: [tag] }) });
	const { cursor: _, limit: __, ...filter } = parsed.data ?? subscriberFiltersSchema.parse({});
	const [page, senders] = await Promise.all([
		api.newsletters.listSubscribers({ newsletterId, filters: filter }),
		api.newsletters.listSenders({ newsletterId }),
	]);
	return { filter, page, senders };
}
