import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleHelp from '@lucide/svelte/icons/circle-help';
import CircleMinus from '@lucide/svelte/icons/circle-minus';
import CircleX from '@lucide/svelte/icons/circle-x';
import LoaderCircle from '@lucide/svelte/icons/loader-circle';
import Mail from '@lucide/svelte/icons/mail';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { DomainView } from '#domain/sending-domains/list-domains.ts';
import type { RunState } from '#texts/reasons.ts';
import { m } from '#texts/generated/messages.js';
import type { Check, Server } from './domain-words.ts';

/** How a mark is shown: always an icon and a word beside its colour, which is that of a run's state. */
export interface Mark {
	readonly icon: typeof CircleCheck;
	readonly word: string;
	readonly colour: RunState;
}

/** The mark of one of the six checks. */
export function recordMark(state: Check['state']): Mark {
	switch (state) {
		case 'right':
			return { icon: CircleCheck, word: m.deliverability_state_right(), colour: 'succeeded' };
		case 'to-publish':
			return { icon: TriangleAlert, word: m.deliverability_state_to_publish(), colour: 'blocked' };
		case 'wrong':
			return { icon: TriangleAlert, word: m.deliverability_state_wrong(), colour: 'blocked' };
		case 'nothing-to-publish':
			return { icon: CircleMinus, word: m.deliverability_state_nothing(), colour: 'scheduled' };
		case 'unread':
			return { icon: CircleHelp, word: m.deliverability_state_unread(), colour: 'waiting' };
	}
}

/** The mark of one way to vouch for a sender. */
export function evidenceMark(evidence: Server['spf']): Mark {
	switch (evidence) {
		case 'proven':
			return { icon: CircleCheck, word: m.deliverability_evidence_proven(), colour: 'succeeded' };
		case 'published':
			return { icon: CircleCheck, word: m.deliverability_evidence_published(), colour: 'succeeded' };
		case 'missing':
			return { icon: TriangleAlert, word: m.deliverability_evidence_missing(), colour: 'blocked' };
		case 'unknown':
			return { icon: Mail, word: m.deliverability_evidence_unknown(), colour: 'waiting' };
		case 'not-asked':
			return { icon: CircleMinus, word: m.deliverability_evidence_not_asked(), colour: 'scheduled' };
	}
}

/** The mark of a domain. @param todo how many of its checks have something to do. */
export function domainMark({ state, reason }: Pick<DomainView, 'state' | 'reason'>, todo: number): Mark {
	switch (state) {
		case 'new':
			return { icon: LoaderCircle, word: m.deliverability_pill_new(), colour: 'running' };
		case 'right':
			return { icon: CircleCheck, word: m.deliverability_pill_right(), colour: 'succeeded' };
		case 'to-publish': {
			const word = todo === 1 ? m.deliverability_pill_todo_one() : m.deliverability_pill_todo({ n: todo });
			return { icon: TriangleAlert, word, colour: 'blocked' };
		}
		case 'unread':
			return reason === 'domain-needs-mail'
				? { icon: Mail, word: m.deliverability_pill_mail(), colour: 'waiting' }
				: { icon: CircleX, word: m.deliverability_state_unread(), colour: 'waiting' };
		case 'nothing-to-publish':
			return { icon: CircleMinus, word: m.deliverability_state_nothing(), colour: 'scheduled' };
	}
}
