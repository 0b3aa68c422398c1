import { lockOwnMailbox, type OwnMailbox } from '#domain/mailboxes/own-mailbox.ts';
import { tellChange } from '#domain/mailboxes/tell-owner.ts';
import { followDomainOf } from '#domain/sending-domains/follow-domain.ts';
import type { FromAddress } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { proofLimits } from '#platform/limits.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { isCode } from './from-address-code.ts';
import { keepMailsOf } from './keep-mails.ts';

/** `over`: too late, typed wrong too often, or proven meanwhile; another code is to be sent. */
export type ProofOutcome =
	{ readonly kind: 'proven' } | { readonly kind: 'wrong'; readonly left: number } | { readonly kind: 'over' };

/** One address of a mailbox's sender. */
export interface OwnFromAddress {
	readonly mailboxId: string;
	readonly fromAddressId: string;
}

/**
 * A code typed back. A wrong one is counted, and after five of them the code proves nothing any more: nobody guesses it.
 *
 * @throws {Refusal} missing; not-allowed.
 */
export async function proveFromAddress(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ code, ...own }: OwnFromAddress & { readonly code: string },
): Promise<ProofOutcome> {
	const { mailbox, proof } = await lockOwnFromAddress(tx, actor, own);
	const { id, codeSealed, tries } = proof;
	if (proof.provenAt || !codeSealed || tries >= proofLimits.tries || (await isLate(tx, id)))
		return { kind: 'over' };
	if (!isCode(envelopes, id, codeSealed, code)) {
		await tx.db.fromAddress.updateMany({ where: { id }, data: { tries: tries + 1 } });
		const left = proofLimits.tries - tries - 1;
		return left > 0 ? { kind: 'wrong', left } : { kind: 'over' };
	}
	await tx.db.fromAddress.updateMany({
		where: { id },
		data: { provenAt: tx.at, codeSealed: null, codeSendId: null, codeUntil: null },
	});
	await followDomainOf(tx, proof.address);
	await tellChange(tx, actor, mailbox, ['fromAddresses']);
	return { kind: 'proven' };
}

/**
 * Writes as this address from now on, or as the sender's own one (null). What is frozen already leaves as it is; answers come
 * to the sender's own address either way.
 *
 * @throws {Refusal} missing; not-allowed; from-address-unproven.
 */
export async function useFromAddress(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, fromAddressId }: { readonly mailboxId: string; readonly fromAddressId: string | null },
): Promise<void> {
	const mailbox = await lockOwnMailbox(tx, actor, mailboxId);
	const senderId = mailbox.sender.id;
	if (fromAddressId) {
		const { proof } = await lockOwnFromAddress(tx, actor, { mailboxId, fromAddressId });
		if (!proof.provenAt) throw new Refusal('conflict', 'from-address-unproven');
		if (proof.isUsed) return;
	}
	const { count } = await tx.db.fromAddress.updateMany({
		where: { senderId, isUsed: true },
		data: { isUsed: false },
	});
	if (fromAddressId)
		await tx.db.fromAddress.updateMany({ where: { id: fromAddressId }, data: { isUsed: true } });
	if (count > 0 || fromAddressId) await tellChange(tx, actor, mailbox, ['fromAddress']);
}

/**
 * Takes an address away; runs that wrote as it go on as the sender's own one.
 *
 * @throws {Refusal} missing; not-allowed.
 */
export async function removeFromAddress(tx: Transaction, actor: Actor, own: OwnFromAddress): Promise<void> {
	const { mailbox, proof } = await lockOwnFromAddress(tx, actor, own);
	await keepMailsOf(tx, proof.id);
	await tx.db.fromAddress.deleteMany({ where: { id: proof.id } });
	if (!proof.provenAt) return;
	await followDomainOf(tx, proof.address);
	await tellChange(tx, actor, mailbox, ['fromAddresses']);
}

async function lockOwnFromAddress(
	tx: Transaction,
	actor: Actor,
	{ mailboxId, fromAddressId }: OwnFromAddress,
): Promise<{ mailbox: OwnMailbox; proof: FromAddress }> {
	const mailbox = await lockOwnMailbox(tx, actor, mailboxId);
	const where = { id: fromAddressId, senderId: mailbox.sender.id };
	const proof = await tx.db.fromAddress.findFirst({ where });
	if (!proof) throw new Refusal('not-found', 'missing');
	return { mailbox, proof };
}

async function isLate(tx: Transaction, id: string): Promise<boolean> {
	const late = await tx.sql`
		SELECT FROM from_address WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${id}::uuid
			AND code_until <= clock_timestamp()`;
	return late.length > 0;
}
