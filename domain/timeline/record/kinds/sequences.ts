/** Sequences. */
export interface SequenceEvents {
	'sequence-deactivated': { data: { sequenceId: string; choice: string; engagements: number } };
	'sequence-activated': { data: { sequenceId: string } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const SEQUENCE_EVENTS: Record<keyof SequenceEvents, true> = {
	'sequence-deactivated': true,
	'sequence-activated': true,
};
