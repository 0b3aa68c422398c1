import { domainPart } from '#platform/addresses/address-parts.ts';
import {
	readDomainToRead,
	recordReading,
	type DomainToRead,
	type ProofFound,
} from '#domain/sending-domains/record-reading.ts';
import type { SenderOfDomain } from '#domain/sending-domains/senders-of-domain.ts';
import { readAuthenticationResults } from '#mail/deliverability/authentication-results.ts';
import type { AuthenticationResults } from '#mail/deliverability/authentication-results.ts';
import { checkDomain } from '#mail/deliverability/check-domain.ts';
import { domainChanges, domainTurn } from '#mail/deliverability/domain-changes.ts';
import { keepReading, standsAsBefore } from '#mail/deliverability/kept-reading.ts';
import { orSilent } from '#mail/deliverability/limited-names.ts';
import { nextCheckAt } from '#mail/deliverability/next-check.ts';
import type { DomainSender } from '#mail/deliverability/sending-server.ts';
import { summariseDomain } from '#mail/deliverability/summarise-domain.ts';
import { trustedServersOf } from '#mail/deliverability/trusted-servers.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { DomainDeps } from './domain-deps.ts';

/**
 * Reads what a domain publishes and what the mails that prove its senders have shown, and keeps it. Safe to repeat: what was
 * kept meanwhile stays.
 */
export async function readDomain(deps: DomainDeps, { subscriptionId, id }: RunRef): Promise<void> {
	const { database, deliverability } = deps;
	const begun = await database.inSubscription(subscriptionId, async (tx) => {
		const asked = await readDomainToRead(tx, id);
		return asked && { asked, at: tx.at };
	});
	if (!begun) return;
	const { asked, at } = begun;
	const { domain, senders, before } = asked;
	const proofs = await readProofs(deps, asked);
	const isPersonal = deliverability.isPersonal(domain);
	const read = await checkDomain(
		{
			...{ domain, isPersonal, reportsTo: undefined },
			senders: senders.map((sender) => asSender(sender, proofs)),
		},
		{ ...deliverability, at: new Date() },
	);
	const reading = keepReading(before, read, at.toISOString());
	const summary = summariseDomain(read);
	await database.inSubscription(subscriptionId, (tx) =>
		recordReading(tx, asked, {
			...{ reading, proofs, state: summary.state },
			changes: domainChanges(before, reading),
			turn: domainTurn(before, reading),
			isSame: standsAsBefore(before, reading),
			next: (since, now) => nextCheckAt(summary, since, now),
		}),
	);
}

/** What came since the last reading. Where nobody says whose word counts there, it is read the next time. */
async function readProofs({ deliverability }: DomainDeps, { senders }: DomainToRead) {
	const arrived = senders.flatMap(({ id, proof }) => (proof?.head ? [{ id, proof, head: proof.head }] : []));
	// A relay's is received at another domain than its own.
	const byDomain = Map.groupBy(arrived, ({ proof }) => domainPart(proof.mailbox.address));
	const found: ProofFound[] = [];
	for (const [domain, there] of byDomain) {
		const exchangers = await orSilent(deliverability.names.mailExchangers(domain));
		if (exchangers === 'silent') continue;
		const trusted = trustedServersOf(exchangers);
		for (const { id, proof, head } of there) {
			const results = readAuthenticationResults(Buffer.from(head), trusted) ?? null;
			found.push({ senderId: id, sendId: proof.sendId, results });
		}
	}
	return found;
}

function asSender(sender: SenderOfDomain, proofs: readonly ProofFound[]): DomainSender {
	const { id, address, kind, smtp, provider, proof } = sender;
	const found = proofs.find(({ senderId }) => senderId === id)?.results;
	const results = found ?? (proof?.results as AuthenticationResults | null | undefined);
	const at = found ? proof?.arrivedAt : proof?.resultsAt;
	return {
		...{ address, kind, smtp, provider },
		proof: results && at ? { at: at.toISOString(), results } : undefined,
	};
}
