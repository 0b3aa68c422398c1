/**
 * Loads of pages wait for the connection and the session: SvelteKit answers a load that failed with a native navigation,
 * which puts the browser's error page where the app and what was typed in it were. It fetches through `window.fetch` so
 * that it can be replaced (kit, runtime/client/client.js, `load_data`).
 */
import { navigating } from '$app/state';
import { connection } from './connection.svelte.ts';
import { endedSession } from './ended-session.svelte.ts';
import { answerOrSilence } from './answer-or-silence.ts';
import { maySpeakForNobody } from './gateway-silence.ts';

/** Puts the waiting around what is fetched for pages; call it once, before any page is left. */
export function letLoadsWait(): void {
	const fetchNow = window.fetch;
	window.fetch = (input, init) =>
		isLoad(input) ? fetchWhenThere(() => fetchNow(input, init)) : fetchNow(input, init);
}

function isLoad(input: RequestInfo | URL): boolean {
	const { origin, pathname } = new URL(input instanceof Request ? input.url : input, location.href);
	return origin === location.origin && pathname.endsWith('/__data.json');
}

async function fetchWhenThere(load: () => Promise<Response>): Promise<Response> {
	for (;;) {
		const answer = await answerOrSilence(load, connection);
		if (answer === undefined) await connection.untilAnswered();
		else if (answer.status === 401) await untilLetIn();
		else if (!maySpeakForNobody(answer.status) || (await connection.answers())) return answer;
		else await connection.untilAnswered();
	}
}

/** A page that somebody wants to open asks for the password; a page that only brings itself up to date waits. */
async function untilLetIn(): Promise<void> {
	if (!endedSession.hasAsker) {
		location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
	}
	if (navigating.to && (await endedSession.ask())) return;
	await endedSession.untilRenewed();
}
