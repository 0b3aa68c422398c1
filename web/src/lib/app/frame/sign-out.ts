import { connection } from '#lib/app/connection/connection.svelte.ts';
import { forgetDraftsOf } from '#lib/app/drafts/kept-draft.ts';

/** Ends the session and what this device keeps of the person's texts; without an answer of the server both stay. */
export async function signOut(userId: string): Promise<void> {
	// A redirect that is not followed is opaque: the session is over, and the page must go by itself.
	const answer = await fetch('/sign-out', { method: 'POST', redirect: 'manual' }).catch(() => undefined);
	if (answer?.type !== 'opaqueredirect') return connection.lost();
	forgetDraftsOf(userId);
	location.assign('/sign-in');
}

/** The same for a form that also works without a script. */
export function signOutByForm(event: SubmitEvent, userId: string): void {
	event.preventDefault();
	void signOut(userId);
}
