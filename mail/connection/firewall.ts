import { openTcp, resolveGuarded } from '#platform/network/guarded-connect.ts';
import { ConnectError } from '#platform/network/connect-error.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { CheckFault } from './check-fault.ts';

/** Ports of mail, and the one of web pages, which hardly any firewall stops. */
const OTHER_PORTS = [993, 143, 465, 587, 443];
const LONGEST = 5_000;

/**
 * What is to be said of a port that had no answer at all: another port of the same server that answers, be it with a refusal,
 * shows that it is this port which something on the way stops; none: the server is off, or all of it is stopped.
 */
export async function signsOfFirewall(
	{ host, port }: { readonly host: string; readonly port: number },
	policy: NetworkPolicy,
	within: number,
): Promise<CheckFault> {
	const others = OTHER_PORTS.filter((other) => other !== port);
	const answers = await Promise.all(
		others.map((other) => doesAnswer(host, other, policy, Math.min(within, LONGEST))),
	);
	const answering = others.filter((_, place) => answers[place]);
	if (answering.length === 0) return new CheckFault('host-silent', { server: host, port });
	return new CheckFault('port-blocked', { server: host, port, answering: answering.join(', ') });
}

async function doesAnswer(
	host: string,
	port: number,
	policy: NetworkPolicy,
	within: number,
): Promise<boolean> {
	try {
		const socket = await openTcp(await resolveGuarded(host, port, policy), within);
		socket.destroy();
		return true;
	} catch (error) {
		return error instanceof ConnectError && error.code === 'tcp-refused';
	}
}
