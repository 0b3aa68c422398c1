import type { Nothing } from '../event-data.ts';

type Verdict = 'success' | 'failure';

/** A step of an engagement's sequence, from 1. */
interface Step {
	position: number;
	steps: number;
}

/** Engagements and their steps. */
export interface EngagementEvents {
	engaged: { data: { sequenceId: string; steps: number; startAt: string; how: 'manual' | 'automation' } };
	'step-sent': { data: Step };
	'step-uncertain': { data: Step };
	/** An uncertain step's fate: found by evidence, counted as left, decided by a person. */
	'step-settled': { data: Step & { how: 'evidence' | 'silence' | 'left' | 'resend' } };
	/** Refused for now, or the server could not be reached. */
	'step-deferred': { data: Step & { reason: string; until?: string; tries?: number; status?: string } };
	/** In flight when its run ended, and given back: it has not left (5.2-8). */
	'step-not-sent': { data: Step & { code: string } };
	'step-skipped': { data: Step };
	'step-rescheduled': { data: Step & { from?: string; to: string } };
	/** A person asked for a try at once. */
	'step-retried': { data: Step };
	'engagement-succeeded': { data: { reason: string } };
	'engagement-failed': { data: { reason: string; status?: string } };
	'engagement-withdrawn': { data: { reason: string } };
	/** STOP by a person, with its verdict; the step that had already left our process, if any. */
	'engagement-stopped': { data: { verdict: Verdict; inFlight?: number } };
	'engagement-paused': { data: { reason: 'paused-by-user' | 'sequence-paused' } };
	'engagement-resumed': { data: { nextAt?: string } };
	'engagement-blocked': { data: { reason: string } };
	'engagement-unblocked': { data: { reason: string } };
	/** A corrected verdict gave it another life (5.6-9); `position` is the step that leaves next. */
	'engagement-reopened': { data: { position: number; life: number } };
	/** A person went on after a mail that came before the first step (5.6-7). */
	'engagement-continued': { data: Nothing };
	'absence-decided': { data: { choice: string; until?: string } };
	'late-batch-decided': { data: { decision: 'send' | 'withdraw'; count: number } };
	/** An automation or a campaign passed over a contact, and why (5.2-7, 5.6-19). */
	'engagement-skipped': { data: { sequenceId: string; reason: string } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const ENGAGEMENT_EVENTS: Record<keyof EngagementEvents, true> = {
	engaged: true,
	'step-sent': true,
	'step-uncertain': true,
	'step-settled': true,
	'step-deferred': true,
	'step-not-sent': true,
	'step-skipped': true,
	'step-rescheduled': true,
	'step-retried': true,
	'engagement-succeeded': true,
	'engagement-failed': true,
	'engagement-withdrawn': true,
	'engagement-stopped': true,
	'engagement-paused': true,
	'engagement-resumed': true,
	'engagement-blocked': true,
	'engagement-unblocked': true,
	'engagement-reopened': true,
	'engagement-continued': true,
	'absence-decided': true,
	'late-batch-decided': true,
	'engagement-skipped': true,
};
