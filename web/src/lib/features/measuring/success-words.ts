import type { SuccessBy } from '#domain/tracking/choices/success-by.ts';
import { m } from '#texts/generated/messages.js';

/** What ends a run well, where that is more, or less, than its sequence’s reader would take for granted. */
export function successWords(successBy: SuccessBy): string | null {
	if (successBy === 'reply-or-click') return m.measuring_success_click();
	return successBy === 'reply-only' ? m.measuring_success_reply_only() : null;
}
