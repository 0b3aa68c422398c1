import type { Refused, SignInFault } from '../sign-in-answer.ts';

/** What Microsoft says of a refusal, at its token endpoint or in the address that a person comes back to. */
export interface MicrosoftSaid {
	readonly error: unknown;
	readonly suberror?: unknown;
	/** `error_codes` of the token endpoint. */
	readonly numbers?: unknown;
	readonly description?: unknown;
}

/**
 * What the AADSTS numbers say, for the words alone: Microsoft changes them, and what is done about a refusal goes by `error`
 * and `suberror`. Source: Microsoft's list of authentication and authorisation error codes.
 */
const FAULT_OF_NUMBER: ReadonlyMap<number, SignInFault> = new Map([
	[65001, 'consent-required'],
	[90008, 'consent-required'],
	[90093, 'consent-required'],
	[90094, 'consent-required'],
	[65004, 'declined'],
	[50076, 'second-factor'],
	[50079, 'second-factor'],
	[50158, 'second-factor'],
	[53000, 'conditional-access'],
	[53003, 'conditional-access'],
	[530036, 'conditional-access'],
	[50105, 'not-assigned'],
	[700016, 'wrong-tenant'],
	[90002, 'wrong-tenant'],
	[50020, 'personal-account'],
	[7000215, 'client-secret-wrong'],
	[7000222, 'client-secret-wrong'],
	[50011, 'redirect-not-registered'],
	[50034, 'account-unknown'],
	[50057, 'account-disabled'],
	[50055, 'password-expired'],
	[54005, 'grant-expired'],
	[70000, 'grant-expired'],
	[70008, 'grant-expired'],
	[700082, 'grant-expired'],
	[700084, 'grant-expired'],
	[50173, 'grant-expired'],
	[50078, 'grant-expired'],
	[28000, 'scopes-mixed'],
	[70011, 'scopes-mixed'],
]);

/** What a `suberror` says: which act of the person mends it. */
const FAULT_OF_SUBERROR: ReadonlyMap<string, SignInFault> = new Map([
	['consent_required', 'consent-required'],
	// Without a number: left at the choice of an account, or at *Need admin approval*, whose way back says no more.
	['cancel', 'turned-back'],
	['basic_action', 'second-factor'],
	['additional_action', 'second-factor'],
	['message_only', 'conditional-access'],
	['protection_policy_required', 'conditional-access'],
	['device_authentication_failed', 'conditional-access'],
	['user_password_expired', 'password-expired'],
	['bad_token', 'grant-expired'],
	['token_expired', 'grant-expired'],
]);

/** The `error`s of a refusal; one that is not here says nothing of the grant. */
const ERRORS: ReadonlyMap<string, { readonly fault: SignInFault; readonly isPermanent: boolean }> = new Map([
	['invalid_grant', { fault: 'grant-expired', isPermanent: true }],
	['interaction_required', { fault: 'second-factor', isPermanent: true }],
	['login_required', { fault: 'grant-expired', isPermanent: true }],
	['consent_required', { fault: 'consent-required', isPermanent: true }],
	['access_denied', { fault: 'declined', isPermanent: true }],
	['permission_denied', { fault: 'declined', isPermanent: true }],
	['invalid_client', { fault: 'client-secret-wrong', isPermanent: false }],
	['unauthorized_client', { fault: 'wrong-tenant', isPermanent: false }],
	['invalid_scope', { fault: 'scopes-mixed', isPermanent: false }],
	['invalid_request', { fault: 'registration-wrong', isPermanent: false }],
	['invalid_resource', { fault: 'registration-wrong', isPermanent: false }],
	['unsupported_grant_type', { fault: 'registration-wrong', isPermanent: false }],
	['unsupported_response_type', { fault: 'registration-wrong', isPermanent: false }],
]);

/** Whether what Microsoft says is a refusal of the code, the grant or the application, and no outage of its own. */
export function isRefusal({ error }: MicrosoftSaid): boolean {
	return typeof error === 'string' && ERRORS.has(error);
}

/** What a refusal means. An `error` that is not known is a matter of our registration: it loses nobody's grant. */
export function refusalOf(said: MicrosoftSaid): Refused {
	const known = typeof said.error === 'string' ? ERRORS.get(said.error) : undefined;
	const { fault, isPermanent } = known ?? { fault: 'registration-wrong', isPermanent: false };
	const number = numberOf(said);
	const bySuberror = typeof said.suberror === 'string' ? FAULT_OF_SUBERROR.get(said.suberror) : undefined;
	const byNumber = number === undefined ? undefined : FAULT_OF_NUMBER.get(number);
	return {
		kind: 'refused',
		fault: isLocked(said) ? 'account-locked' : (byNumber ?? bySuberror ?? fault),
		isPermanent,
		code: number === undefined ? (known ? String(said.error) : 'unknown') : `AADSTS${number}`,
	};
}

/** The first of the token endpoint's numbers, else the one that a page's description begins with. */
function numberOf({ numbers, description }: MicrosoftSaid): number | undefined {
	const [first] = Array.isArray(numbers) ? (numbers as unknown[]) : [];
	const said =
		typeof first === 'number'
			? first
			: Number(/^AADSTS(\d{4,9})(?!\d)/.exec(typeof description === 'string' ? description : '')?.[1]);
	return Number.isSafeInteger(said) && said > 0 && said < 1e9 ? said : undefined;
}

/** 70000 says both that a code is over and that Microsoft has locked the account; only its words tell which. */
function isLocked({ description }: MicrosoftSaid): boolean {
	return typeof description === 'string' && /service abuse mode/i.test(description);
}
