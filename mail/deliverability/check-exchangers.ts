import type { Names } from '#platform/network/names.ts';
import { checkedRecord } from './checked-record.ts';
import type { CheckedRecord, Finding } from './checked-record.ts';
import { orSilent } from './limited-names.ts';
import { newRecord } from './propose-record.ts';
import { providerOfHost } from './sending-provider.ts';
import type { SendingProvider } from './sending-provider.ts';
import type { SendingServer } from './sending-server.ts';
import { shownText } from './shown-text.ts';

/** Of the servers that receive, so many are looked at. */
const EXCHANGERS_AT_MOST = 5;

/** Checks that the domain can receive (RFC 5321, 5): one that cannot answer looks false to receivers, and answers get lost. */
export async function checkExchangers(
	domain: string,
	servers: readonly SendingServer[],
	names: Names,
	providers: readonly SendingProvider[],
): Promise<CheckedRecord> {
	const exchangers = await orSilent(names.mailExchangers(domain));
	if (exchangers === 'silent') return checkedRecord('mx', [{ code: 'mx-silent', about: domain }]);
	const found = exchangers
		.slice(0, EXCHANGERS_AT_MOST)
		.map((host) => ({ type: 'MX' as const, name: domain, text: shownText(host === '' ? '.' : host) }));
	const publish = () =>
		proposed(
			domain,
			servers,
			found.map(({ text }) => text),
		);
	if (exchangers.length === 0) return withoutExchangers(domain, names, publish());
	if (exchangers.every((host) => host === ''))
		return checkedRecord('mx', [{ code: 'mx-null' }], found, publish());
	const hosts = exchangers.filter(Boolean).slice(0, EXCHANGERS_AT_MOST);
	const answers = await Promise.all(hosts.map(async (host) => ({ host, state: await stateOf(host, names) })));
	const dead = answers.filter(({ state }) => state === 'dead').map(({ host }) => host);
	if (dead.length === hosts.length) {
		const findings = dead.map((host): Finding => ({ code: 'mx-unreachable', about: shownText(host) }));
		return checkedRecord('mx', findings, found, publish());
	}
	const receiver = providerOfHost(providers, hosts[0]!);
	return checkedRecord(
		'mx',
		[
			{ code: 'mx-receives', about: receiver?.name ?? shownText(hosts[0]!), count: exchangers.length },
			...dead.map((host): Finding => ({ code: 'mx-partly-unreachable', about: shownText(host) })),
		],
		found,
	);
}

/** An exchanger is a name, never an address (RFC 5321, 5.1): asked for as a name, an address has none. */
async function stateOf(host: string, names: Names): Promise<'alive' | 'dead' | 'silent'> {
	const addresses = await orSilent(names.addresses(host));
	if (addresses === 'silent') return 'silent';
	return addresses.length > 0 ? 'alive' : 'dead';
}

async function withoutExchangers(
	domain: string,
	names: Names,
	publish: ReturnType<typeof proposed>,
): Promise<CheckedRecord> {
	const addresses = await orSilent(names.addresses(domain));
	if (addresses === 'silent') return checkedRecord('mx', [{ code: 'mx-silent', about: domain }]);
	// Mail goes to the domain's own address then, where its pages are: a mailbox elsewhere gets none of it.
	const isImplicit = addresses.length > 0 && publish.length === 0;
	return isImplicit
		? checkedRecord('mx', [{ code: 'mx-implicit', about: shownText(addresses[0]!) }])
		: checkedRecord('mx', [{ code: 'mx-missing' }], [], publish);
}

/** What receives is where the mailboxes are: the provider of the first that is no relay. */
function proposed(domain: string, servers: readonly SendingServer[], replaces: readonly string[]) {
	const mailboxes = servers.filter(({ senders }) => senders.some(({ kind }) => kind !== 'relay'));
	const exchangers = mailboxes.flatMap(({ provider }) => (provider ? [provider.exchangers] : []))[0] ?? [];
	return exchangers.map((value) => newRecord('MX', domain, value, replaces));
}
