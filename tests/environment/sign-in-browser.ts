import { createHash, randomBytes } from 'node:crypto';
import type { Redeemed } from '#providers/sign-in/sign-in-answer.ts';
import type { Invitation } from '#providers/sign-in/sign-in-pages.ts';
import type { SignInProvider } from '#providers/sign-in/sign-in-provider.ts';

/** Where a page sent the browser, or what it showed. */
export interface Shown {
	readonly status: number;
	readonly html: string;
	/** Undefined: nobody was sent anywhere. */
	readonly location: URL | undefined;
}

/** What a person came back with, and what it is redeemed with. */
export interface SignedInCode {
	readonly code: string;
	readonly verifier: string;
}

export type Granted = Extract<Redeemed, { kind: 'granted' }>;

/** What a test says of an invitation; the rest is as usual. */
export type InvitationWish = Partial<Invitation> & Pick<Invitation, 'redirectUri'>;

/** A verifier and its challenge (RFC 7636). */
export function pkce(): { verifier: string; challenge: string } {
	const verifier = randomBytes(32).toString('base64url');
	return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Opens a page of a stand-in, and presses one of its buttons where a form is given. */
export async function browse(
	url: string,
	form?: Readonly<Record<string, string | readonly string[]>>,
	language = 'fr',
): Promise<Shown> {
	const body = form && new URLSearchParams();
	for (const [name, value] of Object.entries(form ?? {}))
		for (const one of [value].flat()) body!.append(name, one as string);
	const response = await fetch(url, {
		method: form ? 'POST' : 'GET',
		body,
		redirect: 'manual',
		headers: { 'accept-language': language },
	});
	const location = response.headers.get('location');
	return {
		status: response.status,
		html: await response.text(),
		location: location === null ? undefined : new URL(location),
	};
}

/** Signs an account in, from the invitation to the code that came back; everything that is asked for is granted. */
export async function signInAs(
	provider: SignInProvider,
	address: string,
	wish: InvitationWish,
): Promise<SignedInCode> {
	const { verifier, challenge } = pkce();
	const url = provider.authorisationUrl({
		state: 'state',
		challenge,
		loginHint: address,
		purpose: 'mail',
		...wish,
	});
	const scope = new URL(url).searchParams.get('scope')!.split(' ');
	let shown = await browse(url, { act: 'choose', account: address });
	shown = shown.location ? shown : await browse(url, { act: 'consent', account: address, scope });
	const code = shown.location?.searchParams.get('code');
	if (!code) throw new Error(`no code came back from the page: ${shown.html}`);
	return { code, verifier };
}

/** The same, redeemed. */
export async function consentAs(
	provider: SignInProvider,
	address: string,
	wish: InvitationWish,
): Promise<Granted> {
	const { redirectUri, purpose = 'mail' } = wish;
	const signed = await signInAs(provider, address, wish);
	const answer = await provider.redeem({ ...signed, redirectUri, purpose });
	if (answer.kind !== 'granted') throw new Error(`not granted: ${JSON.stringify(answer)}`);
	return answer;
}
