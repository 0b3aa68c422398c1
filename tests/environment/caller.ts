import superjson from 'superjson';
import { DEMO_SIGN_IN_PASSWORD } from '#prisma/demo/subscriptions.ts';

/** Calls procedures of the served product in somebody's name, as their pages do. */
export interface Caller {
	ask<Answer>(procedure: string, input?: object): Promise<Answer>;
	act<Answer>(procedure: string, input: object): Promise<Answer>;
}

/** @param request Sends a path, as a GET or with this JSON as a POST, with the person's cookies; answers the body. */
export function createCaller(request: (path: string, json?: object) => Promise<unknown>): Caller {
	const answerOf = async <Answer>(body: Promise<unknown>): Promise<Answer> => {
		const { result, error } = (await body) as { result?: { data: never }; error?: object };
		if (!result) throw new Error(JSON.stringify(error));
		return superjson.deserialize<Answer>(result.data);
	};
	return {
		ask(procedure, input) {
			const query = input === undefined ? '' : `?input=${encodeURIComponent(superjson.stringify(input))}`;
			return answerOf(request(`/trpc/${procedure}${query}`));
		},
		act: (procedure, input) => answerOf(request(`/trpc/${procedure}`, superjson.serialize(input))),
	};
}

/** Signs a demo user in through the form, without a browser. The session outlives the processes. */
export async function signInAsCaller(product: string, email: string): Promise<Caller> {
	const answer = await fetch(`${product}/sign-in?/signIn`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: product, accept: 'text/html' },
		body: new URLSearchParams({ email, password: DEMO_SIGN_IN_PASSWORD }),
	});
	if (answer.status !== 303) throw new Error(`signing in was answered ${answer.status}`);
	const cookie = answer.headers
		.getSetCookie()
		.map((one) => one.split(';')[0])
		.join('; ');
	return createCaller(async (path, json) => {
		const post = { method: 'POST', body: JSON.stringify(json) };
		const headers = { cookie, 'content-type': 'application/json' };
		return (await fetch(product + path, { headers, ...(json && post) })).json();
	});
}
