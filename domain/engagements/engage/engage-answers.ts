import type { Sender } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { saidNoSince } from '#domain/suppressions/ask/said-no.ts';
import { openObjectionOf } from '#domain/suppressions/ask/open-objections.ts';
import { OWN_FIRST, usedBy } from '#domain/senders/mailboxes-of-user.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { ReasonFacts } from '#texts/reason-words.ts';
import type { EngageWish } from './engage-wish.ts';
import type { EngageConfirmation, EngageRefusal } from '#domain/gates/reasons.ts';

/** An answer to *Engager* with what its sentence needs (docs/wording/runs.md). */
export interface EngageAnswerRead<Code extends string> {
	readonly code: Code;
	readonly facts: ReasonFacts;
}

/** Everything that speaks against an engagement, and what it would be made of. */
export interface EngageReading {
	readonly refusals: EngageAnswerRead<EngageRefusal>[];
	/** Questions that a person must confirm; an automation skips the contact instead (5.2-7, 5.6-19). */
	readonly confirmations: EngageAnswerRead<EngageConfirmation>[];
	readonly contact: { readonly id: string; readonly companyId: string; readonly timeZone: string | null };
	/** Null where the sequence has no version, or is inactive. */
	readonly version: { readonly id: string; readonly steps: number; readonly timeZone: string } | null;
	readonly mailboxId: string | null;
	/** Who the mails would leave from: the mailbox's own sender. */
	readonly sender: Sender | null;
}

/**
 * Reads what refuses an engagement and what a person must confirm first: 5.2-7 (the same contact), 5.6-19 (off-target, a
 * colleague writes there), R-71 (inactive sequence), R-84 (own mailbox synchronised, or a shared one that sequences leave from: 5.6-13), the suppression list, a contact who
 * left, and outside the sandbox a public address that nobody can follow an unsubscribe link to.
 *
 * @throws {Refusal} missing: contact or sequence of nobody here.
 */
export async function readEngageAnswers(
	tx: Transaction,
	actor: Actor,
	wish: EngageWish,
): Promise<EngageReading> {
	const contact = await tx.db.contact.findFirst({
		where: { id: wish.contactId, erasedAt: null },
		include: { company: true, addresses: { where: { isPrimary: true } } },
	});
	const sequence = await tx.db.sequence.findFirst({ where: { id: wish.sequenceId } });
	if (!contact || !sequence) throw new Refusal('not-found', 'missing');
	const version = await tx.db.sequenceVersion.findFirst({
		where: { sequenceId: sequence.id, number: sequence.currentVersion },
		select: { id: true, timeZone: true, _count: { select: { steps: true } } },
	});
	const mailbox = await tx.db.mailbox.findFirst({
		where: {
			...usedBy(actor.userId),
			sender: { takesSequences: true },
			...(wish.mailboxId ? { id: wish.mailboxId } : {}),
		},
		include: { watch: { select: { lostAt: true } }, sender: true },
		orderBy: OWN_FIRST,
	});
	const address = contact.addresses[0];
	const cards = await cardsOfPerson(tx, contact.id);
	const about: ReasonFacts = {
		contact: nameOf(contact, address?.address),
		company: contact.company.name,
		sequence: sequence.title,
		address: address?.address ?? null,
	};
	const refusals: EngageAnswerRead<EngageRefusal>[] = [];
	const refuse = (code: EngageRefusal, facts: ReasonFacts = {}) =>
		refusals.push({ code, facts: { ...about, ...facts } });

	const active = sequence.isActive && version !== null && version._count.steps > 0;
	if (!active) refuse('refused-inactive');
	if (contact.leftCompanyAt || (await hasLeft(tx, contact, cards))) refuse('refused-left');
	if (!address || address.invalidAt) refuse('refused-no-address');
	const suppressedAt = await saidNoSince(tx, contact.id, address?.address);
	if (suppressedAt) refuse('refused-objection', { at: suppressedAt });
	else if (await openObjectionOf(tx, contact.id)) refuse('refused-objection-pending');
	if (!mailbox || mailbox.state !== 'synchronised' || mailbox.watch?.lostAt) refuse('refused-mailbox');
	if (await hasNoPublicAddress(tx)) refuse('refused-public-address');
	const live = await liveRuns(tx, cards);
	const same = live.find((run) => run.sequenceId === sequence.id);
	if (same) {
		const step = Math.min(same.position, same.stepCount);
		refuse('refused-already-engaged', { step, steps: same.stepCount });
	}
	return {
		refusals,
		confirmations: (await questions(tx, actor, wish, contact, { cards, live })).map(({ code, facts }) => ({
			code,
			facts: { ...about, ...facts },
		})),
		contact: {
			id: contact.id,
			companyId: contact.companyId,
			timeZone: contact.timeZone ?? contact.company.timeZone,
		},
		version: active ? { id: version.id, steps: version._count.steps, timeZone: version.timeZone } : null,
		mailboxId: mailbox?.id ?? null,
		sender: mailbox?.sender ?? null,
	};
}

