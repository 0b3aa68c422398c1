import { randomUUID } from 'node:crypto';
import type { Delivery } from '#mail/delivery/delivery.ts';
import { parseAddress } from '#mail/mime/address.ts';
import { deliver } from '#mail/smtp/deliver.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { CheckFault } from './check-fault.ts';
import type { ConnectionSettings } from './tested-account.ts';
import { composeProbe, type Probe } from './probe-mail.ts';

/** How the mail of a test is sent. */
export interface ProbeSending {
	readonly policy: NetworkPolicy;
	readonly words: { readonly subject: string; readonly text: string };
}

/** The mail of a test that left, or of which nobody knows whether it did. */
export interface SentProbe {
	readonly state: 'accepted' | 'uncertain';
	/** What it carries in `PROBE_HEADER`. */
	readonly token: string;
}

/**
 * Sends the mail of a connection test.
 *
 * @throws {CheckFault} mail-refused, password-refused, graph-denied: it certainly did not leave.
 */
export async function sendProbe(
	settings: ConnectionSettings,
	recipient: string,
	{ policy, words }: ProbeSending,
): Promise<SentProbe> {
	const [own, other] = [parseAddress(settings.address)!, parseAddress(recipient)];
	if (!other) throw new CheckFault('mail-refused');
	const token = randomUUID();
	const path = { from: own.address, to: other.address };
	const probe = { ...path, token, bytes: await composeProbe(path, token, words) };
	const sent = await (settings.api ? settings.api.send(probe) : overSmtp(settings, probe, policy));
	if (sent.state === 'accepted' || sent.state === 'uncertain') return { state: sent.state, token };
	const { code, status } = sent.fault;
	const refused = settings.api ? 'graph-denied' : 'password-refused';
	throw new CheckFault(code === 'auth-refused' ? refused : 'mail-refused', status ? { status } : {});
}

function overSmtp(
	{ smtp, smtpCredentials }: ConnectionSettings,
	{ from, to, token, bytes }: Probe,
	policy: NetworkPolicy,
): Promise<Delivery> {
	return deliver({
		server: smtp,
		policy,
		credentials: smtpCredentials,
		clientName: from.slice(from.lastIndexOf('@') + 1),
		envelope: { from, to, envelopeId: token },
		bytes,
		arm: async () => true,
	});
}
