import type { DomainReading } from './check-domain.ts';
import type { CheckedRecord } from './checked-record.ts';
import type { ServerEvidence } from './server-evidence.ts';
import { isSilent, summariseDomain } from './summarise-domain.ts';
import type { DomainSummary } from './summarise-domain.ts';
import { zoneHostOf } from './zone-hosts.ts';

/** A line with what is known of it from before, where nobody answers now. */
export interface KeptCheck extends CheckedRecord {
	/** When somebody last answered for it, ISO 8601; null: never yet. */
	readonly readAt: string | null;
	/** What it was then, where it is unread now. */
	readonly known: CheckedRecord | null;
}

/** A reading as it is stored: a silent name server does not take away what was read before it. */
export interface KeptReading extends Omit<DomainReading, 'checks'> {
	readonly checks: readonly KeptCheck[];
	/** Key of whoever hosts its zone, where records are published; undefined: nobody that is known. */
	readonly zoneHost: string | undefined;
}

/**
 * What is kept of a new reading, beside what the one before it knew.
 *
 * @param at When it was read, ISO 8601.
 */
export function keepReading(before: KeptReading | undefined, now: DomainReading, at: string): KeptReading {
	const checks = now.checks.map((check): KeptCheck => {
		const last = before?.checks.find((one) => one.check === check.check);
		if (!isSilent(check)) return { ...check, readAt: at, known: null };
		return { ...check, readAt: last?.readAt ?? null, known: last ? lastKnown(last) : null };
	});
	const silent = new Set(checks.filter(isSilent).map(({ check }) => check));
	const nameServers = now.nameServers.length > 0 ? now.nameServers : (before?.nameServers ?? []);
	return {
		...now,
		checks,
		servers: now.servers.map((server) => withKnown(server, silent, before)),
		nameServers,
		zoneHost: zoneHostOf(nameServers),
	};
}

/** The domain in one word as it stood when somebody last answered. */
export function summariseKnown({ code, checks }: KeptReading): DomainSummary {
	return summariseDomain({ code, checks: checks.map((check) => check.known ?? check) });
}

/** Whether nothing has changed in how its lines stand. */
export function standsAsBefore(before: KeptReading | undefined, now: KeptReading): boolean {
	const stand = ({ code, checks }: KeptReading) =>
		[code, ...checks.map(({ check, state }) => `${check} ${state}`)].join(' ');
	return before !== undefined && stand(before) === stand(now);
}

function lastKnown({ known, readAt: _, ...check }: KeptCheck): CheckedRecord | null {
	return known ?? (isSilent(check) ? null : check);
}

function withKnown(
	server: ServerEvidence,
	silent: ReadonlySet<string>,
	before: KeptReading | undefined,
): ServerEvidence {
	const last = before?.servers.find(({ host, name }) => host === server.host && name === server.name);
	const of = (way: 'spf' | 'dkim' | 'dmarc') =>
		last && silent.has(way) && server[way] === 'unknown' ? last[way] : server[way];
	return { ...server, spf: of('spf'), dkim: of('dkim'), dmarc: of('dmarc') };
}
