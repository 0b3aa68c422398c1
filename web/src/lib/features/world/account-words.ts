import { ACCOUNT_TROUBLES, type AccountTrouble } from '#platform/world/control-contract.ts';
import { m } from '#texts/generated/messages.js';

const TROUBLES: Record<AccountTrouble, () => string> = {
	'second-factor': m.world_trouble_second_factor,
	'conditional-access': m.world_trouble_conditional_access,
	'not-assigned': m.world_trouble_not_assigned,
	disabled: m.world_trouble_disabled,
	'password-expired': m.world_trouble_password_expired,
	locked: m.world_trouble_locked,
	'administrator-blocks': m.world_trouble_administrator_blocks,
	'outside-organisation': m.world_trouble_outside_organisation,
};

/** What may stand in an account's way, for a list of choices; the first is nothing. */
export const troubleChoices = () => [
	{ value: 'none' as const, label: m.world_trouble_none() },
	...ACCOUNT_TROUBLES.map((value) => ({ value, label: TROUBLES[value]() })),
];

/** How a provider answers questions about tokens. */
export const answerChoices = () => [
	{ value: 'well' as const, label: m.world_answers_well() },
	{ value: 'slow' as const, label: m.world_answers_slow() },
	{ value: 'down' as const, label: m.world_answers_down() },
];

type Answers = ReturnType<typeof answerChoices>[number]['value'];

/** Longer than anybody likes to wait, shorter than what a question is given. */
const SLOW = 20_000;

/** How an account's provider answers now. */
export const answersOf = (account: { readonly isDown: boolean; readonly answersAfter: number }): Answers =>
	account.isDown ? 'down' : account.answersAfter > 0 ? 'slow' : 'well';

/** What is to be changed so that it answers so. */
export const changeForAnswers = (answers: Answers) => ({
	isDown: answers === 'down',
	answersAfter: answers === 'slow' ? SLOW : 0,
});
