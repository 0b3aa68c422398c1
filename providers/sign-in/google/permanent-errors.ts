import type { Refused, SignInFault } from '../sign-in-answer.ts';

/** What Google says of a refusal, at its token endpoint or in the address that a person comes back to. */
export interface GoogleSaid {
	readonly error: unknown;
	/** `error_subtype`, where an organisation asks for a sign-in more often. */
	readonly subtype?: unknown;
}

/** What each `error` says. Source: Google's pages on OAuth 2.0 for web servers and on its authorisation errors. */
const ERRORS: ReadonlyMap<string, { readonly fault: SignInFault; readonly isPermanent: boolean }> = new Map([
	// Revoked, password changed, unused for six months, or seven days old where the application is being tested.
	['invalid_grant', { fault: 'grant-expired', isPermanent: true }],
	['access_denied', { fault: 'declined', isPermanent: true }],
	['admin_policy_enforced', { fault: 'administrator-blocks', isPermanent: true }],
	['org_internal', { fault: 'outside-organisation', isPermanent: true }],
	['interaction_required', { fault: 'second-factor', isPermanent: true }],
	['login_required', { fault: 'grant-expired', isPermanent: true }],
	['redirect_uri_mismatch', { fault: 'redirect-not-registered', isPermanent: false }],
	['invalid_client', { fault: 'client-secret-wrong', isPermanent: false }],
	['unauthorized_client', { fault: 'registration-wrong', isPermanent: false }],
	['disabled_client', { fault: 'registration-wrong', isPermanent: false }],
	['deleted_client', { fault: 'registration-wrong', isPermanent: false }],
	['invalid_scope', { fault: 'registration-wrong', isPermanent: false }],
	['invalid_request', { fault: 'registration-wrong', isPermanent: false }],
	['unsupported_grant_type', { fault: 'registration-wrong', isPermanent: false }],
	['unsupported_response_type', { fault: 'registration-wrong', isPermanent: false }],
]);

/** Whether what Google says is a refusal of the code, the grant or the application, and no outage of its own. */
export function isRefusal({ error }: GoogleSaid): boolean {
	return typeof error === 'string' && ERRORS.has(error);
}

/** What a refusal means. An `error` that is not known is a matter of our registration: it loses nobody's grant. */
export function refusalOf({ error, subtype }: GoogleSaid): Refused {
	const known = typeof error === 'string' ? ERRORS.get(error) : undefined;
	const { fault, isPermanent } = known ?? { fault: 'registration-wrong', isPermanent: false };
	return {
		kind: 'refused',
		// The organisation lets a session live for some hours only, and asks for the person again.
		fault: subtype === 'invalid_rapt' ? 'second-factor' : fault,
		isPermanent,
		code: known ? String(error) : 'unknown',
	};
}
