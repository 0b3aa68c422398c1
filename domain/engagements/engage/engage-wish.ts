import { dayOf, startOfDay } from '#domain/pace/calendar.ts';

/** Whom to engage in what, as the dialog asks it (docs/processes.md#engagement, 5.6-18). */
export interface EngageWish {
	readonly contactId: string;
	readonly sequenceId: string;
	/** Local day of the contact, such as `2027-05-18`; without one, or with today's, it begins at once. */
	readonly startOn?: string | undefined;
	/** One's own mailbox, where one has several. */
	readonly mailboxId?: string | undefined;
}

/** When a run that is wished for begins: now, or with the first instant of its day; its window shifts it further. */
export function startOf(startOn: string | undefined, zone: string, at: Date): Date {
	return startOn === undefined || startOn <= dayOf(at, zone) ? at : startOfDay(startOn, zone);
}
