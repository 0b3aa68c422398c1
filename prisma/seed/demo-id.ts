import { createHash } from 'node:crypto';
import { uuidOfVersion } from '#platform/uuid.ts';
import type { DemoSubscription } from '../demo/subscriptions.ts';

/**
 * The id of a row of the demonstration world: the same at each start, so that nothing is written twice and everything can
 * be named. A version 8 UUID (RFC 9562).
 *
 * @param subscription `cadrelune`, `orgevane` or `installation`.
 */
export function demoId(subscription: string, kind: string, key: string | number = ''): string {
	return uuidOfVersion(8, createHash('sha256').update(`demo\0${subscription}\0${kind}\0${key}`).digest());
}

/** The id of a subscription of the demonstration world. */
export const demoSubscriptionId = (subscription: DemoSubscription) => demoId(subscription, 'subscription');
