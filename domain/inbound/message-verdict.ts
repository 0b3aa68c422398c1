/**
 * What a stored mail means for what it is about, as its row says it; `applyVerdict` lets it take effect.
 *
 * - `reply`: a person answers a mail of ours. `negative-reply`: and refuses the offer, as a person says (5.7-1).
 *   `early-reply`: a person wrote before the first step (5.6-7).
 * - `outside-reply`: a person to whom a run writes wrote outside it, to whomever of us (5.7-5).
 * - `absence`, `objection`, `bounce-hard`, `bounce-soft`: 5.6-26, 5.6-8, 5.2-20.
 * - `doubtful`: what it means is not proven, and a person is asked (5.7-1).
 * - `complaint`: a provider reports that the person marked a mail of ours as unwanted (D-05).
 * - `acknowledgement`, `notification`: machines, recorded only. `none`: stands in the conversation.
 * - `unreadable`: kept apart. `human-sent`: written by the mailbox's owner outside the product (5.2-1).
 */
export type MessageVerdict =
	| 'reply'
	| 'negative-reply'
	| 'early-reply'
	| 'outside-reply'
	| 'absence'
	| 'objection'
	| 'bounce-hard'
	| 'bounce-soft'
	| 'doubtful'
	| 'complaint'
	| 'acknowledgement'
	| 'notification'
	| 'none'
	| 'unreadable'
	| 'human-sent';
