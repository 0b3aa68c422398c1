import type { NoteCause } from '#domain/notes/show/read-note-causes.ts';
import { m } from '#texts/generated/messages.js';

/** What a note says: what was written, and for an automatic one its cause in front of it (5.6-17). */
export function noteWords(note: { text: string; cause: NoteCause | null }): string {
	if (!note.cause) return note.text;
	const cause = causeWords(note.cause);
	return note.text ? `${cause} ${note.text}` : cause;
}

function causeWords({ kind, reason, contactName, sequenceTitle }: NoteCause): string {
	const words = { contact: contactName ?? '–', sequence: sequenceTitle ?? '–' };
	if (kind === 'engagement-succeeded' && reason === 'ended-reply') return m.note_cause_reply(words);
	if (kind === 'engagement-succeeded') return m.note_cause_success(words);
	if (kind === 'engagement-failed') return m.note_cause_failure(words);
	if (kind === 'engagement-stopped') return m.note_cause_stopped(words);
	return m.note_cause_other(words);
}
