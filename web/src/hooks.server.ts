import { randomUUID } from 'node:crypto';
import { AsyncLocalStorage } from 'node:async_hooks';
import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { isLanguage, preferredLanguage, readLanguageFrom } from '#texts/language.ts';
import { refusalSentence } from '#texts/refusals.ts';
import { compressed } from '#lib/server/compress.ts';
import { isForeign } from '#lib/server/foreign-request.ts';
import { getServices, startServices } from '#lib/server/services.ts';
import { isPublicPath } from '#lib/server/public-paths.ts';
import { setSessionCookies } from '#lib/server/session-cookies.ts';
import { readViewer } from '#lib/server/viewer.ts';
import { LANGUAGE_COOKIE, THEME_COOKIE, themeOf } from '#lib/app/theme.ts';

/** Codes of the sentences for what SvelteKit itself refuses, by status. */
const FRAMEWORK_REFUSALS: Record<number, string> = { 404: 'missing', 413: 'too-large' };

/** The request that is being answered: messages read its language without being handed it; a page may set another. */
const answered = new AsyncLocalStorage<App.Locals>();

export const init: ServerInit = async () => {
	readLanguageFrom(() => answered.getStore()?.language ?? 'fr');
	await startServices();
};

export const handle: Handle = async ({ event, resolve }) => {
	const { cookies, request, locals, url } = event;
	const { publicUrl } = getServices().config;
	if (isForeign(request, [url.origin, new URL(publicUrl).origin])) {
		const language = preferredLanguage(request.headers.get('accept-language'));
		return new Response(refusalSentence('foreign-site', {}, language), {
			status: 403,
			headers: { 'content-type': 'text/plain; charset=utf-8' },
		});
	}
	locals.viewer = await readViewer(getServices(), request.headers, (renewed) =>
		setSessionCookies(cookies, renewed),
	);
	const kept = cookies.get(LANGUAGE_COOKIE);
	const ownChoice = isLanguage(kept) ? kept : preferredLanguage(request.headers.get('accept-language'));
	locals.language = locals.viewer?.language ?? ownChoice;

	if (!locals.viewer && !isPublicPath(url.pathname)) {
		// An open page asks for the password over itself; a redirect would take what is typed on it away.
		if (event.isDataRequest) return new Response(null, { status: 401 });
		redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
	}
	const theme = themeOf(cookies.get(THEME_COOKIE));
	const response = await answered.run(locals, () =>
		resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', locals.language).replace('%theme%', theme),
		}),
	);
	return compressed(request, response);
};

/** What nobody foresaw: one line in the log, and a code by which support finds it. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
	const language = event.locals.language ?? 'fr';
	// What a load refused (`error(status, …)`) has its sentence already.
	if (kind === 'app') return error;
	if (kind === 'framework' && error.status < 500) {
		return { message: refusalSentence(FRAMEWORK_REFUSALS[error.status] ?? 'input', {}, language) };
	}
	const code = randomUUID().slice(0, 8);
	getServices().logger.error({ err: error, code, route: event.route.id }, 'a page failed');
	return { message: refusalSentence('unexpected', {}, language), code };
};
