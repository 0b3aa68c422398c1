import type { ExpectedStep } from '#domain/timeline/show/list-expected-steps.ts';
import type { EngagementDetail } from '#domain/engagements/show/read-engagement.ts';

/** A step of an engagement as its panel shows it. */
export interface StepView {
	position: number;
	state: 'sent' | 'uncertain' | 'refused' | 'skipped' | 'current' | 'to-come' | 'never';
	/** When it left, or is planned. */
	at: Date | null;
	subject: string | null;
	delay: EngagementDetail['steps'][number]['delay'];
}

/** Where each step stands: from its sends, from the place of the run, and from what is expected of it. */
export function stepViews(engagement: EngagementDetail, expected: readonly ExpectedStep[]): StepView[] {
	const { position: current, endedAt, nextAt } = engagement;
	return engagement.steps.map(({ position, subject, delay }) => {
		// Newest first: a step that was sent again is told by its last send.
		const send = engagement.sends.find((one) => one.position === position && one.state !== 'ready');
		const base = { position, subject: send?.subject && subject ? send.subject : subject, delay };
		if (send?.state === 'accepted') return { ...base, state: 'sent', at: send.sentAt };
		if (send?.state === 'uncertain') return { ...base, state: 'uncertain', at: send.sentAt };
		if (send?.state === 'rejected') return { ...base, state: 'refused', at: null };
		if (position < current) return { ...base, state: 'skipped', at: null };
		if (endedAt) return { ...base, state: 'never', at: null };
		if (position === current) return { ...base, state: 'current', at: nextAt };
		return { ...base, state: 'to-come', at: expected.find((one) => one.position === position)?.at ?? null };
	});
}
