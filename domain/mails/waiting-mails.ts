import { normaliseAddress } from '#domain/values/mail-address.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';

/** The mails that people wrote to one of these addresses, however it is spelt, and that have not left. */
export async function mailsWaitingFor(tx: Transaction, addresses: readonly string[]): Promise<string[]> {
	if (addresses.length === 0) return [];
	const wanted = new Set(addresses.map(spelt));
	const waiting = await tx.db.send.findMany({
		where: { kind: 'personal', state: { in: ['ready', 'claimed', 'armed'] }, recipient: { not: null } },
		select: { id: true, recipient: true },
	});
	return waiting.filter(({ recipient }) => wanted.has(spelt(recipient!))).map(({ id }) => id);
}

function spelt(address: string): string {
	return mailboxOf(normaliseAddress(address) ?? address);
}
