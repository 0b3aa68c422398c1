import type { About } from '#domain/values/about.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { isSpelledAs } from '#domain/values/spelled-as.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { KnownFacts, MailClues } from '#mail/inbound/match.ts';
import type { Transaction } from '#platform/database/database.ts';
import { findPlaces } from '#domain/newsletters/issues/returns/find-places.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

/**
 * Looks everything up that may tell which send or run of ours mails of a mailbox are about.
 *
 * @param ring the keys that signed the tickets of issues.
 */
export async function readKnownFacts(
	tx: Transaction,
	ring: KeyRing,
	mailboxId: string,
	clues: MailClues,
): Promise<KnownFacts<About>> {
	const ids = [...clues.reportedSendIds, ...clues.plusSendIds];
	const messageIdKeys = [...clues.repliedIds, ...clues.quotedIds, ...clues.reportedIds];
	const places = await findPlaces(tx, ring, {
		messageIdKeys,
		returnTickets: [...clues.reportedTickets, ...clues.plusTickets],
	});
	return {
		sendOfMessageId: await sendsByMessageId(tx, messageIdKeys),
		placeOfMessageId: places.ofMessageId,
		placeOfTicket: places.ofTicket,
		sendIds: new Set(
			ids.length === 0
				? []
				: (await tx.db.send.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(
						({ id }) => id,
					),
		),
		lastSendTo: await lastSendsTo(tx, mailboxId, clues.reportedAddresses),
		aboutOfAddress: await liveRunsOf(tx, mailboxId, clues.senders),
	};
}

/** Message-ID key → send, for all keys under which sends of this subscription are known. */
export async function sendsByMessageId(
	tx: Transaction,
	keys: readonly string[],
): Promise<Map<string, string>> {
	if (keys.length === 0) return new Map();
	const found = await tx.db.sendIdentity.findMany({
		where: { messageIdKey: { in: [...new Set(keys)] } },
		select: { messageIdKey: true, sendId: true },
	});
	return new Map(found.map(({ messageIdKey, sendId }) => [messageIdKey, sendId]));
}

/** A report that names an address only is about the newest mail to it, of the last two months. */
async function lastSendsTo(
	tx: Transaction,
	mailboxId: string,
	addresses: readonly string[],
): Promise<Map<string, string>> {
	if (addresses.length === 0) return new Map();
	const spellings = spellingsOf(addresses);
	const found = await tx.db.$queryRaw<{ recipient: string; id: string }[]>`
		SELECT DISTINCT ON (recipient) recipient, send.id::text FROM send
		JOIN sender ON (sender.subscription_id, sender.id) = (send.subscription_id, send.sender_id)
		WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND sender.mailbox_id = ${mailboxId}::uuid
			AND sent_at > ${tx.at}::timestamptz - interval '60 days' AND ${isSpelledAs(Prisma.sql`recipient`, [...spellings.keys()])}
			AND state IN ('armed', 'accepted', 'uncertain')
		ORDER BY recipient, sent_at DESC`;
	return inSpellings(
		spellings,
		found.map(({ recipient, id }) => [recipient, id]),
	);
}

async function liveRunsOf(
	tx: Transaction,
	mailboxId: string,
	addresses: readonly string[],
): Promise<Map<string, About>> {
	if (addresses.length === 0) return new Map();
	const spellings = spellingsOf(addresses);
	const found = await tx.db.$queryRaw<{ address: string; id: string }[]>`
		SELECT DISTINCT ON (a.address) a.address, e.id::text FROM contact_address a
		JOIN contact own ON (own.subscription_id, own.id) = (a.subscription_id, a.contact_id)
		JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
		JOIN engagement e ON (e.subscription_id, e.contact_id) = (card.subscription_id, card.id)
		WHERE a.subscription_id = ${tx.subscriptionId}::uuid AND ${isSpelledAs(Prisma.sql`a.address`, [...spellings.keys()])}
			AND e.mailbox_id = ${mailboxId}::uuid AND e.ended_at IS NULL
		ORDER BY a.address, e.last_sent_at DESC NULLS LAST, e.engaged_at DESC`;
	return inSpellings(
		spellings,
		found.map(({ address, id }) => [address, { kind: 'engagement', engagementId: id }]),
	);
}

/** As addresses are compared → as the mail spells them; keys are what is asked for too. */
function spellingsOf(addresses: readonly string[]): Map<string, string[]> {
	const spellings = new Map<string, string[]>();
	for (const address of new Set(addresses)) {
		const stored = mailboxOf(normaliseAddress(address) ?? address);
		spellings.set(stored, [...(spellings.get(stored) ?? []), address]);
	}
	return spellings;
}

function inSpellings<Found>(
	spellings: ReadonlyMap<string, string[]>,
	found: readonly (readonly [string, Found])[],
): Map<string, Found> {
	return new Map(
		found.flatMap(([stored, one]) =>
			(spellings.get(mailboxOf(stored)) ?? []).map((spelling): [string, Found] => [spelling, one]),
		),
	);
}
