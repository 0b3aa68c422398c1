import { lockOwnMailbox } from '#domain/mailboxes/own-mailbox.ts';
import { writePlatformMail } from '#domain/platform-mails/write-platform-mail.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { oneAfterTheOther } from '#platform/database/one-after-the-other.ts';
import { proofLimits } from '#platform/limits.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { createCode } from './from-address-code.ts';

/** An address that a mailbox's sender is to write as. */
export interface FromAddressToAdd {
	readonly mailboxId: string;
	readonly address: string;
	/** Of whoever asks, who reads the code's mail. */
	readonly language: LanguageCode;
}

/**
 * *Ajouter une adresse d’expédition* (Z-09): sends a code to it, which proves that whoever asks reads its mail. Asked again
 * it is a new code, and the one before proves nothing any more. Codes of a person and addresses of a sender are bounded.
 *
 * @throws {Refusal} missing; not-allowed; address-invalid; from-address-known; from-address-full; too-many-codes;
 *   platform-missing.
 */
export async function addFromAddress(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ mailboxId, address: typed, language }: FromAddressToAdd,
): Promise<{ fromAddressId: string }> {
	const { sender } = await lockOwnMailbox(tx, actor, mailboxId);
	const address = normaliseAddress(typed);
	if (!address) throw new Refusal('invalid', 'address-invalid');
	const known = await tx.db.fromAddress.findMany({ where: { senderId: sender.id } });
	const same = known.find((one) => one.address === address);
	if (same?.provenAt || address === normaliseAddress(sender.address))
		throw new Refusal('conflict', 'from-address-known');
	if (!same && known.length >= proofLimits.addresses) throw new Refusal('conflict', 'from-address-full');
	await assertFewCodes(tx, actor);
	const { subscriptionId, at } = tx;
	const { id } =
		same ??
		(await tx.db.fromAddress.create({
			data: { subscriptionId, senderId: sender.id, address, askedById: actor.userId, createdAt: at },
		}));
	const sendId = await writePlatformMail(tx, {
		...{ kind: 'from-address-code', fromAddressId: id, recipient: address },
		...{ language, authorId: actor.userId },
	});
	if (!sendId) throw new Refusal('unavailable', 'platform-missing');
	// How long a code proves something is wall-clock time, and the database's.
	await tx.sql`
		UPDATE from_address SET code_sealed = ${Buffer.from(createCode(envelopes, id))}, code_send_id = ${sendId}::uuid,
			code_until = clock_timestamp() + make_interval(secs => ${proofLimits.holds / 1_000}::float), tries = 0,
			asked_by_id = ${actor.userId}::uuid
		WHERE subscription_id = ${subscriptionId}::uuid AND id = ${id}::uuid`;
	return { fromAddressId: id };
}

async function assertFewCodes(tx: Transaction, { userId }: Actor): Promise<void> {
	// Of several of her mailboxes at once.
	await oneAfterTheOther(tx, `code/${userId}`);
	const since = new Date(tx.at.getTime() - proofLimits.within);
	const sent = await tx.db.send.count({
		where: {
			...{ kind: 'platform', authorId: userId, createdAt: { gt: since } },
			platformMail: { kind: 'from-address-code' },
		},
	});
	if (sent >= proofLimits.codes) throw new Refusal('conflict', 'too-many-codes');
}
