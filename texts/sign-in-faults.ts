/** Why a provider did not let a person in, each with what to do (SignInFault of providers/sign-in, and our own). */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

type Sentence = (words: { address: string }, options: { locale: Language }) => string;

const FAULTS: Readonly<Record<string, Sentence>> = {
	declined: m.connect_fault_declined,
	'turned-back': m.connect_fault_turned_back,
	'grant-expired': m.connect_fault_grant_expired,
	'second-factor': m.connect_fault_second_factor,
	'password-expired': m.connect_fault_password_expired,
	'personal-account': m.connect_fault_personal_account,
	'account-unknown': m.connect_fault_account_unknown,
	'consent-required': m.connect_fault_consent_required,
	'conditional-access': m.connect_fault_conditional_access,
	'not-assigned': m.connect_fault_not_assigned,
	'account-disabled': m.connect_fault_account_disabled,
	'administrator-blocks': m.connect_fault_administrator_blocks,
	'account-locked': m.connect_fault_account_locked,
	'client-secret-wrong': m.connect_fault_client_secret_wrong,
	'redirect-not-registered': m.connect_fault_redirect_not_registered,
	'wrong-tenant': m.connect_fault_wrong_tenant,
	'outside-organisation': m.connect_fault_outside_organisation,
	'scopes-mixed': m.connect_fault_scopes_mixed,
	'registration-wrong': m.connect_fault_registration_wrong,
	'permissions-missing': m.connect_fault_permissions_missing,
	'other-account': m.connect_fault_other_account,
	'other-shared-account': m.connect_fault_other_shared_account,
	'shared-not-opened': m.connect_fault_shared_not_opened,
	'provider-silent': m.connect_fault_provider_silent,
};

/** True for a code of a sign-in. */
export function isSignInFault(code: string): boolean {
	return Object.hasOwn(FAULTS, code);
}

/** Undefined for a code that is none of a sign-in. */
export function signInFault(
	code: string,
	words: { address: string },
	language: Language,
): string | undefined {
	return FAULTS[code]?.(words, { locale: language });
}
