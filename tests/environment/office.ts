import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Actor } from '#domain/values/actor.ts';
import { prepareInstallation } from '#domain/accounts/prepare-installation.ts';
import type { Automation } from '#domain/automations/automation.ts';
import { armSend } from '#domain/sends/arm-send.ts';
import { claimSend } from '#domain/sends/claim-send.ts';
import { recordAccepted, recordUncertainSend } from '#domain/sends/record-outcome.ts';
import { useSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { createTestDatabase } from './database.ts';
import { applyVerdict, type VerdictEffect } from '#domain/inbound/apply-verdict.ts';
import type { Asked } from '#domain/engagements/look/ask-gates.ts';
import { engageContact, type EngageInput } from '#domain/engagements/engage/engage-contact.ts';
import { lookAtEngagement } from '#domain/engagements/look/look-at-engagement.ts';
import { mayStillLeave } from '#domain/engagements/look/may-still-leave.ts';
import { recordSent } from '#domain/engagements/outcomes/record-sent.ts';
import { recordUncertain } from '#domain/engagements/outcomes/record-uncertain.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const RELANCE: Automation = {
	kind: 'relance',
	priority: 'high',
	days: 0,
	follower: 'responsible',
	tag: { kind: 'leave' },
};

/** What a sequence of a test is made of. */
export interface SequenceWish {
	/** Days from one step to the next; the first step is due at once. */
	readonly delays?: readonly number[];
	readonly window?: { readonly days: number[]; readonly from: number; readonly to: number };
	readonly closingDays?: number;
	readonly colleagueReplyCounts?: boolean;
	readonly onSuccess?: readonly Automation[];
	readonly onFailure?: readonly Automation[];
}

/**
 * A sales office on a database of its own: people, mailboxes that are read to their end, companies, sequences; sends are
 * claimed, armed and accepted by the product's own services, without a server.
 */
export class Office {
	readonly subscriptionId = randomUUID();
	readonly camille: Actor;
	readonly ines: Actor;
	readonly database: Database;
	/** The owner's address of its database. */
	readonly ownerUrl: string;
	readonly close: () => Promise<void>;
	mailboxId = '';
	/** Who Camille's mails leave from. */
	senderId = '';
	routineId = '';

	private constructor(database: Database, ownerUrl: string, close: () => Promise<void>) {
		this.ownerUrl = ownerUrl;
		this.database = database;
		this.close = close;
		const { subscriptionId } = this;
		this.camille = { subscriptionId, userId: randomUUID(), licence: 'utilisateur' };
		this.ines = { subscriptionId, userId: randomUUID(), licence: 'responsable' };
	}

	static async open(
		name: string,
		installation = { publicUrl: 'http://127.0.0.1:3000', sandbox: true },
	): Promise<Office> {
		const testDatabase = await createTestDatabase();
		const database = openDatabase({ url: testDatabase.url, name });
		useSuppressionKey(await openKeyRing(database, createEnvelopes(randomBytes(32)), 'suppression'));
		const office = new Office(database, testDatabase.url, async () => {
			await database.close();
			await testDatabase.drop();
		});
		await prepareInstallation(testDatabase.url, installation);
		await office.furnish();
		return office;
	}

