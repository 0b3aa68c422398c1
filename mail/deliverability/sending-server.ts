import { isIP } from 'node:net';
import type { ServerSettings } from '#mail/connection/tested-account.ts';
import type { MailProof } from './mail-proof.ts';
import { organisationOf } from './domain-names.ts';
import { providerOf } from './sending-provider.ts';
import type { SendingProvider } from './sending-provider.ts';

/** Somebody who sends for the domain. */
export interface DomainSender {
	readonly address: string;
	readonly kind: 'personal' | 'shared' | 'relay';
	readonly smtp: ServerSettings;
	/** Key of its provider, as recognition found it. */
	readonly provider: string | undefined;
	/** What a receiving server said of its last mail to ourselves. */
	readonly proof: MailProof | undefined;
}

/** The senders of a domain that send by one server or one provider: records are the same for all of them. */
export interface SendingServer {
	/** What it is called where no provider is known: the host. */
	readonly host: string;
	readonly smtp: readonly ServerSettings[];
	readonly provider: SendingProvider | undefined;
	/** Whether it bears a name of the customer's own domain. */
	readonly isOwn: boolean;
	readonly senders: readonly DomainSender[];
	/** The newest proof of its senders. */
	readonly proof: MailProof | undefined;
}

/** Groups senders by what sends for them, in the order in which they came. */
export function serversOf(
	senders: readonly DomainSender[],
	domain: string,
	providers: readonly SendingProvider[],
): SendingServer[] {
	const groups = new Map<SendingProvider | string, DomainSender[]>();
	for (const sender of senders) {
		const host = hostOf(sender);
		const key = providerOf(providers, sender.provider, host) ?? host;
		groups.set(key, [...(groups.get(key) ?? []), sender]);
	}
	return [...groups].map(([key, group]) => {
		const provider = typeof key === 'string' ? undefined : key;
		const host = hostOf(group[0]!);
		const smtp = new Map(group.map((sender) => [`${hostOf(sender)}:${sender.smtp.port}`, sender.smtp]));
		return {
			host,
			smtp: [...smtp.values()],
			provider,
			isOwn: !provider && (isIP(host) !== 0 || organisationOf(host) === organisationOf(domain)),
			senders: group,
			proof: group
				.flatMap(({ proof }) => proof ?? [])
				.toSorted((one, other) => other.at.localeCompare(one.at))[0],
		};
	});
}

const hostOf = ({ smtp }: DomainSender) => smtp.host.trim().toLowerCase().replace(/\.$/, '');
