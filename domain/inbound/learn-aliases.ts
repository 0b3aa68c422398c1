import { domainPart } from '#platform/addresses/address-parts.ts';
import { normaliseAddress, withoutTag } from '#domain/values/mail-address.ts';
import { isPublicMailDomain } from '#platform/addresses/public-mail-domains.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readCorrespondents } from './read-correspondents.ts';

/** Where a mailbox showed an address of its own (5.7-2). */
export type AliasSource = 'sent' | 'delivered-to';

/** An address that a mail shows as one of the mailbox's. */
export interface AliasSeen {
	readonly address: string;
	readonly source: AliasSource;
}

/**
 * Keeps the addresses that a mailbox has beside its own: under which its owner writes, and to which its server delivers
 * (docs/design/reply-detection.md#us). An address of a known contact or company, or at a company's domain, is never one,
 * whoever names it; nor is one of a public provider to which something was delivered, for anybody may have those.
 */
export async function learnAliases(
	tx: Transaction,
	mailboxId: string,
	seen: readonly AliasSeen[],
): Promise<void> {
	const found = new Map<string, AliasSource>();
	for (const { address: written, source } of seen) {
		const stored = normaliseAddress(written);
		const address = stored && withoutTag(stored);
		if (!address || (source === 'delivered-to' && isPublicMailDomain(domainPart(address)))) continue;
		if (found.get(address) !== 'sent') found.set(address, source);
	}
	if (found.size === 0) return;
	const theirs = await addressesOfOthers(tx, [...found.keys()]);
	await tx.db.mailboxAlias.createMany({
		data: [...found]
			.filter(([address]) => !theirs.has(address))
			.map(([address, source]) => ({
				subscriptionId: tx.subscriptionId,
				mailboxId,
				address,
				source,
				learnedAt: tx.at,
			})),
		skipDuplicates: true,
	});
}

async function addressesOfOthers(
	tx: Transaction,
	addresses: readonly string[],
): Promise<ReadonlySet<string>> {
	const known = await readCorrespondents(tx, addresses);
	return new Set(addresses.filter((address) => (known.get(address) ?? []).length > 0));
}
