import type { Actor } from '#domain/values/actor.ts';
import { lockEffectsOf } from '#domain/automations/undo/undo-engagement.ts';
import type { UndoOutcome } from '#domain/automations/undo/undo-event.ts';
import { outcomesOfMessage, reopenPlaces } from '#domain/newsletters/issues/closing/reopen-place.ts';
import { poke, pokeAll } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { releaseReply } from '#domain/persons/reply-holds.ts';
import { settleObjections } from '#domain/suppressions/ask/open-objections.ts';
import { mailsWaitingFor } from '#domain/mails/waiting-mails.ts';
import { standingComplaintBeside } from './denied-reports.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { countListedBy, retractListing } from '#domain/suppressions/removal/retract-listing.ts';
import { addDelay, type Delay } from '#domain/pace/calendar.ts';
import { readCalendar } from '#domain/pace/read-calendar.ts';
import { endEventOf, reopenEngagement } from '#domain/engagements/verdicts/reopen-engagement.ts';

/** What taking a verdict back does to runs, or would do. */
export interface Retraction {
	/** Ended runs that live again. */
	readonly reopened: readonly string[];
	/** Live runs that wait no longer. */
	readonly released: readonly string[];
	/** Automations of the false end, with what is restored and what a person changed since (5.4-9). */
	readonly undone: readonly UndoOutcome[];
	/** Addresses that are taken off the *Liste d’opposition*. */
	readonly unlisted: number;
}

/** A received mail with the rows that it was found to be about. */
export interface RetractedMessage {
	readonly id: string;
	readonly engagementId: string | null;
	readonly contactId: string | null;
	readonly sendId: string | null;
}

/**
 * Takes back what the verdict on a mail did (5.6-9): a run that it ended lives again, what it decided about a recipient of an issue is open again, an absence or a choice that it asked
 * for is gone, an address that it marked or held is free again. To be called before `applyVerdict` with the corrected verdict, in
 * the same transaction.
 *
 * @param causeId the `verdict-corrected` event.
 * @throws {Refusal} listed-responsable, reason-missing: the mail put an address on the list; refused-already-engaged, mailbox-deleted: an ended run cannot live again.
 */
export async function retractVerdict(
	tx: Transaction,
	actor: Actor,
	message: RetractedMessage,
	{ causeId, reason }: { readonly causeId: string; readonly reason: string | undefined },
): Promise<Retraction> {
	await handToTwin(tx, message);
	const { ended, waiting } = await concerned(tx, message.id);
	await lockEffectsOf(tx, [...(await causesOf(tx, ended)), ...(await outcomesOfMessage(tx, message.id))]);
	await lockPersons(tx, message, [...ended, ...waiting]);
	await validateAddresses(tx, message.id);
	await releaseReply(tx, message.id);
	await withdrawObjection(tx, message.id);
	const unlisted = await countListedBy(tx, message.id);
	await retractListing(tx, actor, { messageId: message.id, reason, causeId });
	const undone: UndoOutcome[] = [];
	for (const id of ended) undone.push(...(await reopenEngagement(tx, actor, id, causeId)));
	undone.push(...(await reopenPlaces(tx, actor, { messageId: message.id, causeId })));
	for (const id of waiting) await release(tx, id, message.id);
	return { reopened: ended, released: waiting, undone, unlisted };
}

/** Another complaint stands about the same send: what this one did stands by that one, until it is corrected too. */
async function handToTwin(tx: Transaction, message: RetractedMessage): Promise<void> {
	const twin = await standingComplaintBeside(tx, message);
	if (!twin) return;
	await tx.db.suppression.updateMany({
		where: { messageId: message.id, cause: 'complaint' },
		data: { messageId: twin },
	});
	await tx.db.engagement.updateMany({
		where: { endedByMessageId: message.id, reason: 'ended-complaint' },
		data: { endedByMessageId: twin },
	});
}

/** The events that ended these runs and caused their automations. */
async function causesOf(tx: Transaction, runIds: readonly string[]): Promise<string[]> {
	const runs = await tx.db.engagement.findMany({ where: { id: { in: [...runIds] } } });
	const causes = [];
	for (const run of runs) causes.push(await endEventOf(tx, run));
	return causes.filter((id) => id !== undefined);
}

