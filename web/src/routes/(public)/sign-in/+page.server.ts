import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { fieldsOf } from '#lib/server/account-form.ts';
import { getServices } from '#lib/server/services.ts';
import { setSessionCookies } from '#lib/server/session-cookies.ts';
import { safeDestination } from '#lib/server/safe-destination.ts';
import { signIn } from '#lib/server/sign-in.ts';
import { LANGUAGE_COOKIE } from '#lib/app/theme.ts';
import { isLanguage } from '#texts/language.ts';
import { refusalSentence } from '#texts/refusals.ts';
import type { Actions, PageServerLoad } from './$types';
import { line } from '#domain/values/line.ts';

const credentials = z.object({ email: line(320).min(1), password: z.string().min(1).max(200) });

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.viewer) redirect(303, safeDestination(url.searchParams.get('to')));
	return { ended: url.searchParams.has('to') && url.searchParams.get('to') !== '/' };
};

export const actions: Actions = {
	signIn: async (event) => {
		const { request, locals, url, cookies, getClientAddress } = event;
		const form = await fieldsOf(event);
		const given = credentials.safeParse(form);
		const { email = '' } = form;
		const refuse = (code: string, status: 400 | 429, minutes?: number) =>
			fail(status, { email, message: refusalSentence(code, { minutes }, locals.language) });
		if (!given.success) return refuse('sign-in-refused', 400);

		const outcome = await signIn(getServices(), {
			...given.data,
			clientAddress: getClientAddress(),
			userAgent: request.headers.get('user-agent'),
			cookie: (name) => cookies.get(name),
		});
		if (outcome.kind === 'too-many') return refuse('too-many', 429, Math.ceil(outcome.wait / 60_000));
		if (outcome.kind === 'refused') return refuse('sign-in-refused', 400);
		setSessionCookies(cookies, outcome.cookies);
		redirect(303, safeDestination(url.searchParams.get('to')));
	},
	/** Before anybody is signed in, the language is kept on the device. */
	language: async (event) => {
		const { cookies, url } = event;
		const { language } = await fieldsOf(event);
		if (isLanguage(language)) {
			cookies.set(LANGUAGE_COOKIE, language, {
				path: '/',
				httpOnly: false,
				sameSite: 'lax',
				secure: false,
				maxAge: 31_536_000,
			});
		}
		redirect(303, url.pathname + url.search.replace(/[?&]\/language/, ''));
	},
};
