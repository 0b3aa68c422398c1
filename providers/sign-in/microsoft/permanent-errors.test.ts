import { describe, expect, it } from 'vitest';
import type { SignInFault } from '../sign-in-answer.ts';
import { isRefusal, refusalOf } from './permanent-errors.ts';

describe('what Microsoft says of a refusal', () => {
	it.each<[number, string, SignInFault, boolean]>([
		[65001, 'invalid_grant', 'consent-required', true],
		[90094, 'invalid_grant', 'consent-required', true],
		[90008, 'invalid_grant', 'consent-required', true],
		[90093, 'access_denied', 'consent-required', true],
		[65004, 'access_denied', 'declined', true],
		[65004, 'consent_required', 'declined', true],
		[50076, 'invalid_grant', 'second-factor', true],
		[50079, 'interaction_required', 'second-factor', true],
		[50158, 'interaction_required', 'second-factor', true],
		[53003, 'invalid_grant', 'conditional-access', true],
		[53000, 'interaction_required', 'conditional-access', true],
		[530036, 'invalid_grant', 'conditional-access', true],
		[50105, 'invalid_grant', 'not-assigned', true],
		[700016, 'unauthorized_client', 'wrong-tenant', false],
		[90002, 'invalid_request', 'wrong-tenant', false],
		[50020, 'invalid_grant', 'personal-account', true],
		[7000215, 'invalid_client', 'client-secret-wrong', false],
		[7000222, 'invalid_client', 'client-secret-wrong', false],
		[50011, 'invalid_request', 'redirect-not-registered', false],
		[50034, 'invalid_grant', 'account-unknown', true],
		[50057, 'invalid_grant', 'account-disabled', true],
		[50055, 'invalid_grant', 'password-expired', true],
		[54005, 'invalid_grant', 'grant-expired', true],
		[70000, 'invalid_grant', 'grant-expired', true],
		[70008, 'invalid_grant', 'grant-expired', true],
		[700082, 'invalid_grant', 'grant-expired', true],
		[700084, 'invalid_grant', 'grant-expired', true],
		[50173, 'invalid_grant', 'grant-expired', true],
		[50078, 'invalid_grant', 'grant-expired', true],
		[28000, 'invalid_request', 'scopes-mixed', false],
		[70011, 'invalid_scope', 'scopes-mixed', false],
	])('AADSTS%s as %s: %s', (number, error, fault, isPermanent) => {
		const expected = { kind: 'refused', fault, isPermanent, code: `AADSTS${number}` };
		expect(refusalOf({ error, numbers: [number] })).toEqual(expected);
		// A page says it in words, which are not repeated.
		const description = `AADSTS${number}: camille@a.example may not. Trace ID: 1`;
		expect(refusalOf({ error, description })).toEqual(expected);
		expect(isRefusal({ error })).toBe(true);
	});

	it.each<[string, string | undefined, SignInFault, boolean]>([
		['invalid_grant', undefined, 'grant-expired', true],
		['invalid_grant', 'consent_required', 'consent-required', true],
		['invalid_grant', 'bad_token', 'grant-expired', true],
		['invalid_grant', 'token_expired', 'grant-expired', true],
		['invalid_grant', 'basic_action', 'second-factor', true],
		['interaction_required', 'additional_action', 'second-factor', true],
		['invalid_grant', 'message_only', 'conditional-access', true],
		['invalid_grant', 'protection_policy_required', 'conditional-access', true],
		['invalid_grant', 'device_authentication_failed', 'conditional-access', true],
		['invalid_grant', 'user_password_expired', 'password-expired', true],
		['consent_required', undefined, 'consent-required', true],
		['interaction_required', undefined, 'second-factor', true],
		['login_required', undefined, 'grant-expired', true],
		['access_denied', undefined, 'declined', true],
		['access_denied', 'cancel', 'turned-back', true],
		['permission_denied', undefined, 'declined', true],
		['invalid_client', undefined, 'client-secret-wrong', false],
		['unauthorized_client', undefined, 'wrong-tenant', false],
		['invalid_scope', undefined, 'scopes-mixed', false],
		['invalid_request', undefined, 'registration-wrong', false],
		['invalid_resource', undefined, 'registration-wrong', false],
		['unsupported_grant_type', undefined, 'registration-wrong', false],
	])('%s with %s, a number that nobody knows or none: %s', (error, suberror, fault, isPermanent) => {
		expect(refusalOf({ error, suberror })).toEqual({ kind: 'refused', fault, isPermanent, code: error });
		expect(refusalOf({ error, suberror, numbers: [999999] })).toEqual({
			kind: 'refused',
			fault,
			isPermanent,
			code: 'AADSTS999999',
		});
	});

	it('a number never makes for good what its error does not, nor the reverse', () => {
		expect(refusalOf({ error: 'invalid_request', numbers: [50173] }).isPermanent).toBe(false);
		expect(refusalOf({ error: 'invalid_grant', numbers: [7000215] }).isPermanent).toBe(true);
	});

	it('an account that Microsoft locked is told from a code that is over by its words alone', () => {
		const said = { error: 'invalid_grant', numbers: [70000] };
		const description = 'AADSTS70000: User account is found to be in service abuse mode.';
		expect(refusalOf({ ...said, description })).toMatchObject({
			fault: 'account-locked',
			code: 'AADSTS70000',
		});
	});

	it.each([
		{ error: 'camille@a.example' },
		{ error: 42 },
		{ error: null, description: 'AADSTS12', numbers: 'x' },
		{ error: 'toString', numbers: [-1, '65001'], description: 'AADSTS99999999999999' },
		{ error: undefined, numbers: [1e30], description: ' AADSTS65001' },
	])('what makes no sense is repeated nowhere and loses nobody: %j', (said) => {
		expect(isRefusal(said)).toBe(false);
		expect(refusalOf(said)).toEqual({
			kind: 'refused',
			fault: 'registration-wrong',
			isPermanent: false,
			code: 'unknown',
		});
	});

	it.each(['temporarily_unavailable', 'server_error'])('%s is an outage, no refusal', (error) => {
		expect(isRefusal({ error })).toBe(false);
	});
});
