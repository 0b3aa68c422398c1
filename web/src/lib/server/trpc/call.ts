import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { getServices } from '../services.ts';
import { describeFailure } from './failures.ts';
import { createCaller } from './router.ts';

/** Every procedure, called as the person behind `event`: what a page's load reads, before any script. */
export function callerFor(event: Pick<RequestEvent, 'locals'>): ReturnType<typeof createCaller> {
	const { viewer, language } = event.locals;
	return createCaller({ services: getServices(), viewer, language });
}

type Caller = ReturnType<typeof createCaller>;

/**
 * Reads what a page shows. A refusal becomes the error page with its own sentence and status; a session that has
 * ended leads to the sign-in page and back.
 */
export async function loadWith<T>(
	event: Pick<RequestEvent, 'locals' | 'url'>,
	read: (api: Caller) => Promise<T>,
): Promise<T> {
	try {
		return await read(callerFor(event));
	} catch (thrown) {
		if (!(thrown instanceof TRPCError)) throw thrown;
		if (thrown.code === 'UNAUTHORIZED') {
			redirect(303, `/sign-in?to=${encodeURIComponent(event.url.pathname + event.url.search)}`);
		}
		if (thrown.code === 'INTERNAL_SERVER_ERROR') throw thrown.cause ?? thrown;
		const { message, refusal } = describeFailure(thrown, event.locals.language);
		error(getHTTPStatusCodeFromError(thrown), { message, code: refusal });
	}
}
