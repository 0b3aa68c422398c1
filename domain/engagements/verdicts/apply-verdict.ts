import { z } from 'zod';
import { notify } from '#domain/notifications/notify.ts';
import type { EventSubject } from '#domain/timeline/record/event-kinds.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { noteAbsence } from './note-absence.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { countsAsReply } from './counts-as-reply.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { endForDeadAddress } from '#domain/engagements/end/end-for-dead-address.ts';
import { offerStop } from '#domain/mails/offer-stop.ts';
import { holdBack } from '#domain/engagements/end/hold-back.ts';

/** A received mail as its row holds it. */
export interface JudgedMessage {
	readonly id: string;
	/** MessageVerdict of domain/inbound. */
	readonly verdict: string;
	/** `{ rule, quote?, returnAt?, status? }` */
	readonly evidence: unknown;
	readonly fromAddress: string | null;
	readonly receivedAt: Date;
	readonly engagementId: string | null;
	readonly contactId: string | null;
	readonly companyId: string | null;
	readonly mailboxId: string;
	readonly sendId: string | null;
}

/** What a verdict did to runs. */
export interface VerdictEffect {
	readonly ended: readonly string[];
	/** Runs that wait now: an absence, a mail before the first step, one that could not be read. */
	readonly waiting: readonly string[];
}

const NOTHING: VerdictEffect = { ended: [], waiting: [] };

/** A report that the receiving side refused this mail for good and that its address is valid (mail/inbound/classify.ts). */
const REFUSED_RULE = 'delivery-refused';

const evidenceSchema = z
	.object({ rule: z.string(), returnAt: z.string(), status: z.string(), code: z.string() })
	.partial();

/**
 * Lets the verdict on a stored mail take effect in this same transaction (docs/design/README.md#facts): a reply ends
 * its run as a success (5.2-2), a dead address, a refusal for good and an objection as a failure (5.2-3, 5.6-8), an
 * absence makes it wait (5.6-26), a mail before the first step and one that cannot be read ask for a person (5.6-7).
 * Each is a line of the timeline, which this writes too. A verdict about an ended run is told and changes nothing.
 */
export async function applyVerdict(tx: Transaction, message: JudgedMessage): Promise<VerdictEffect> {
	const evidence = evidenceSchema.safeParse(message.evidence).data ?? {};
	const live = await lockConcerned(tx, message);
	const subject = {
		messageId: message.id,
		companyId: message.companyId,
		contactId: message.contactId,
		engagementId: message.engagementId ?? (live.length === 1 ? live[0]!.id : null),
		mailboxId: message.mailboxId,
		sendId: message.sendId,
	};
	const rule = evidence.rule ?? 'unknown';
	switch (message.verdict) {
		case 'reply': {
			const { id: causeId } = await recordEvent(tx, { kind: 'reply-received', ...subject, data: { rule } });
			return applyReply(tx, message, live, causeId, rule === 'person');
		}
		case 'early-reply':
			await recordEvent(tx, { kind: 'early-message-received', ...subject, data: {} });
			return waitForChoice(tx, live, { earlyMessageId: message.id, earlyContinuedAt: null });
		case 'absence': {
			const { returnAt } = evidence;
			await recordEvent(tx, {
				kind: 'absence-received',
				...subject,
				data: { rule, ...(returnAt ? { returnAt } : {}) },
			});
			const waiting = [];
			for (const { id } of live) if (await noteAbsence(tx, id, message, returnAt)) waiting.push(id);
			return { ended: [], waiting };
		}
		case 'bounce-hard':
		case 'bounce-soft': {
			const { status } = evidence;
			if (rule === REFUSED_RULE) return applyRefusal(tx, live, { ...subject, status });
			const permanent = message.verdict === 'bounce-hard';
			const data = { permanent, ...(status ? { status } : {}) };
			const { id: causeId } = await recordEvent(tx, { kind: 'bounce-received', ...subject, data });
			return permanent ? applyBounce(tx, message, status, causeId) : NOTHING;
		}
		case 'objection': {
			const { id: causeId } = await recordEvent(tx, {
				kind: 'objection-received',
				...subject,
				data: { rule },
			});
			const end = { reason: 'ended-objection', messageId: message.id, causeId } as const;
			for (const { id } of live) await endEngagement(tx, id, end);
			// After the end too, a person must confirm it before the address goes on the list (5.6-8).
			if (live.length === 0) await tellOwner(tx, message, causeId);
			return { ended: live.map(({ id }) => id), waiting: [] };
		}
		case 'unreadable':
			await recordEvent(tx, {
				kind: 'message-unreadable',
				...subject,
				data: { code: evidence.code ?? 'unreadable' },
			});
			return waitForChoice(tx, live, { unreadableMessageId: message.id });
		case 'human-sent':
			await recordEvent(tx, { kind: 'mail-found', ...subject, data: {} });
			if (message.contactId)
				await offerStop(tx, {
					contactId: message.contactId,
					byUserId: await ownerOf(tx, message.mailboxId),
					at: message.receivedAt,
				});
			return NOTHING;
		default:
			await recordEvent(tx, { kind: 'message-received', ...subject, data: { verdict: message.verdict } });
			return NOTHING;
	}
}

interface LiveRun {
	readonly id: string;
	readonly lastSentAt: Date | null;
}

/**
 * The live runs that a mail is about, locked: for a report the one whose mail it names, for a reply those of that person
 * that have written nothing too; what concerns the person (absence, objection, a mail before the first step) all of that
 * person's; an unreadable mail those of its contact, else company.
 */
