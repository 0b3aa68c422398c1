import type { AskLimits } from '#platform/network/ask-guarded.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { googleSignIn } from './google/google-sign-in.ts';
import { microsoftSignIn } from './microsoft/microsoft-sign-in.ts';
import type { SignInProvider, SignInProviders } from './sign-in-provider.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** The providers that this installation is registered at, each asked through the guard and within the limits. */
export function openSignInProviders(
	{ microsoft, google }: SignInSettings,
	policy: NetworkPolicy,
	limits: AskLimits,
): SignInProviders {
	const opened = new Map<string, SignInProvider>();
	if (microsoft) opened.set('microsoft', microsoftSignIn(microsoft, policy, limits));
	if (google) opened.set('google', googleSignIn(google, policy, limits));
	return opened;
}
