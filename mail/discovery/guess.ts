import { resolveGuarded } from '#platform/network/guarded-connect.ts';
import { candidateOfTold } from './candidates.ts';
import type { Subject } from './candidates.ts';
import type { AskCode, DiscoveryTools, ServerOffer } from './discovery.ts';
import { findingOfFault, foundOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { inTime } from './in-time.ts';
import { usualServers } from './usual-servers.ts';

/**
 * Which of the usual names there are. That a mail server answers at them is for the proof to say; one side alone is a find
 * too.
 */
export async function findByGuess(
	subject: Subject,
	tools: DiscoveryTools,
	signal: AbortSignal,
): Promise<Finding> {
	const usual = usualServers(subject, tools.ports);
	const looked = new Map<string, Promise<Finding | undefined>>();
	for (const { host, port } of [...usual.imap, ...usual.smtp]) {
		if (looked.has(host)) continue;
		const asked = inTime(resolveGuarded(host, port, tools.policy), signal);
		looked.set(
			host,
			asked.then(() => undefined, findingOfFault),
		);
	}
	const faults = new Map<string, Finding | undefined>();
	for (const [host, fault] of looked) faults.set(host, await fault);
	const existing = (servers: readonly ServerOffer[]) =>
		servers.filter(({ host }) => faults.get(host) === undefined);
	const told = {
		imap: existing(usual.imap),
		smtp: existing(usual.smtp),
		signIn: ['password'],
		isLikely: true,
	} as const;
	if (told.imap.length + told.smtp.length > 0)
		return foundOf([candidateOfTold(told, subject, 'guess', tools.presets)]);
	return [...faults.values()].toSorted((a, b) => tellingOf(b) - tellingOf(a))[0]!;
}

/** A name that is there and refused says more than one that nobody could ask for, and that more than none. */
function tellingOf(fault: Finding | undefined): number {
	const order: readonly (AskCode | undefined)[] = [
		'dns-unknown',
		'dns-unavailable',
		'timeout',
		'host-refused',
	];
	return order.indexOf(fault?.code);
}
