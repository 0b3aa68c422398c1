import { hostName } from '#mail/mime/host-name.ts';
import type { Names } from '#platform/network/names.ts';
import { candidateOfTold } from './candidates.ts';
import type { Subject } from './candidates.ts';
import type { DiscoveryLimits, DiscoveryTools, ServerOffer } from './discovery.ts';
import { NOTHING, foundOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { usualServers } from './usual-servers.ts';

/**
 * Asks for the services of a domain (RFC 6186, RFC 8314): encrypted from the beginning before STARTTLS. What is told of one
 * side only is completed by usual names on the other.
 *
 * @throws NamesUnavailable
 */
export async function findByServices(
	subject: Subject,
	tools: DiscoveryTools,
	{ serversAtMost }: DiscoveryLimits,
): Promise<Finding> {
	const { domain, address } = subject.address;
	const offers = async (name: string, security: ServerOffer['security']) =>
		(await servicesAt(tools.names, `${name}._tcp.${domain}`)).map((service): ServerOffer => ({
			...service,
			security,
			user: address,
		}));
	const [imaps, imap, submissions, submission] = await Promise.all([
		offers('_imaps', 'tls'),
		offers('_imap', 'starttls'),
		offers('_submissions', 'tls'),
		offers('_submission', 'starttls'),
	]);
	const told = {
		imap: [...imaps, ...imap].slice(0, serversAtMost),
		smtp: [...submissions, ...submission].slice(0, serversAtMost),
	};
	if (told.imap.length === 0) {
		const pop = await servicesAt(tools.names, `_pop3s._tcp.${domain}`);
		if (pop.length > 0) return { ...NOTHING, remark: 'pop-only' };
		if (told.smtp.length === 0) return NOTHING;
	}
	const usual = usualServers(subject, tools.ports);
	const servers = {
		imap: told.imap.length > 0 ? told.imap : usual.imap,
		smtp: told.smtp.length > 0 ? told.smtp : usual.smtp,
		signIn: ['password'],
		isLikely: told.imap.length === 0 || told.smtp.length === 0,
	} as const;
	return foundOf([candidateOfTold(servers, subject, 'services', tools.presets)]);
}

/** Services whose target is a host; `.` says that there is none (RFC 2782). */
async function servicesAt(names: Names, name: string): Promise<{ host: string; port: number }[]> {
	const services = await names.services(name);
	return services.flatMap(({ host: target, port }) => {
		const host = hostName(target);
		return host !== undefined && port > 0 ? [{ host, port }] : [];
	});
}
