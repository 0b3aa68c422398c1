import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Verdicts on what a person wrote herself; a report stands in her conversation too, and its sender is a machine. */
const HER_OWN = [
	'reply',
	'negative-reply',
	'early-reply',
	'outside-reply',
	'doubtful',
	'absence',
	'objection',
	'none',
];

/**
 * Every address under which a person is known: of her cards, those that we wrote to when she had another one, and those that
 * she wrote from. Whatever is an address of somebody else too (a colleague's card, a user, a mailbox of ours) is not hers.
 */
export async function addressesOfPerson(tx: Transaction, cards: readonly string[]): Promise<string[]> {
	const contactId = { in: [...cards] };
	const known = await tx.db.contactAddress.findMany({ where: { contactId }, select: { address: true } });
	const written = await tx.db.send.findMany({
		where: { contactId, recipient: { not: null } },
		select: { recipient: true },
		distinct: ['recipient'],
	});
	const received = await tx.db.message.findMany({
		where: { contactId, direction: 'in', verdict: { in: HER_OWN }, fromAddress: { not: null } },
		select: { fromAddress: true },
		distinct: ['fromAddress'],
	});
	const own = new Set(known.map(({ address }) => address));
	const others = [
		...written.map(({ recipient }) => recipient!),
		...received.map(({ fromAddress }) => fromAddress!),
	].map((address) => normaliseAddress(address) ?? address.toLowerCase());
	const foreign = await foreignOf(
		tx,
		[...new Set(others)].filter((address) => !own.has(address)),
		cards,
	);
	return [...new Set([...own, ...others.filter((address) => !foreign.has(address))])];
}

async function foreignOf(
	tx: Transaction,
	addresses: readonly string[],
	cards: readonly string[],
): Promise<Set<string>> {
	const among = { in: [...addresses] };
	const contacts = await tx.db.contactAddress.findMany({
		where: { address: among, contactId: { notIn: [...cards] } },
		select: { address: true },
	});
	const users = await tx.db.user.findMany({ where: { email: among }, select: { email: true } });
	const mailboxes = await tx.db.mailbox.findMany({ where: { address: among }, select: { address: true } });
	return new Set([
		...contacts.map(({ address }) => address),
		...users.map(({ email }) => email),
		...mailboxes.map(({ address }) => address),
	]);
}
