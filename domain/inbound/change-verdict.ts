import type { Actor } from '#domain/values/actor.ts';
import { aboutOf, answerFor, engagementOf, type About } from '#domain/values/about.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { countHold, letGo, runsHeldBy } from '#domain/engagements/verdicts/release-doubt.ts';
import { refuseUnlessOpen } from '#domain/privacy/refuse-unless-open.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Message, Prisma } from '#prisma/generated/client/client.ts';
import { applyVerdict } from './apply-verdict.ts';
import type { Reading } from '#domain/doubt/reading.ts';
import { retractVerdict, type Retraction } from './retract-verdict.ts';
import { settleTold } from './tell-doubt.ts';
import type { VerdictEffect } from './verdict-effect.ts';

/** What a person may say that a received mail is: one of its readings, or, to take that back, that it is to be checked again. */
export type SaidVerdict = Reading | 'doubtful';

/** What a person says of a received mail. */
export interface Said {
	readonly messageId: string;
	readonly verdict: SaidVerdict;
	/** Day of the return, `2026-12-02`, where it is an absence that names one. */
	readonly returnOn?: string | undefined;
	/** Why, where the mail put an address on the *Liste d’opposition* (5.7-8). */
	readonly reason?: string | undefined;
}

/** What the change of a verdict did. */
export interface VerdictChange {
	readonly message: Message;
	readonly retraction: Retraction;
	readonly effect: VerdictEffect;
}

/**
 * A person says what a received mail is (5.6-9, 5.7-1): what its old verdict did is taken back, what it held goes on, and the
 * new verdict takes effect, with a line of the timeline for each.
 *
 * @throws {Refusal} missing; mail-private; verdict-unchanged; nothing-to-decide: it was never to be checked; listed-responsable, reason-missing; refused-already-engaged,
 * mailbox-deleted: an ended run cannot live again.
 */
export async function changeVerdict(
	tx: Transaction,
	actor: Actor,
	{ messageId, verdict, returnOn, reason }: Said,
): Promise<VerdictChange> {
	const found = await tx.db.message.findFirst({ where: { id: messageId, direction: 'in' } });
	if (!found) throw new Refusal('not-found', 'missing');
	await refuseUnlessOpen(tx, actor, messageId);
	if (verdict === 'doubtful' && found.readings.length === 0)
		throw new Refusal('conflict', 'nothing-to-decide');
	const cards = found.contactId ? await cardsOfPerson(tx, found.contactId) : [];
	const about = aboutOf(found) ?? (await liveRunOf(tx, cards));
	const message = { ...found, about: about?.kind ?? null, engagementId: engagementOf(about) };
	const held = await lockConcerned(tx, message);
	// Two people choose at once: the second one meets what the first one said.
	const { verdict: from } = await tx.db.message.findFirstOrThrow({ where: { id: messageId } });
	// A colleague's reply that did not count may be said to count.
	const repeats = verdict === 'reply' && about !== null && (await isLive(tx, about));
	if (from === verdict && !repeats) throw new Refusal('conflict', 'verdict-unchanged');
	const { companyId, contactId, engagementId } = message;
	const told = { messageId, companyId, contactId, engagementId, actor };
	const { id: causeId } = await (from === 'doubtful'
		? recordEvent(tx, { kind: 'reading-chosen', ...told, data: { reading: verdict } })
		: recordEvent(tx, { kind: 'verdict-corrected', ...told, data: { from, to: verdict } }));
	const retraction = await retractVerdict(tx, actor, message, { causeId, reason });
	const evidence = saidEvidence(found.evidence, verdict, returnOn);
	await tx.db.message.updateMany({
		where: { id: messageId },
		data: {
			verdict,
			about: message.about,
			engagementId,
			evidence,
			correctedFrom: message.correctedFrom ?? from,
			correctedById: actor.userId,
			correctedAt: tx.at,
		},
	});
	await settleTold(tx, messageId);
	await countHold(tx, held);
	const effect = await applyVerdict(tx, { ...message, verdict, evidence });
	await letGo(tx, held);
	return { message, retraction: withHeld(retraction, held, effect), effect };
}

/** What was found stays beside what a person says: the card and *Pourquoi ?* go on to show it. */
function saidEvidence(
	found: Prisma.JsonValue,
	verdict: SaidVerdict,
	returnOn: string | undefined,
): Prisma.InputJsonObject {
	const { rule: _, returnAt: __, ...rest } = (found ?? {}) as Prisma.InputJsonObject;
	return { ...rest, rule: 'person', ...(returnOn && verdict === 'absence' ? { returnAt: returnOn } : {}) };
}

function withHeld(retraction: Retraction, held: readonly string[], { ended }: VerdictEffect): Retraction {
	const released = [...retraction.released, ...held.filter((id) => !ended.includes(id))];
	return { ...retraction, released: [...new Set(released)] };
}

/**
 * Locks everything that the old and the new verdict may touch, before either is: what follows locks companies too.
 *
 * @returns the live runs that it holds as a doubtful one.
 */
async function lockConcerned(tx: Transaction, message: Message): Promise<string[]> {
	const { id, engagementId } = message;
	const held = await runsHeldBy(tx, id);
	const own = engagementId ? await tx.db.engagement.findFirst({ where: { id: engagementId } }) : null;
	const contactId = message.contactId ?? own?.contactId;
	const cards = contactId ? await cardsOfPerson(tx, contactId) : [];
	const runs = await tx.db.engagement.findMany({
		where: {
			OR: [
				{ endedByMessageId: id },
				{ awayMessageId: id },
				{ unreadableMessageId: id },
				{ id: { in: held } },
				...(engagementId ? [{ id: engagementId }] : []),
				{ contactId: { in: cards }, endedAt: null },
			],
		},
		select: { id: true },
	});
	await tx.lock(
		'engagement',
		runs.map((run) => run.id),
	);
	return held;
}

/** A mail that is about nothing of ours is, as a person says, about what writes to this contact now. */
async function liveRunOf(tx: Transaction, cards: readonly string[]): Promise<About | null> {
	const run = await tx.db.engagement.findFirst({
		where: { contactId: { in: [...cards] }, endedAt: null },
		orderBy: { lastSentAt: { sort: 'desc', nulls: 'last' } },
		select: { id: true },
	});
	return run && { kind: 'engagement', engagementId: run.id };
}

/** Whether a reply would end it. */
async function isLive(tx: Transaction, about: About): Promise<boolean> {
	return answerFor(about, {
		engagement: async ({ engagementId: id }) =>
			(await tx.db.engagement.count({ where: { id, endedAt: null } })) > 0,
		message: async () => false,
		// Another reading may decide where nothing has yet.
		issue: async ({ sendId }) =>
			(await tx.db.issuePlace.count({ where: { sendId, outcome: null, issue: { endedAt: null } } })) > 0,
	});
}