interface LiveRun {
	readonly sequenceId: string;
	readonly position: number;
	readonly stepCount: number;
	readonly sequence: { readonly title: string };
}

/** Another card says that the person left this very company. */
async function hasLeft(
	tx: Transaction,
	{ companyId }: { readonly companyId: string },
	cards: readonly string[],
): Promise<boolean> {
	const left = { id: { in: [...cards] }, companyId, leftCompanyAt: { not: null } };
	return (await tx.db.contact.count({ where: left })) > 0;
}

/** Of the person, on whichever card. */
function liveRuns(tx: Transaction, cards: readonly string[]): Promise<LiveRun[]> {
	return tx.db.engagement.findMany({
		where: { contactId: { in: [...cards] }, endedAt: null },
		orderBy: { engagedAt: 'desc' },
		select: { sequenceId: true, position: true, stepCount: true, sequence: { select: { title: true } } },
	});
}

async function questions(
	tx: Transaction,
	actor: Actor,
	wish: EngageWish,
	contact: { readonly id: string; readonly companyId: string },
	{ cards, live }: { readonly cards: readonly string[]; readonly live: readonly LiveRun[] },
): Promise<EngageAnswerRead<EngageConfirmation>[]> {
	const asked: EngageAnswerRead<EngageConfirmation>[] = [];
	const other = live.find((run) => run.sequenceId !== wish.sequenceId);
	if (other) asked.push({ code: 'confirm-other-sequence', facts: { sequence: other.sequence.title } });
	const recent = await recentEnd(tx, wish, cards);
	if (recent) asked.push({ code: 'confirm-recent', facts: { at: recent } });
	const offTarget = await tx.db.companyTag.findFirst({
		where: { companyId: contact.companyId, tag: 'off_target' },
		orderBy: { changedAt: 'desc' },
		select: { routine: { select: { title: true } } },
	});
	if (offTarget) asked.push({ code: 'confirm-off-target', facts: { routine: offTarget.routine.title } });
	const colleague = await tx.db.engagement.findFirst({
		where: { companyId: contact.companyId, endedAt: null, responsibleUserId: { not: actor.userId } },
		orderBy: { engagedAt: 'desc' },
		select: {
			responsible: { select: { firstName: true, lastName: true } },
			contact: { select: { firstName: true, lastName: true } },
		},
	});
	if (colleague) {
		const facts = { user: nameOf(colleague.responsible), contact: nameOf(colleague.contact) };
		asked.push({ code: 'confirm-colleague', facts });
	}
	return asked;
}

/** When this person ended this sequence, where that is recent by the subscription's setting (5.5-1: 30 days). */
async function recentEnd(
	tx: Transaction,
	wish: EngageWish,
	cards: readonly string[],
): Promise<Date | undefined> {
	const { recentEngagementDays } = await tx.db.subscription.findUniqueOrThrow({
		where: { id: tx.subscriptionId },
		select: { recentEngagementDays: true },
	});
	const since = new Date(tx.at.getTime() - recentEngagementDays * 86_400_000);
	const last = await tx.db.engagement.findFirst({
		where: { contactId: { in: [...cards] }, sequenceId: wish.sequenceId, endedAt: { gt: since } },
		orderBy: { endedAt: 'desc' },
		select: { endedAt: true },
	});
	return last?.endedAt ?? undefined;
}

/** Outside the sandbox the unsubscribe link must be one that anybody can follow (RFC 8058 asks for https). */
async function hasNoPublicAddress(tx: Transaction): Promise<boolean> {
	const installation = await tx.db.installation.findFirst({ select: { publicUrl: true, sandbox: true } });
	return installation !== null && !installation.sandbox && !installation.publicUrl.startsWith('https:');
}
