import { mailReading, type MailReading } from '#domain/conversations/mail-reading.ts';
import { parseAutomations, type Automation } from '#domain/automations/automation.ts';
import { commonMails } from '#domain/privacy/open-mails.ts';
import { successBy, type SuccessBy } from '#domain/tracking/choices/success-by.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { runsHeldByReply } from '#domain/persons/reply-holds.ts';
import { readRunLines, type RunLine } from './run-line.ts';
import { skipCountsFrom } from './skip-counts-from.ts';
import { storedGates, type StoredGate } from '#domain/gates/stored-gates.ts';

/** An engagement with what its panel and its run page need. */
export interface EngagementDetail extends RunLine {
	timeZone: string;
	/** What ends it well. */
	successBy: SuccessBy;
	/** The mail that asks what becomes of it, and how many other runs of the person it asks about; null: none does. */
	held: { messageId: string; others: number } | null;
	onSuccess: Automation[];
	onFailure: Automation[];
	/** Those that its automations may engage in. */
	nextSequences: { id: string; title: string }[];
	steps: EngagementStep[];
	/** The last look, with its gates as they were asked; null before the first. */
	look: { at: Date; position: number; reason: string; until: Date | null; gates: StoredGate[] } | null;
	/** The received mail that ended it, or that it waits with, and how that was read; null: none. */
	mail: { messageId: string; verdict: string; receivedAt: Date; reading: MailReading } | null;
	/** From when the delay of the next step would count, were this one passed over; null: from now. */
	skipFrom: Date | null;
	/** Mails of ours that are out or may be, newest first. */
	sends: {
		id: string;
		position: number | null;
		occurrence: number | null;
		state: string;
		subject: string | null;
		sentAt: Date | null;
		settledBy: string | null;
		evidence: string | null;
	}[];
}

export interface EngagementStep {
	position: number;
	delay: { amount: number; unit: string; workingDays: boolean };
	/** Null: in the thread of the step before. */
	subject: string | null;
}

/**
 * One engagement, whole.
 *
 * @throws {Refusal} missing.
 */
export async function readEngagement(tx: Transaction, id: string): Promise<EngagementDetail> {
	const [line] = await readRunLines(tx, [id]);
	if (!line) throw new Refusal('not-found', 'missing');
	const row = await tx.db.engagement.findUniqueOrThrow({
		where: { subscriptionId_id: { subscriptionId: tx.subscriptionId, id } },
		select: {
			timeZone: true,
			contactId: true,
			endedByMessageId: true,
			onSuccess: true,
			onFailure: true,
			version: {
				select: {
					clickSucceeds: true,
					openSucceeds: true,
					steps: {
						orderBy: { position: 'asc' },
						select: { position: true, delayAmount: true, delayUnit: true, workingDays: true, subject: true },
					},
				},
			},
			looks: {
				orderBy: [{ at: 'desc' }, { id: 'desc' }],
				take: 1,
				select: { at: true, position: true, reason: true, until: true, gates: true },
			},
			sends: {
				orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
				select: {
					id: true,
					position: true,
					occurrence: true,
					state: true,
					subject: true,
					sentAt: true,
					settledBy: true,
					evidence: true,
				},
			},
		},
	});
	const [look] = row.looks;
	const gates = look ? storedGates(look.gates) : [];
	const held = gates.find(({ decides }) => decides)?.evidence.messageId;
	const onSuccess = parseAutomations(row.onSuccess);
	const onFailure = parseAutomations(row.onFailure);
	return {
		...line,
		timeZone: row.timeZone,
		successBy: await successBy(tx, { contactId: row.contactId, ...row.version }),
		held: await heldOf(tx, line),
		onSuccess,
		onFailure,
		nextSequences: await titlesOf(tx, [...onSuccess, ...onFailure]),
		steps: row.version.steps.map(({ position, subject, delayAmount, delayUnit, workingDays }) => ({
			position,
			subject,
			delay: { amount: delayAmount, unit: delayUnit, workingDays },
		})),
		look: look ? { ...look, gates } : null,
		mail: await readMailBehind(tx, line.endedAt ? row.endedByMessageId : held),
		skipFrom: await skipCountsFrom(tx, line),
		sends: row.sends,
	};
}

async function readMailBehind(tx: Transaction, id: unknown): Promise<EngagementDetail['mail']> {
	if (typeof id !== 'string') return null;
	const mail = await tx.db.message.findFirst({
		where: { id },
		select: { id: true, verdict: true, receivedAt: true, evidence: true, readings: true },
	});
	if (!mail) return null;
	const { id: messageId, verdict, receivedAt } = mail;
	// Whoever sees the run reads this: of a mail that was marked private its words stay with its mailbox's users (G-31).
	const isCommon = (await commonMails(tx, [id])).has(id);
	return {
		messageId,
		verdict,
		receivedAt,
		reading: mailReading(isCommon ? mail : { ...mail, evidence: {} }),
	};
}

async function heldOf(tx: Transaction, line: RunLine): Promise<EngagementDetail['held']> {
	if (line.endedAt) return null;
	const held = await runsHeldByReply(tx, line.contact.id);
	const own = held.find(({ id }) => id === line.id);
	return own ? { messageId: own.messageId, others: held.length - 1 } : null;
}

async function titlesOf(
	tx: Transaction,
	automations: readonly Automation[],
): Promise<{ id: string; title: string }[]> {
	const ids = automations.flatMap((one) => (one.kind === 'engage' ? [one.sequenceId] : []));
	if (ids.length === 0) return [];
	return tx.db.sequence.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } });
}
