import { randomUUID } from 'node:crypto';
import type { Actor } from '#domain/values/actor.ts';
import type { Automation } from '#domain/automations/automation.ts';
import { eraseContact, previewErasure } from '#domain/contacts/erase-contact.ts';
import { engageContact, type EngageInput } from '#domain/engagements/engage/engage-contact.ts';
import { applyVerdict } from '#domain/inbound/apply-verdict.ts';
import type { VerdictEffect } from '#domain/inbound/verdict-effect.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import {
	openOfficeDatabase,
	type OfficeInstallation,
	type OpenedDatabase,
} from './office/office-database.ts';
import { OfficeOfSends } from './office/office-of-sends.ts';
import { createContact, type CreatedContact } from './rows/contact.ts';
import { createMailbox } from './rows/mailbox.ts';
import { createReceivedMail } from './rows/message.ts';
import { createRoutine } from './rows/routine.ts';
import { createSequence } from './rows/sequence.ts';
import { createSubscription, createUser } from './rows/user.ts';

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
 * A sales office on a database of its own: people, mailboxes that are read to their end, companies, sequences; its mails
 * leave without a server.
 */
export class Office extends OfficeOfSends {
	readonly camille: Actor;
	readonly ines: Actor;
	mailboxId = '';
	/** Who Camille's mails leave from. */
	senderId = '';
	routineId = '';

	private constructor(opened: OpenedDatabase) {
		super(opened);
		const { subscriptionId } = this;
		this.camille = { subscriptionId, userId: randomUUID(), licence: 'utilisateur' };
		this.ines = { subscriptionId, userId: randomUUID(), licence: 'responsable' };
	}

	static async open(name: string, installation: Partial<OfficeInstallation> = {}): Promise<Office> {
		const opened = await openOfficeDatabase(name, {
			...{ publicUrl: 'http://127.0.0.1:3000', sandbox: true, writesToUsers: true },
			...installation,
		});
		const office = new Office(opened);
		await office.furnish();
		return office;
	}

	/** The day in so many days, `2026-11-29`, as the subscription's people read it on their calendar. */
	async dayIn(days: number): Promise<string> {
		return dayOf(new Date((await this.now()).getTime() + days * DAY), 'Europe/Paris');
	}

	/** A contact at a company of its own, or at a given one. */
	contact(companyId?: string): Promise<CreatedContact> {
		return this.tx((tx) => createContact(tx, { firstName: 'Hélène', ...(companyId && { companyId }) }));
	}

	async sequence(wish: SequenceWish = {}): Promise<string> {
		const { delays = [0, 4, 6], window, closingDays = 7, colleagueReplyCounts = false } = wish;
		const { sequenceId } = await this.tx((tx) =>
			createSequence(tx, {
				ownerId: this.ines.userId,
				routineId: this.routineId,
				...(window && { windowDays: window.days, windowFrom: window.from, windowTo: window.to }),
				closingDelayAmount: closingDays,
				colleagueReplyCounts,
				onSuccess: [...(wish.onSuccess ?? [RELANCE])],
				onFailure: [...(wish.onFailure ?? [])],
				steps: delays.map((delay) => ({ delay })),
			}),
		);
		return sequenceId;
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

	/** Erases a person; in the texts of others she stays. */
	async erase(contactId: string): Promise<void> {
		const { places } = await this.tx((tx) => previewErasure(tx, this.camille, contactId));
		const answers = places.map(({ kind, id }) => ({ kind, id, erase: false }));
		await this.tx((tx) => eraseContact(tx, this.camille, { contactId, places: answers }));
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
			readings?: readonly string[];
			visibleText?: string;
		},
		evidence: { rule?: string; returnAt?: string; status?: string; proposed?: { laterOn: string } } = {
			rule: 'references',
		},
	): Promise<{ messageId: string; effect: VerdictEffect }> {
		return this.tx(async (tx) => {
			const message = await createReceivedMail(tx, {
				mailboxId: this.mailboxId,
				evidence,
				...mail,
				readings: [...(mail.readings ?? [])],
			});
			return { messageId: message.id, effect: await applyVerdict(tx, message) };
		});
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
		await this.tx(async (tx) => {
			const { mailboxId } = await this.mailbox(tx, this.ines.userId);
			await tx.db.engagement.updateMany({ where: { id }, data: { mailboxId } });
		});
	}

	private async furnish(): Promise<void> {
		await this.tx(async (tx) => {
			await createSubscription(tx);
			for (const [{ userId, licence }, firstName] of [
				[this.camille, 'Camille'],
				[this.ines, 'Inès'],
			] as const) {
				await createUser(tx, { id: userId, firstName, lastName: 'Aubrelle', licence });
			}
			this.routineId = await createRoutine(tx, { title: 'Industrie' });
			({ mailboxId: this.mailboxId, senderId: this.senderId } = await this.mailbox(tx, this.camille.userId));
		});
	}

	private mailbox(tx: Transaction, ownerId: string): Promise<{ mailboxId: string; senderId: string }> {
		return createMailbox(tx, {
			ownerId,
			address: `${ownerId}@cadrelune.example`,
			displayName: 'Camille Aubrelle',
			imapHost: 'imap.cadrelune.example',
			smtpHost: 'smtp.cadrelune.example',
			gapMinSeconds: 0,
			gapMaxSeconds: 0,
			dailyCap: 1_000,
		});
	}
}
