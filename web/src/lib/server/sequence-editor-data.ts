import type { callerFor } from './trpc/call.ts';

/** Contacts that the preview turns through; more would not be looked at. */
const PREVIEWED = 24;

/** What the editor of a sequence needs around the sequence itself. */
export async function readEditorData(api: ReturnType<typeof callerFor>) {
	const [routines, team, sequences, contacts, { language }, { settings }] = await Promise.all([
		api.routines.listRoutines(),
		api.team.listTeam(),
		api.sequences.listSequences(),
		api.contacts.listContacts({ address: 'usable', limit: PREVIEWED }),
		api.settings.readSettings(),
		api.measuring.readMeasuring(),
	]);
	return {
		routines,
		team,
		language,
		measuresOpens: settings.measuresOpens,
		sequences: sequences.map(({ id, title, isActive }) => ({ id, title, isActive })),
		contacts: contacts.rows.map(({ id, name, address }) => ({ id, name, address })),
	};
}
