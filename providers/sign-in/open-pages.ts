import { googlePages } from './google/google-pages.ts';
import { microsoftPages } from './microsoft/microsoft-pages.ts';
import type { SignInPages } from './sign-in-pages.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** The pages of the providers that this installation is registered at: what the web process needs of them. */
export function openSignInPages({ microsoft, google }: SignInSettings): ReadonlyMap<string, SignInPages> {
	const opened = new Map<string, SignInPages>();
	if (microsoft) opened.set('microsoft', microsoftPages(microsoft));
	if (google) opened.set('google', googlePages(google));
	return opened;
}
