import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { trackingDomainLimits } from '#platform/newsletter-limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** What is wrong with a subdomain: the name is not there, leads elsewhere, cannot be read over TLS, or shows somebody else. */
export const TRACKING_FAULTS = [
	'no-name',
	'other-alias',
	'certificate',
	'unreachable',
	'not-ours',
	'taken',
] as const;
export type TrackingFault = (typeof TRACKING_FAULTS)[number];

export const trackingHostSchema = z.object({
	/** A subdomain: a host of at least three labels, `liens.atelier.fr`. */
	host: z
		.string()
		.trim()
		.toLowerCase()
		.max(253)
		.regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.){2,}[a-z0-9][a-z0-9-]*[a-z0-9]$/),
});

/** The subdomain as *Mesure* shows it. */
export interface ShownTrackingDomain {
	readonly host: string;
	readonly state: 'checking' | 'right' | 'wrong';
	readonly fault: TrackingFault | null;
	readonly since: Date;
	readonly checkedAt: Date | null;
}

/** The subdomain of this subscription, if one was named. */
export async function readTrackingDomain(tx: Transaction): Promise<ShownTrackingDomain | null> {
	const row = await tx.db.trackingDomain.findFirst({
		select: { host: true, state: true, fault: true, since: true, checkedAt: true },
	});
	return row as ShownTrackingDomain | null;
}

/** Names the subdomain, or asks for a check of the same one at once. Mails leave untracked until it was found right. */
export async function setTrackingDomain(
	tx: Transaction,
	actor: Actor,
	{ host }: z.output<typeof trackingHostSchema>,
): Promise<void> {
	const { subscriptionId, at } = tx;
	const installation = await tx.db.installation.findFirst({ select: { publicUrl: true } });
	if (installation && new URL(installation.publicUrl).hostname === host)
		throw new Refusal('invalid', 'tracking-host-own');
	const before = await tx.db.trackingDomain.findFirst({ select: { host: true } });
	const begun = { host, state: 'checking', fault: null, since: at, failures: 0, setById: actor.userId };
	await tx.db.trackingDomain.upsert({
		where: { subscriptionId },
		create: { subscriptionId, ...begun, nextCheckAt: at },
		update: before?.host === host ? { nextCheckAt: at } : { ...begun, checkedAt: null, nextCheckAt: at },
	});
}

/** Mails leave untracked from now on. Links that left lead on as long as the name leads to us. */
export async function removeTrackingDomain(tx: Transaction): Promise<void> {
	await tx.db.trackingDomain.deleteMany({});
}

/**
 * Writes down what a check found. A subdomain that was right stays so until `failuresAllowed` checks in a row say otherwise: a
 * name server is silent for a while more often than a record is taken away. One that somebody else’s links stand under is `taken`.
 */
export async function recordCheck(tx: Transaction, host: string, found: TrackingFault | null): Promise<void> {
	const row = await tx.db.trackingDomain.findFirst({ where: { host } });
	if (!row) return;
	const { at } = tx;
	const failures = found ? row.failures + 1 : 0;
	const isRight = !found || (row.state === 'right' && failures < trackingDomainLimits.failuresAllowed);
	const state = isRight ? 'right' : 'wrong';
	const isYoung = at.getTime() - row.since.getTime() < trackingDomainLimits.youngFor;
	const wait = !found
		? trackingDomainLimits.againRight
		: isYoung || isRight
			? trackingDomainLimits.againSoon
			: trackingDomainLimits.againWrong;
	await tx.db.trackingDomain.updateMany({
		where: { host },
		data: {
			...{ state, fault: isRight ? null : found, failures, checkedAt: at },
			...(state === row.state ? {} : { since: at }),
			nextCheckAt: new Date(at.getTime() + wait),
		},
	});
}
