import { createSecureContext, getCACertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { NetworkPolicy } from './network-policy.ts';

const known = new WeakMap<NetworkPolicy, SecureContext>();

/**
 * What every TLS connection under this policy trusts: its authorities, at least TLS 1.2. Made once a policy, for each
 * context reads all root certificates anew.
 */
export function trustOf(policy: NetworkPolicy): SecureContext {
	const made = known.get(policy);
	if (made) return made;
	const authorities = authoritiesOf(policy);
	const context = createSecureContext({
		minVersion: 'TLSv1.2',
		...(authorities.length > 0 ? { ca: authorities } : {}),
	});
	known.set(policy, context);
	return context;
}

/** Nothing where those that Node trusts suffice. */
function authoritiesOf(policy: NetworkPolicy): string[] {
	if (policy.kind === 'sandbox') return [policy.authority];
	const added = policy.authorities ?? [];
	return added.length > 0 ? [...getCACertificates('default'), ...added] : [];
}