	/** One transaction of this subscription. */
	tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		return this.database.inSubscription(this.subscriptionId, work);
	}

	/** One statement as the owner of the database, behind its roles. */
	async asOwner(sql: string): Promise<void> {
		const client = new pg.Client({ connectionString: this.ownerUrl });
		await client.connect();
		try {
			await client.query(sql);
		} finally {
			await client.end();
		}
	}

	/** Domain time. */
	now(): Promise<Date> {
		return this.tx(async ({ at }) => at);
	}

	/** Moves the one clock on. */
	async advance(milliseconds: number): Promise<void> {
		await this.tx(
			({ db }) =>
				db.$executeRaw`UPDATE installation SET clock_offset_ms = clock_offset_ms + ${Math.round(milliseconds)}::bigint`,
		);
	}

	async advanceTo(instant: Date): Promise<void> {
		await this.advance(Math.max(0, instant.getTime() - (await this.now()).getTime()));
	}

	/** A contact at a company of its own, or at a given one. */
	async contact(companyId?: string): Promise<{ contactId: string; companyId: string; address: string }> {
		const { subscriptionId } = this;
		return this.tx(async ({ db }) => {
			const company = companyId ?? randomUUID();
			if (!companyId) await db.company.create({ data: { subscriptionId, id: company, name: 'Ardelouse' } });
			const contactId = randomUUID();
			const address = `${contactId}@ardelouse.example`;
			await db.contact.create({
				data: {
					subscriptionId,
					id: contactId,
					companyId: company,
					firstName: 'Hélène',
					lastName: 'Ronsavel',
				},
			});
			await db.contactAddress.create({ data: { subscriptionId, contactId, address, isPrimary: true } });
			return { contactId, companyId: company, address };
		});
	}

	async sequence(wish: SequenceWish = {}): Promise<string> {
		const { delays = [0, 4, 6], window, closingDays = 7, colleagueReplyCounts = false } = wish;
		const { subscriptionId } = this;
		const id = randomUUID();
		await this.tx(async ({ db, at }) => {
			await db.sequence.create({
				data: {
					subscriptionId,
					id,
					title: 'Premier contact',
					isActive: true,
					ownerId: this.ines.userId,
					currentVersion: 1,
				},
			});
			await db.sequenceVersion.create({
				data: {
					subscriptionId,
					sequenceId: id,
					number: 1,
					routineId: this.routineId,
					windowDays: window?.days ?? [1, 2, 3, 4, 5, 6, 7],
					windowFrom: window?.from ?? 0,
					windowTo: window?.to ?? 1_440,
					closingDelayAmount: closingDays,
					colleagueReplyCounts,
					onSuccess: (wish.onSuccess ?? [RELANCE]) as object[],
					onFailure: (wish.onFailure ?? []) as object[],
					createdById: this.ines.userId,
					createdAt: at,
					steps: {
						create: delays.map((days, index) => ({
							position: index + 1,
							delayAmount: days,
							delayUnit: 'days',
							subject: index === 0 ? 'Bonjour' : null,
							bodyHtml: '<p>Bonjour</p>',
						})),
					},
				},
			});
		});
		return id;
	}

	/** Engages and answers the run's id; every question is confirmed. */
	async engage(wish: Partial<EngageInput> & { contactId: string; sequenceId: string }): Promise<string> {
		const answer = await this.tx((tx) =>
			engageContact(tx, this.camille, {
				requestId: randomUUID(),
				confirmed: ['confirm-other-sequence', 'confirm-recent', 'confirm-off-target', 'confirm-colleague'],
				...wish,
			}),
		);
		return answer.engagementId;
	}

	/** A contact engaged in a sequence of its own. */
	async engaged(
		wish: SequenceWish = {},
	): Promise<{ id: string; contactId: string; companyId: string; address: string; sequenceId: string }> {
		const contact = await this.contact();
		const sequenceId = await this.sequence(wish);
		const id = await this.engage({ contactId: contact.contactId, sequenceId });
		return { ...contact, sequenceId, id };
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
				lease: HOUR,
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
			await tx.lock('engagement', [id], 'share');
			const still = await mayStillLeave(tx, id, claimed.sendId);
			return still.leave && armSend(tx, claimed);
		});
	}

	/** The server's 250, or evidence of it. */
	async accept(id: string, sendId: string, evidence: 'reply' | 'sent-folder' = 'reply'): Promise<void> {
		await this.tx(async (tx) => {
			await tx.lock('engagement', [id]);
			const sentAt = await recordAccepted(tx, sendId, evidence);
			if (sentAt) await recordSent(tx, { engagementId: id, sendId, sentAt });
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

	/** A received mail with its verdict, as the reader stores it. */
	async receive(
		mail: {
			verdict: string;
			about?: 'engagement' | 'message';
			engagementId?: string | null;
			contactId?: string | null;
			companyId?: string | null;
			sendId?: string | null;
			fromAddress?: string;
		},
		evidence: { rule?: string; returnAt?: string; status?: string } = { rule: 'references' },
	): Promise<{ messageId: string; effect: VerdictEffect }> {
		const { subscriptionId } = this;
		return this.tx(async (tx) => {
			const message = await tx.db.message.create({
				data: {
					subscriptionId,
					mailboxId: this.mailboxId,
					folder: 'INBOX',
					uidValidity: 1,
					uid: Number.parseInt(randomUUID().slice(0, 8), 16),
					direction: 'in',
					receivedAt: tx.at,
					storedAt: tx.at,
					size: 1,
					evidence,
					about: mail.engagementId ? 'engagement' : null,
					...mail,
				},
			});
			return { messageId: message.id, effect: await applyVerdict(tx, message) };
		});
	}

	run(id: string) {
		return this.tx(({ db }) => db.engagement.findFirstOrThrow({ where: { id } }));
	}

	/** Kinds of the events of a run, oldest first. */
	async events(id: string): Promise<string[]> {
		const events = await this.tx(({ db }) =>
			db.event.findMany({ where: { engagementId: id }, orderBy: { at: 'asc' }, select: { kind: true } }),
		);
		return events.map(({ kind }) => kind);
	}

	notifications(userId = this.camille.userId) {
		return this.tx(({ db }) =>
			db.notification.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } }),
		);
	}

	relance(companyId: string) {
		return this.tx(({ db }) => db.relance.findFirst({ where: { companyId } }));
	}

	/** Sets the mailbox as its watcher would. */
	async watch(state: { lost?: boolean; caughtUp?: boolean; provenAgo?: number }): Promise<void> {
		await this.tx(async ({ db, at }) => {
			const { lost = false, caughtUp = true, provenAgo = 0 } = state;
			await db.mailboxWatch.updateMany({
				where: { mailboxId: this.mailboxId },
				data: {
					epoch: 2,
					caughtUpEpoch: caughtUp ? 2 : 1,
					lostAt: lost ? at : null,
					provenAt: new Date(Date.now() - provenAgo),
				},
			});
			await db.mailbox.updateMany({
				where: { id: this.mailboxId },
				data: { state: lost ? 'lost' : 'synchronised' },
			});
		});
	}

	async changePace(data: {
		dailyCap?: number;
		gapMinSeconds?: number;
		gapMaxSeconds?: number;
		rampSince?: Date;
		rampStart?: number;
	}): Promise<void> {
		await this.tx(({ db }) => db.sender.updateMany({ where: { id: this.senderId }, data }));
	}

	/** Lets a run write from a mailbox of Inès's. */
	async writeFromInes(id: string): Promise<void> {
		await this.tx(async ({ db, at }) => {
			const { mailboxId } = await this.mailbox(db, this.ines.userId, at);
			await db.engagement.updateMany({ where: { id }, data: { mailboxId } });
		});
	}

	private async furnish(): Promise<void> {
		const { subscriptionId } = this;
		await this.tx(async ({ db, at }) => {
			await db.subscription.create({ data: { id: subscriptionId, name: 'Cadrelune' } });
			for (const [actor, firstName] of [
				[this.camille, 'Camille'],
				[this.ines, 'Inès'],
			] as const) {
				await db.user.create({
					data: {
						subscriptionId,
						id: actor.userId,
						email: `${actor.userId}@cadrelune.example`,
						firstName,
						lastName: 'Aubrelle',
						licence: actor.licence,
					},
				});
			}
			const { id } = await db.routine.create({ data: { subscriptionId, title: 'Industrie' } });
			this.routineId = id;
			Object.assign(this, await this.mailbox(db, this.camille.userId, at));
		});
	}

	private async mailbox(
		db: Transaction['db'],
		ownerId: string,
		at: Date,
	): Promise<{ mailboxId: string; senderId: string }> {
		const { subscriptionId } = this;
		const { id, sender } = await db.mailbox.create({
			data: {
				subscriptionId,
				ownerId,
				address: `${ownerId}@cadrelune.example`,
				state: 'synchronised',
				imapHost: 'imap.cadrelune.example',
				imapPort: 993,
				imapSecurity: 'tls',
				loginName: 'camille',
				synchronisedAt: at,
				sender: {
					create: {
						kind: 'personal',
						address: `${ownerId}@cadrelune.example`,
						displayName: 'Camille Aubrelle',
						smtpHost: 'smtp.cadrelune.example',
						smtpPort: 465,
						smtpSecurity: 'tls',
						loginName: 'camille',
						gapMinSeconds: 0,
						gapMaxSeconds: 0,
						dailyCap: 1_000,
					},
				},
			},
			select: { id: true, sender: { select: { id: true } } },
		});
		await db.mailboxWatch.create({
			data: { subscriptionId, mailboxId: id, epoch: 1, caughtUpEpoch: 1, provenAt: new Date() },
		});
		return { mailboxId: id, senderId: sender!.id };
	}
}
