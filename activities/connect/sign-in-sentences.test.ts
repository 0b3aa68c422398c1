import { expect, it } from 'vitest';
import { refusalOf as refusedByGoogle } from '#providers/sign-in/google/permanent-errors.ts';
import { refusalOf as refusedByMicrosoft } from '#providers/sign-in/microsoft/permanent-errors.ts';
import type { SignInFault } from '#providers/sign-in/sign-in-answer.ts';
import { checkFault } from '#texts/connection.ts';
import { signInFault } from '#texts/sign-in-faults.ts';

/** The compiler asks for each fault that a provider may have. */
const EVERY_FAULT: Record<SignInFault, true> = {
	declined: true,
	'turned-back': true,
	'grant-expired': true,
	'second-factor': true,
	'password-expired': true,
	'personal-account': true,
	'account-unknown': true,
	'consent-required': true,
	'conditional-access': true,
	'not-assigned': true,
	'account-disabled': true,
	'administrator-blocks': true,
	'account-locked': true,
	'client-secret-wrong': true,
	'redirect-not-registered': true,
	'wrong-tenant': true,
	'outside-organisation': true,
	'scopes-mixed': true,
	'registration-wrong': true,
};
const OURS = [
	'permissions-missing',
	'other-account',
	'other-shared-account',
	'shared-not-opened',
	'provider-silent',
];
const words = { address: 'camille@cadrelune.example' };

it.each([...Object.keys(EVERY_FAULT), ...OURS])('%s says what to do, in both languages', (fault) => {
	const [french, english] = [signInFault(fault, words, 'fr'), signInFault(fault, words, 'en')];
	expect(french).toMatch(/\.$/);
	expect(english).toMatch(/\.$/);
	expect(french).not.toBe(english);
	// A mailbox that is lost for it says the same on its own line.
	const reader = { language: 'en', timeZone: 'Europe/Paris', now: new Date() } as const;
	expect(checkFault(fault, {}, reader)).toBe(signInFault(fault, { address: '–' }, 'en'));
});

it('what a provider says is never repeated', () => {
	const said = { error: 'invalid_grant', error_description: 'AADSTS50057: camille@cadrelune.example' };
	for (const refused of [refusedByMicrosoft({ ...said, numbers: [50057] }), refusedByGoogle(said)])
		expect(JSON.stringify(refused)).not.toContain('@');
});
