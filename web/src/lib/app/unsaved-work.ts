import { beforeNavigate } from '$app/navigation';
import { m } from '#texts/generated/messages.js';

/**
 * Asks before a page with unsaved work is left. Call it while a component is being made.
 *
 * @param isUnsaved asked at the moment of leaving.
 */
export function askBeforeLeaving(isUnsaved: () => boolean): void {
	beforeNavigate(({ cancel, willUnload }) => {
		if (!isUnsaved()) return;
		// The browser asks in its own words where the whole page goes.
		if (willUnload || !confirm(m.unsaved_leave())) cancel();
	});
}
