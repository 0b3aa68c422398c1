import { m } from '#texts/generated/messages.js';

const WORDS: Record<string, () => string> = {
	preparing: m.results_state_preparing,
	asking: m.results_state_asking,
	leaving: m.results_state_leaving,
	paused: m.results_state_paused,
	observing: m.results_state_observing,
	ended: m.results_state_ended,
	stopped: m.results_state_stopped,
};

/** The state of an issue; one of another release reads as nothing. */
export function stateWord(state: string): string {
	return WORDS[state]?.() ?? '';
}
