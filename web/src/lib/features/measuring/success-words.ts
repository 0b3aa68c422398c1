import type { SuccessBy } from '#domain/tracking/choices/success-by.ts';
import { m } from '#texts/generated/messages.js';

/** What ends a run well, where that is more, or less, than its sequence’s reader would take for granted. */
export function successWords({ clicks, opens }: SuccessBy): string | null {
	if (clicks === 'no' && opens === 'no') return null;
	const unmeasured = [
		clicks === 'unmeasured' ? m.measuring_clicks_unmeasured() : [],
		opens === 'unmeasured' ? m.measuring_opens_unmeasured() : [],
	].flat();
	return [what(clicks === 'counts', opens === 'counts'), ...unmeasured].join(' ');
}

function what(clicks: boolean, opens: boolean): string {
	if (clicks && opens) return m.measuring_success_both();
	if (clicks) return m.measuring_success_click();
	return opens ? m.measuring_success_open() : m.measuring_success_reply();
}
