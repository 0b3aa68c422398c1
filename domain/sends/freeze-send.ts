import { Prisma } from '#prisma/generated/client/client.ts';
import { domainPart } from '#platform/addresses/address-parts.ts';
import { noteDomains } from '#domain/tracking/filters/recipient-domains.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A composed mail as it is kept. */
export interface ComposedSend {
	readonly recipient: string;
	readonly subject: string;
	/** With angle brackets. */
	readonly messageId: string;
	/** `messageId` as it is compared: lower case, no brackets. */
	readonly messageIdKey: string;
	readonly bytes: Buffer;
	readonly sha256: Uint8Array;
	/** What the screens show: the body without its document. */
	readonly html: string;
	readonly text: string;
	/** Where its tracked links lead, by the number that their tickets name. */
	readonly links?: readonly { readonly number: number; readonly url: string }[];
}

/** The bytes that every attempt sends, with whom they go to. */
export interface FrozenSend {
	readonly bytes: Buffer;
	readonly recipient: string;
	readonly messageId: string;
}

/**
 * Keeps the bytes, the recipient and the Message-ID of a send that was claimed. Until an attempt was armed a changed address
 * or text freezes anew; afterwards never, and the first bytes are answered (docs/design/sending.md#freeze).
 *
 * @param compose writes the mail; undefined where it can be written to nobody.
 */
export async function freezeSend(
	tx: Transaction,
	held: { readonly sendId: string; readonly fence: number },
	compose: () => Promise<ComposedSend | undefined>,
): Promise<FrozenSend | undefined> {
	const final = await finalContentOf(tx, held);
	if (final) return final;
	const content = await compose();
	if (!content) return undefined;
	const kept = await tx.sql`
		WITH kept AS (
			UPDATE send SET recipient = ${content.recipient}, subject = ${content.subject},
				message_id = ${content.messageId}
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${held.sendId}::uuid AND fence = ${held.fence}
			RETURNING subscription_id, id
		), ${contentOf(tx, content, 'kept')}
		SELECT FROM kept`;
	if (kept.length === 0) throw new Error('a send was frozen by an attempt that no longer holds it');
	return content;
}

/** The parts of a statement that keep the content of the one send that its part `of` answers. */
export function contentOf(tx: Transaction, content: ComposedSend, of: 'kept' | 'claimed'): Prisma.Sql {
	const send = Prisma.raw(of);
	return Prisma.sql`
		content AS (
			INSERT INTO send_content (subscription_id, send_id, bytes, sha256, html, text, frozen_at)
			SELECT subscription_id, id, ${content.bytes}, ${content.sha256}, ${content.html}, ${content.text},
				${tx.at}::timestamptz FROM ${send}
			ON CONFLICT (subscription_id, send_id) DO UPDATE SET bytes = EXCLUDED.bytes, sha256 = EXCLUDED.sha256,
				html = EXCLUDED.html, text = EXCLUDED.text, frozen_at = EXCLUDED.frozen_at
		), identity AS (
			INSERT INTO send_identity (subscription_id, message_id_key, send_id)
			SELECT subscription_id, ${content.messageIdKey}, id FROM ${send}
			ON CONFLICT DO NOTHING
		), links AS (
			INSERT INTO tracked_link (subscription_id, send_id, number, url)
			SELECT subscription_id, id, link.number, link.url FROM ${send}, unnest(
				${(content.links ?? []).map(({ number }) => number)}::int[],
				${(content.links ?? []).map(({ url }) => url)}::text[]) AS link (number, url)
			ON CONFLICT (subscription_id, send_id, number) DO UPDATE SET url = EXCLUDED.url
		), domains AS (
			${noteDomains(tx, domainOfTracked(content, send))}
		)`;
}

/** The domain that a mail with tracked links goes to. */
function domainOfTracked({ recipient, links = [] }: ComposedSend, of: Prisma.Sql): Prisma.Sql {
	const domain = links.length > 0 ? domainPart(recipient).toLowerCase() : '';
	return Prisma.sql`SELECT ${domain}::text AS domain FROM ${of}`;
}

/** The bytes of a send that was armed once; undefined while they may still change, as at its first attempt (fence 1). */
async function finalContentOf(
	tx: Transaction,
	{ sendId, fence }: { readonly sendId: string; readonly fence: number },
): Promise<FrozenSend | undefined> {
	if (fence === 1) return undefined;
	const found = await tx.db.sendContent.findFirst({
		where: { sendId, send: { armedAt: { not: null } } },
		select: { bytes: true, send: { select: { recipient: true, messageId: true } } },
	});
	if (!found?.send.recipient || !found.send.messageId) return undefined;
	return {
		bytes: Buffer.from(found.bytes),
		recipient: found.send.recipient,
		messageId: found.send.messageId,
	};
}
