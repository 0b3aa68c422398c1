/** What is done to a relance from a list: at once, with *Annuler*. */
import type { PriorityWord } from '#texts/priorities-and-tags.ts';
import { calendarDate, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { act, done } from '#lib/app/acts.ts';
import { api } from '#lib/app/trpc/client.ts';

/** What the page shows of a relance. */
export interface ShownRelance {
	readonly companyId: string;
	readonly dueOn: Date;
	readonly priority: PriorityWord;
}

/** Changes date or priority in place, of the relance as it was shown. */
export async function changeRelance(
	{ companyId, dueOn, priority }: ShownRelance,
	changes: { dueOn?: string; priority?: PriorityWord },
	reader: Reader,
): Promise<void> {
	const base = { dueOn: dueOn.toISOString().slice(0, 10), priority };
	const answer = await act(() => api.relances.changeRelance.mutate({ companyId, base, ...changes }));
	const eventId = answer?.eventId;
	if (!eventId) return;
	const said = changes.dueOn
		? m.relance_moved({ day: calendarDate(changes.dueOn, reader, 'long') })
		: m.relance_changed();
	done(said, () => api.timeline.undoEvent.mutate({ eventId }));
}

/** Deletes a relance and says what went with it. */
export async function deleteRelance(companyId: string): Promise<void> {
	const answer = await act(() => api.relances.deleteRelance.mutate({ companyId }));
	if (!answer) return;
	const { eventId } = answer;
	done(m.relance_deleted(), () => api.timeline.undoEvent.mutate({ eventId }), m.relance_deleted_help());
}

/** *Suivi par +*, or one less. */
export async function followRelance(companyId: string, userId: string, follows: boolean): Promise<void> {
	await act(() => api.relances.followRelance.mutate({ companyId, userId, follows }));
}
