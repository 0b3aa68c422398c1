import { describe, expect, it } from 'vitest';
import type { SignInFault } from '../sign-in-answer.ts';
import { isRefusal, refusalOf } from './permanent-errors.ts';

describe('what Google says of a refusal', () => {
	it.each<[string, SignInFault, boolean]>([
		['invalid_grant', 'grant-expired', true],
		['access_denied', 'declined', true],
		['admin_policy_enforced', 'administrator-blocks', true],
		['org_internal', 'outside-organisation', true],
		['interaction_required', 'second-factor', true],
		['login_required', 'grant-expired', true],
		['redirect_uri_mismatch', 'redirect-not-registered', false],
		['invalid_client', 'client-secret-wrong', false],
		['unauthorized_client', 'registration-wrong', false],
		['disabled_client', 'registration-wrong', false],
		['deleted_client', 'registration-wrong', false],
		['invalid_scope', 'registration-wrong', false],
		['invalid_request', 'registration-wrong', false],
		['unsupported_grant_type', 'registration-wrong', false],
		['unsupported_response_type', 'registration-wrong', false],
	])('%s: %s', (error, fault, isPermanent) => {
		expect(isRefusal({ error })).toBe(true);
		expect(refusalOf({ error })).toEqual({ kind: 'refused', fault, isPermanent, code: error });
	});

	it('an organisation that asks for the person again says so beside it', () => {
		expect(refusalOf({ error: 'invalid_grant', subtype: 'invalid_rapt' })).toMatchObject({
			fault: 'second-factor',
			isPermanent: true,
			code: 'invalid_grant',
		});
	});

	it.each([{ error: 'nora@a.example' }, { error: 42 }, { error: 'constructor' }, { error: undefined }])(
		'what makes no sense is repeated nowhere and loses nobody: %j',
		(said) => {
			expect(isRefusal(said)).toBe(false);
			expect(refusalOf(said)).toMatchObject({ isPermanent: false, code: 'unknown' });
		},
	);
});
