/** What of an event tells whether it can be taken back. */
export interface UndoableFacts {
	readonly kind: string;
	readonly companyId: string | null;
	readonly noteId: string | null;
	readonly engagementId: string | null;
	readonly actorId: string | null;
	readonly causeId: string | null;
	readonly data: unknown;
	readonly previous: unknown;
	readonly undoneAt: Date | null;
}

const CHANGES = ['relance-created', 'relance-advanced', 'relance-changed', 'relance-deleted', 'tag-changed'];

/**
 * True for what can be taken back (5.4-9), and nobody has taken back: a change of which is kept what stood before, a note
 * and an engagement that an automation made, a list that she left by one.
 */
export function isUndoable(event: UndoableFacts): boolean {
	if (event.undoneAt || !event.companyId) return false;
	if (event.kind === 'note-written') return event.actorId === null && event.noteId !== null;
	if (event.kind === 'engaged') return event.causeId !== null && event.engagementId !== null;
	if (event.kind === 'newsletter-unsubscribed') return isByAutomation(event);
	return event.previous !== null && CHANGES.includes(event.kind);
}

/** What somebody did herself, or a colleague, is nobody's to undo here: subscribing asks its own questions (D-42). */
function isByAutomation({ causeId, data }: UndoableFacts): boolean {
	return causeId !== null && (data as { cause?: unknown } | null)?.cause === 'automation';
}
