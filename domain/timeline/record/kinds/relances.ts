import type { Priority, Tag } from '#prisma/generated/client/client.ts';
import type { Nothing } from '../event-data.ts';

/** What a relance says; `dueOn` is a day, `2026-03-29`. */
export interface RelanceFacts {
	dueOn: string;
	priority: Priority;
	followerIds: string[];
	origin: 'manual' | 'automation';
}

/** A tag on a routine; null: none. */
export interface TagFacts {
	tag: Tag | null;
	isFormerCustomer: boolean;
	isManual: boolean;
}

/** Relances, tags and notes, and what automations did to them. */
export interface RelanceEvents {
	'relance-created': { data: { relance: RelanceFacts }; previous: { relance: null } };
	'relance-advanced': { data: { relance: RelanceFacts }; previous: { relance: RelanceFacts } };
	/** An automatic relance that changed nothing, kept in history only. */
	'relance-unchanged': { data: { relance: RelanceFacts; proposed: RelanceFacts } };
	'relance-changed': { data: { relance: RelanceFacts }; previous: { relance: RelanceFacts } };
	'relance-deleted': { data: Nothing; previous: { relance: RelanceFacts } };
	'tag-changed': { data: { routineId: string; tag: TagFacts | null }; previous: { tag: TagFacts | null } };
	'note-written': { data: Nothing };
	'note-changed': { data: Nothing };
	'note-deleted': { data: Nothing };
	/** An automation that could not be done: why. */
	'automation-skipped': { data: { automation: string; reason: string } };
	/** What an automation or a person had done was taken back (5.4-9). */
	undone: { data: { undoneEventId: string; restored: string[]; kept: string[] } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const RELANCE_EVENTS: Record<keyof RelanceEvents, true> = {
	'relance-created': true,
	'relance-advanced': true,
	'relance-unchanged': true,
	'relance-changed': true,
	'relance-deleted': true,
	'tag-changed': true,
	'note-written': true,
	'note-changed': true,
	'note-deleted': true,
	'automation-skipped': true,
	undone: true,
};
