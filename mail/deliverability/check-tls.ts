import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf } from '#mail/connection/check-fault.ts';
import { certificateCodeOf } from '#mail/connection/check-codes.ts';
import type { CheckCode } from '#mail/connection/check-codes.ts';
import type { ServerSettings } from '#mail/connection/tested-account.ts';
import { inspectTls, oldVersionOf } from '#mail/connection/inspect-tls.ts';
import { openTcp, resolveGuarded } from '#platform/network/guarded-connect.ts';
import type { CheckedTarget } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { checkedRecord } from './checked-record.ts';
import type { CheckedRecord, Finding } from './checked-record.ts';
import type { SendingServer } from './sending-server.ts';

/** Of a domain, so many servers are looked at. */
const SERVERS_AT_MOST = 6;
/** Certificates are renewed a month before their end, most of them by themselves; later than this nobody is. */
const ENDS_SOON = 14 * 86_400_000;

/** A server that could not be reached says nothing of its encryption. */
const UNREACHED = new Set<CheckCode>([
	'dns-unknown',
	'dns-unavailable',
	'host-refused',
	'host-not-sandbox',
	'host-invalid',
	'refused',
	'timeout',
	'unreachable',
	'connection-lost',
	'no-greeting',
]);

/**
 * Looks at the encryption of the servers that take our mail: TLS 1.2 at least and a certificate that an authority
 * vouches for. No user, no password.
 *
 * @param within Milliseconds for all of it.
 */
export async function checkTls(
	servers: readonly SendingServer[],
	policy: NetworkPolicy,
	within: number,
	at: Date,
): Promise<CheckedRecord> {
	const settings = servers.flatMap(({ smtp }) => smtp).slice(0, SERVERS_AT_MOST);
	const end = performance.now() + within;
	const findings = await Promise.all(
		settings.map(async (server) => {
			const silent: Finding[] = [{ code: 'tls-unreachable', about: server.host, detail: 'timeout' }];
			const patience = sleep(within, silent, { ref: false });
			return Promise.race([checkServer(server, policy, end, at), patience]);
		}),
	);
	return checkedRecord('tls', findings.flat());
}

/** @param end When the last step must be over, in milliseconds of `performance.now()`. */
async function checkServer(
	server: ServerSettings,
	policy: NetworkPolicy,
	end: number,
	at: Date,
): Promise<Finding[]> {
	const about = server.host;
	const left = () => Math.max(1, Math.ceil(end - performance.now()));
	const how = () => ({ protocol: 'smtp', security: server.security, within: left() }) as const;
	let target: CheckedTarget | undefined;
	try {
		target = await resolveGuarded(server.host, server.port, policy);
		const found = await inspectTls(await openTcp(target, left()), target, how());
		const until = found.validUntil ? { until: found.validUntil.toISOString() } : {};
		if (found.certificateFault !== undefined)
			return [{ code: 'tls-wrong', about, detail: certificateCodeOf(found.certificateFault), ...until }];
		const endsSoon = found.validUntil && found.validUntil.getTime() - at.getTime() < ENDS_SOON;
		return [
			{ code: 'tls-version', about, detail: found.version, ...until },
			...(endsSoon ? [{ code: 'tls-ends-soon', about, ...until } as const] : []),
		];
	} catch (error) {
		const { code } = faultOf(error);
		// A fault that is none of the server's.
		if (code === 'protocol') throw error;
		if (UNREACHED.has(code)) return [{ code: 'tls-unreachable', about, detail: code }];
		const isOld =
			target && code === 'tls-failed' && (await oldVersionOf(target, how()).catch(() => undefined));
		return [{ code: 'tls-wrong', about, detail: isOld ? 'tls-too-old' : code }];
	}
}