async function concerned(
	tx: Transaction,
	messageId: string,
): Promise<{ ended: string[]; waiting: string[] }> {
	const ids = async (where: object) =>
		(await tx.db.engagement.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } })).map(
			({ id }) => id,
		);
	return {
		ended: await ids({ endedByMessageId: messageId, endedAt: { not: null } }),
		waiting: await ids({
			endedAt: null,
			OR: [
				{ awayMessageId: messageId },
				{ unreadableMessageId: messageId },
				{ reasonDetails: { path: ['messageId'], equals: messageId } },
			],
		}),
	};
}

/**
 * Undoing automations locks companies, and the corrected verdict may concern every live run of the person: all of them are
 * locked first, and the person too, so that nobody is engaged meanwhile in a sequence that is about to go on.
 */
async function lockPersons(
	tx: Transaction,
	{ engagementId, contactId, sendId }: RetractedMessage,
	runs: readonly string[],
): Promise<void> {
	const about = await tx.db.engagement.findMany({
		where: { OR: [{ id: { in: [...runs] } }, ...(engagementId ? [{ id: engagementId }] : [])] },
		select: { contactId: true },
	});
	const send = sendId ? await tx.db.send.findFirst({ where: { id: sendId } }) : null;
	const persons = [contactId, send?.contactId, ...about.map((run) => run.contactId)];
	const cards = [];
	for (const id of new Set(persons)) if (id) cards.push(...(await cardsOfPerson(tx, id)));
	const contactIds = [...new Set(cards)];
	const live = await tx.db.engagement.findMany({
		where: { contactId: { in: contactIds }, endedAt: null },
		select: { id: true },
	});
	await tx.lock('engagement', [...new Set([...runs, ...live.map(({ id }) => id)])]);
	await tx.lock('contact', contactIds);
}

async function release(tx: Transaction, engagementId: string, messageId: string): Promise<void> {
	const run = await tx.db.engagement.findFirstOrThrow({
		where: { id: engagementId },
		include: { version: true },
	});
	const wasAway = run.awayMessageId === messageId;
	await tx.db.engagement.updateMany({
		where: { id: engagementId },
		data: {
			...(wasAway ? { awaySince: null, awayUntil: null, awayMessageId: null, awayAskedAt: null } : {}),
			...(run.unreadableMessageId === messageId ? { unreadableMessageId: null } : {}),
			...(wasAway && run.closingEndsAt ? { closingEndsAt: await plainClosingEnd(tx, run) } : {}),
		},
	});
	await askGates(tx, engagementId, 'note');
	await poke(tx, 'engagement', engagementId);
}

/** The closing end without any absence; what doubtful mails held it for stays. */
async function plainClosingEnd(
	tx: Transaction,
	run: {
		readonly lastSentAt: Date | null;
		readonly closingEndsAt: Date | null;
		readonly closingHeldMs: bigint;
		readonly timeZone: string;
		readonly version: {
			readonly windowDays: number[];
			readonly windowFrom: number;
			readonly windowTo: number;
			readonly closingDelayAmount: number;
			readonly closingDelayUnit: string;
		};
	},
): Promise<Date | null> {
	if (!run.lastSentAt) return run.closingEndsAt;
	const { windowDays: days, windowFrom: from, windowTo: to, ...version } = run.version;
	const calendar = await readCalendar(tx, run.timeZone, { days, from, to });
	const unit = version.closingDelayUnit as Delay['unit'];
	const delay = { amount: version.closingDelayAmount, unit, workingDays: false };
	const end = addDelay(run.lastSentAt, delay, calendar);
	return new Date(end.getTime() + Number(run.closingHeldMs));
}

async function validateAddresses(tx: Transaction, messageId: string): Promise<void> {
	const marks = await tx.db.event.findMany({
		where: { messageId, kind: 'contact-address-invalid' },
		select: { data: true },
	});
	const ids = marks.flatMap(({ data }) => (data as { addressId?: string }).addressId ?? []);
	if (ids.length === 0) return;
	await tx.db.contactAddress.updateMany({
		where: { id: { in: ids } },
		data: { invalidAt: null, invalidStatus: null },
	});
}

/** The mail objects to nothing: what a person wrote to these addresses meanwhile may leave. */
async function withdrawObjection(tx: Transaction, messageId: string): Promise<void> {
	const held = await tx.db.openObjection.findMany({ where: { messageId }, select: { address: true } });
	if (held.length === 0) return;
	await settleObjections(tx, { messageId });
	const mails = await mailsWaitingFor(
		tx,
		held.map(({ address }) => address),
	);
	await pokeAll(tx, 'message', mails);
}
