import { armSend } from '#domain/sends/arm-send.ts';
import { claimSend } from '#domain/sends/claim-send.ts';
import { recordAccepted, recordUncertainSend } from '#domain/sends/record-outcome.ts';
import type { Asked } from '#domain/engagements/look/ask-gates.ts';
import { lookAtEngagement } from '#domain/engagements/look/look-at-engagement.ts';
import { mayStillLeave } from '#domain/engagements/look/may-still-leave.ts';
import { recordSent } from '#domain/engagements/outcomes/record-sent.ts';
import { recordUncertain } from '#domain/engagements/outcomes/record-uncertain.ts';
import { OfficeDatabase } from './office-database.ts';

/** Of a claim, in milliseconds: no test outlives it. */
const LEASE = 3_600_000;

/** Runs whose sends are claimed, armed and accepted by the product's own services, without a server. */
export class OfficeOfSends extends OfficeDatabase {
	run(id: string) {
		return this.tx(({ db }) => db.engagement.findFirstOrThrow({ where: { id } }));
	}

	look(id: string): Promise<Asked> {
		return this.tx((tx) => lookAtEngagement(tx, id));
	}

	/** Looks and claims; undefined where it may not leave. */
	async claim(id: string): Promise<{ sendId: string; fence: number } | undefined> {
		return this.tx(async (tx) => {
			const go = await lookAtEngagement(tx, id);
			if (go.kind !== 'go') return undefined;
			const run = await tx.db.engagement.findFirstOrThrow({
				where: { id },
				include: { mailbox: { select: { sender: { select: { id: true } } } } },
			});
			const address = await tx.db.contactAddress.findFirst({
				where: { contactId: run.contactId, isPrimary: true },
			});
			const claim = await claimSend(tx, {
				sendId: go.sendId,
				kind: 'step',
				senderId: run.mailbox.sender!.id,
				engagementId: id,
				position: go.position,
				occurrence: go.occurrence,
				contactId: run.contactId,
				companyId: run.companyId,
				isFirstContact: go.isFirstContact,
				lease: LEASE,
			});
			if (claim.kind !== 'claimed') throw new Error(claim.kind);
			await tx.db.send.updateMany({
				where: { id: go.sendId },
				data: { recipient: address?.address ?? null, messageId: `<${go.sendId}@cadrelune.example>` },
			});
			return { sendId: go.sendId, fence: claim.fence };
		});
	}

	/** The last gate; false where something stopped the mail. */
	async arm(id: string, claimed: { sendId: string; fence: number }): Promise<boolean> {
		return this.tx(async (tx) => {
			const { recipient } = await tx.db.send.findFirstOrThrow({ where: { id: claimed.sendId } });
			const still = await mayStillLeave(tx, id, { sendId: claimed.sendId, recipient: recipient! });
			return still.leave && armSend(tx, claimed);
		});
	}

	/** The server's 250, or evidence of it. */
	async accept(id: string, sendId: string, evidence: 'reply' | 'sent-folder' = 'reply'): Promise<void> {
		await this.tx(async (tx) => {
			await tx.lock('engagement', [id]);
			const accepted = await recordAccepted(tx, sendId, evidence);
			if (accepted) await recordSent(tx, { engagementId: id, sendId, accepted });
		});
	}

	/** The process died after arm. */
	async loseSight(id: string, sendId: string): Promise<void> {
		await this.tx(async (tx) => {
			await tx.lock('engagement', [id]);
			await recordUncertainSend(tx, sendId);
			await recordUncertain(tx, { engagementId: id, sendId });
		});
	}

	/** The step that is due leaves. */
	async leave(id: string): Promise<string> {
		const claimed = await this.claim(id);
		if (!claimed) throw new Error(`it waits: ${(await this.run(id)).reason}`);
		if (!(await this.arm(id, claimed))) throw new Error('not armed');
		await this.accept(id, claimed.sendId);
		return claimed.sendId;
	}

	/** Lives on until the next instant that the run waits for, and lets its step leave. */
	async leaveNext(id: string): Promise<string> {
		await this.advanceTo((await this.run(id)).nextLookAt!);
		return this.leave(id);
	}
}
