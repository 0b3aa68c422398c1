import { candidateOfTold, ownerOf } from './candidates.ts';
import type { Subject } from './candidates.ts';
import type { DiscoveryLimits, DiscoveryStep, DiscoveryTools, ServerOffer } from './discovery.ts';
import { NOTHING, findingOfFault, foundOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { httpsGet } from './https-get.ts';
import { readAutoconfig } from './read-autoconfig.ts';
import { usualServers } from './usual-servers.ts';

/**
 * Asks the domain's own server for its configuration. Over HTTPS only: whoever sits on the way of a plain answer would choose
 * the server that gets the password.
 */
export function findByAutoconfig(
	subject: Subject,
	tools: DiscoveryTools,
	limits: DiscoveryLimits,
	signal: AbortSignal,
): Promise<Finding> {
	const { domain, address } = subject.address;
	const query = `?emailaddress=${encodeURIComponent(address)}`;
	const url = new URL(`https://autoconfig.${domain}:${tools.ports.web}/mail/config-v1.1.xml${query}`);
	return ask('autoconfig', url, subject, tools, limits, signal);
}

/** Asks the domain's web server. It is not told whose address it is. */
export function findByWellKnown(
	subject: Subject,
	tools: DiscoveryTools,
	limits: DiscoveryLimits,
	signal: AbortSignal,
): Promise<Finding> {
	const { domain } = subject.address;
	const path = '/.well-known/autoconfig/mail/config-v1.1.xml';
	const url = new URL(`https://${domain}:${tools.ports.web}${path}`);
	return ask('well-known', url, subject, tools, limits, signal);
}

/** Asks a public directory for the domain, else for the one where its mail arrives. It is told no more than these. */
export async function findByDirectory(
	subject: Subject,
	tools: DiscoveryTools & { readonly directory: string },
	limits: DiscoveryLimits,
	signal: AbortSignal,
): Promise<Finding> {
	const { address, exchangers, gateway } = subject;
	const received = gateway ? [] : exchangers.slice(0, 1).map(ownerOf);
	const domains = [...new Set([address.domain, ...received])];
	const findings = await Promise.all(
		domains.map((domain) =>
			ask('directory', new URL(`${tools.directory}${domain}`), subject, tools, limits, signal),
		),
	);
	return findings.find(({ outcome }) => outcome === 'found') ?? findings[0]!;
}

async function ask(
	step: DiscoveryStep,
	url: URL,
	subject: Subject,
	tools: DiscoveryTools,
	limits: DiscoveryLimits,
	signal: AbortSignal,
): Promise<Finding> {
	try {
		const text = await httpsGet(url, tools.policy, limits, signal);
		return text === undefined ? NOTHING : findingOfText(text, step, subject, tools, limits);
	} catch (error) {
		return findingOfFault(error);
	}
}

function findingOfText(
	text: string,
	step: DiscoveryStep,
	subject: Subject,
	tools: DiscoveryTools,
	{ serversAtMost }: DiscoveryLimits,
): Finding {
	const told = readAutoconfig(text, subject.address);
	if (told === undefined) return { ...NOTHING, code: 'answer-unreadable' };
	const cut = (servers: readonly ServerOffer[]) => servers.slice(0, serversAtMost);
	if (told.imap.length === 0) return told.remark ? { ...NOTHING, remark: told.remark } : NOTHING;
	const isLikely = told.smtp.length === 0;
	const smtp = isLikely ? usualServers(subject, tools.ports).smtp : told.smtp;
	const servers = { imap: cut(told.imap), smtp: cut(smtp), signIn: told.signIn, isLikely };
	return foundOf([candidateOfTold(servers, subject, step, tools.presets)]);
}