async function lockConcerned(tx: Transaction, message: JudgedMessage): Promise<LiveRun[]> {
	const { engagementId, contactId, companyId, verdict } = message;
	const own = engagementId ? await tx.db.engagement.findFirst({ where: { id: engagementId } }) : null;
	const person = contactId ?? own?.contactId;
	const named = { id: { in: engagementId ? [engagementId] : [] } };
	const where =
		verdict === 'reply' && own
			? { OR: [named, { contactId: person, lastSentAt: null }] }
			: verdict === 'reply' || (verdict.startsWith('bounce') && own)
				? named
				: person
					? { contactId: person }
					: verdict === 'unreadable' && companyId
						? { companyId }
						: { id: { in: [] } };
	const found = await tx.db.engagement.findMany({
		where: { ...where, endedAt: null, ...(verdict === 'early-reply' ? { lastSentAt: null } : {}) },
		select: { id: true },
	});
	if (found.length === 0) return [];
	await tx.lock(
		'engagement',
		found.map(({ id }) => id),
	);
	return tx.db.engagement.findMany({
		where: { id: { in: found.map(({ id }) => id) }, endedAt: null },
		select: { id: true, lastSentAt: true },
		orderBy: { id: 'asc' },
	});
}

async function applyReply(
	tx: Transaction,
	message: JudgedMessage,
	live: readonly LiveRun[],
	causeId: string,
	isSaidByPerson: boolean,
): Promise<VerdictEffect> {
	const { engagementId } = message;
	if (!engagementId) return NOTHING;
	const isOfContact = isSaidByPerson || (await countsAsReply(tx, message, engagementId));
	const run = live.find(({ id }) => id === engagementId);
	const hasBegun = run !== undefined && (await mayHaveWritten(tx, run));
	const ends = hasBegun && isOfContact;
	if (ends) await endEngagement(tx, run.id, { reason: 'ended-reply', messageId: message.id, causeId });
	else if (hasBegun || !run) await tellOwner(tx, message, causeId);
	// To a run that has written nothing this is another mail, so it gives no verdict and asks for a choice (5.6-7).
	const early = [];
	for (const other of live) {
		if ((isOfContact || other === run) && !(await mayHaveWritten(tx, other))) early.push(other);
	}
	const { waiting } = await waitForChoice(tx, early, { earlyMessageId: message.id, earlyContinuedAt: null });
	return { ended: ends ? [run.id] : [], waiting };
}

async function mayHaveWritten(tx: Transaction, run: LiveRun): Promise<boolean> {
	return run.lastSentAt !== null || (await hasLeft(tx, run.id));
}

async function hasLeft(tx: Transaction, engagementId: string): Promise<boolean> {
	const left = await tx.db.send.count({
		where: { engagementId, state: { in: ['armed', 'accepted', 'uncertain'] } },
	});
	return left > 0;
}

/** The same end as a refusal in the conversation itself; a person's own mail has no run to end. */
async function applyRefusal(
	tx: Transaction,
	live: readonly LiveRun[],
	{ status, ...subject }: EventSubject & { messageId: string; status: string | undefined },
): Promise<VerdictEffect> {
	const { id: causeId } = await recordEvent(tx, {
		kind: 'mail-refused',
		...subject,
		data: { code: 'refused', ...(status ? { status } : {}) },
	});
	const own = live.filter(({ id }) => id === subject.engagementId);
	const { messageId } = subject;
	for (const { id } of own)
		await endEngagement(tx, id, { reason: 'ended-refused', details: { status }, messageId, causeId });
	return { ended: own.map(({ id }) => id), waiting: [] };
}

async function applyBounce(
	tx: Transaction,
	message: JudgedMessage,
	status: string | undefined,
	causeId: string,
): Promise<VerdictEffect> {
	const send = message.sendId
		? await tx.db.send.findFirst({
				where: { id: message.sendId },
				select: { recipient: true, contactId: true, engagementId: true },
			})
		: null;
	const contactId = send?.contactId ?? message.contactId;
	if (!contactId) return NOTHING;
	const ended = await endForDeadAddress(tx, {
		engagementId: send?.engagementId ?? message.engagementId ?? undefined,
		contactId,
		address: send?.recipient ?? null,
		status,
		messageId: message.id,
		causeId,
	});
	return { ended, waiting: [] };
}

/** The fact is written, claims are revoked, and the run says that a person must choose. */
async function waitForChoice(
	tx: Transaction,
	live: readonly LiveRun[],
	fact: { earlyMessageId: string; earlyContinuedAt: null } | { unreadableMessageId: string },
): Promise<VerdictEffect> {
	for (const { id } of live) {
		await holdBack(tx, id);
		await tx.db.engagement.updateMany({ where: { id }, data: fact });
		await askGates(tx, id, 'note');
	}
	return { ended: [], waiting: live.map(({ id }) => id) };
}

async function ownerOf(tx: Transaction, mailboxId: string): Promise<string> {
	const mailbox = await tx.db.mailbox.findFirstOrThrow({
		where: { id: mailboxId },
		select: { ownerId: true },
	});
	return mailbox.ownerId;
}

/** A reply or an objection that ends nothing (after the end, from a colleague) is told all the same. */
async function tellOwner(tx: Transaction, message: JudgedMessage, eventId: string): Promise<void> {
	const run = message.engagementId
		? await tx.db.engagement.findFirst({
				where: { id: message.engagementId },
				select: { responsibleUserId: true, companyId: true, contactId: true },
			})
		: null;
	if (!run) return;
	await notify(tx, {
		userId: run.responsibleUserId,
		kind: 'message-received',
		companyId: run.companyId,
		engagementId: message.engagementId,
		eventId,
		data: { contactId: message.contactId ?? run.contactId, messageId: message.id },
	});
}
