import type { ImmediateBehaviour, LastingBehaviour } from '#platform/world/control-contract.ts';
import { m } from '#texts/generated/messages.js';

/** Each behaviour of docs/demonstration-world/behaviours.md in words. */
const WORDS = {
	answers: m.behaviour_answers,
	'answers-other-address': m.behaviour_answers_other_address,
	'answers-without-references': m.behaviour_answers_without_references,
	'answers-new-thread': m.behaviour_answers_new_thread,
	'colleague-answers': m.behaviour_colleague_answers,
	'in-house-answers': m.behaviour_in_house_answers,
	'writes-first': m.behaviour_writes_first,
	'asks-removal': m.behaviour_asks_removal,
	'away-until': m.behaviour_away_until,
	'away-undated': m.behaviour_away_undated,
	'left-company': m.behaviour_left_company,
	acknowledges: m.behaviour_acknowledges,
	challenges: m.behaviour_challenges,
	'unknown-recipient': m.behaviour_unknown_recipient,
	'bounces-later': m.behaviour_bounces_later,
	'bounces-in-words': m.behaviour_bounces_in_words,
	'mailbox-full': m.behaviour_mailbox_full,
	greylists: m.behaviour_greylists,
	'cuts-connection': m.behaviour_cuts_connection,
	complains: m.behaviour_complains,
	unsubscribes: m.behaviour_unsubscribes,
	'one-click': m.behaviour_one_click,
	'refuses-measuring': m.behaviour_refuses_measuring,
	'policy-refuses': m.behaviour_policy_refuses,
	opens: m.behaviour_opens,
	clicks: m.behaviour_clicks,
	'machine-opens': m.behaviour_machine_opens,
	silent: m.behaviour_silent,
	own: m.behaviour_own,
} satisfies Record<ImmediateBehaviour | LastingBehaviour, () => string> & Record<string, () => string>;

const ACTS: Record<string, () => string> = {
	letter: m.world_act_letter,
	'first-letter': m.world_act_letter,
	automatic: m.world_act_automatic,
	bounce: m.world_act_bounce,
	'bounce-in-words': m.world_act_bounce_in_words,
	complaint: m.world_act_complaint,
	object: m.world_act_object,
	open: m.world_act_open,
	click: m.world_act_click,
	'machine-open': m.world_act_machine_open,
	'lose-password': m.world_act_lose_password,
};

/** What somebody does, in words; a behaviour of another release goes by its key. */
export function behaviourWord(behaviour: string): string {
	return (WORDS as Record<string, () => string>)[behaviour]?.() ?? behaviour;
}

/** What is about to arrive from somebody. */
export function actWord(kind: string): string {
	return ACTS[kind]?.() ?? kind;
}
