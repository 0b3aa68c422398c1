import { GRAPH_LIMITS, type GraphLimits } from '#providers/delivery/graph/graph-limits.ts';
import { LONGEST_WAIT } from './patience.ts';

/** Times that a busy machine keeps, and none that a test waits for; sizes as in the product. */
export const PATIENT_GRAPH: GraphLimits = {
	...GRAPH_LIMITS,
	connectWithin: LONGEST_WAIT,
	answerWithin: LONGEST_WAIT,
	draftWithin: LONGEST_WAIT,
	dotWithin: LONGEST_WAIT,
	sendWithin: LONGEST_WAIT,
	settleWithin: 1,
	tidyWithin: LONGEST_WAIT,
	lookWithin: LONGEST_WAIT,
	standsAfter: 0,
};
