import { z } from 'zod';
import { HALT_SCOPES } from '#domain/gates/held-sends.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { commonMails } from '#domain/privacy/open-mails.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ReasonFacts } from '#texts/reason-words.ts';
import type { RunRow } from './run-row.ts';

/** What `reasonDetails` may hold for its sentence; other keys are evidence for *Pourquoi ?*. */
const details = z
	.object({
		at: z.string(),
		domain: z.string(),
		server: z.string(),
		status: z.string(),
		name: z.string(),
		closedDays: z.array(z.string()),
		closedNames: z.array(z.string()),
		verdict: z.enum(['success', 'failure']),
		step: z.number(),
		steps: z.number(),
		count: z.number(),
		max: z.number(),
		days: z.array(z.number()),
		from: z.number(),
		to: z.number(),
		amount: z.number(),
		unit: z.enum(['minutes', 'hours', 'days', 'weeks']),
		routineId: z.string(),
		userId: z.string(),
		messageId: z.string(),
		haltId: z.string(),
		refusalId: z.string(),
		scope: z.enum(HALT_SCOPES),
	})
	.partial();

const evidence = z.object({ quote: z.string() }).partial();

/**
 * The facts for each row, with at most eight further reads for all of them together.
 *
 * @param options.withTexts false: what was written is not quoted (support, 5.6-25).
 */
export async function reasonFacts(
	tx: Pick<Transaction, 'db'>,
	rows: readonly RunRow[],
	options: { withTexts: boolean } = { withTexts: true },
): Promise<Map<string, ReasonFacts>> {
	const read = rows.map((row) => ({ row, held: heldDetails(row.reasonDetails) }));
	const users = await namesOfUsers(
		tx,
		read.flatMap(({ row, held }) => [held.userId, row.pausedById, row.endedById, row.sequence.pausedById]),
	);
	const messages = await messagesOf(
		tx,
		!options.withTexts ? [] : read.flatMap(({ row, held }) => [held.messageId, messageBehind(row)]),
	);
	const answered = await sequencesOf(
		tx,
		[...messages.values()].map(({ engagementId }) => engagementId),
	);
	const routines = await titlesOfRoutines(
		tx,
		!options.withTexts ? [] : read.map(({ held }) => held.routineId),
	);
	const motives = await motivesOfHalts(
		tx,
		read.map(({ held }) => held.haltId),
	);
	const refusals = await refusalsOf(
		tx,
		read.map(({ held }) => held.refusalId),
	);
	const batches = await sizesOfBatches(
		tx,
		rows.map((row) => row.lateBatchId),
	);
	return new Map(
		read.map(({ row, held: { routineId, userId, messageId, haltId, refusalId, ...held } }) => {
			const refusal = refusals.get(refusalId ?? '') ?? null;
			const message = messages.get(messageId ?? messageBehind(row) ?? '');
			const address = row.contact.addresses[0]?.address ?? null;
			return [
				row.id,
				{
					until:
						row.state === 'closing' ? row.closingEndsAt : (row.reasonUntil ?? row.awayUntil ?? row.plannedAt),
					since: row.reasonSince,
					at: momentBehind(row) ?? message?.receivedAt ?? null,
					mailAt: message?.receivedAt ?? null,
					contact: nameOf(row.contact, address ?? undefined),
					company: row.company.name,
					sequence: row.sequence.title,
					user: users.get(userId ?? personBehind(row) ?? '')?.name ?? null,
					bySupport: users.get(userId ?? personBehind(row) ?? '')?.bySupport ?? false,
					repliedTo: repliedTo(message, answered),
					routine: routines.get(routineId ?? '') ?? null,
					mailbox: row.mailbox.address,
					server: row.mailbox.sender?.smtpHost ?? null,
					address,
					domain: address?.split('@')[1] ?? null,
					motive: motives.get(haltId ?? '') ?? null,
					quote: refusal?.words ?? evidence.safeParse(message?.evidence).data?.quote ?? null,
					refusal: refusal && { scope: refusal.scope },
					verdict: row.successAt ? 'success' : row.failureAt ? 'failure' : null,
					step: Math.min(row.position, row.stepCount),
					steps: row.stepCount,
					days: row.version.windowDays,
					from: row.version.windowFrom,
					to: row.version.windowTo,
					zone: row.timeZone,
					...(row.reason === 'ended-closing'
						? { amount: row.version.closingDelayAmount, unit: row.version.closingDelayUnit as 'days' }
						: {}),
					...held,
					// Each run's own look counted those that had joined by then: the sentence says how many there are.
					...(row.reason === 'late-batch' ? { count: batches.get(row.lateBatchId ?? '') ?? held.count } : {}),
				} satisfies ReasonFacts,
			];
		}),
	);
}

function heldDetails(json: unknown): z.infer<typeof details> {
	return details.safeParse(json).data ?? {};
}

function messageBehind(row: RunRow): string | null {
	if (row.reason.startsWith('contact-away')) return row.awayMessageId;
	return row.endedAt ? row.endedByMessageId : null;
}

function personBehind(row: RunRow): string | null {
	if (row.reason === 'paused-by-user') return row.pausedById;
	if (row.reason === 'sequence-paused') return row.sequence.pausedById;
	return row.endedById;
}

function momentBehind(row: RunRow): Date | null {
	if (row.reason === 'closing-delay') return row.lastSentAt;
	if (row.reason === 'ended-reply') return row.successAt;
	return row.endedAt;
}

async function namesOfUsers(
	tx: Pick<Transaction, 'db'>,
	ids: readonly (string | null | undefined)[],
): Promise<Map<string, { name: string; bySupport: boolean }>> {
	const wanted = known(ids);
	if (wanted.length === 0) return new Map();
	const named = { where: { id: { in: wanted } }, select: { id: true, firstName: true, lastName: true } };
	const users = await tx.db.user.findMany(named);
	// Support belongs to the installation, and the subscription sees who of it acted (5.6-25).
	const staff = users.length < wanted.length ? await tx.db.supportUser.findMany(named) : [];
	const told = (person: (typeof users)[number], bySupport: boolean) =>
		[person.id, { name: nameOf(person), bySupport }] as const;
	return new Map([
		...users.map((person) => told(person, false)),
		...staff.map((person) => told(person, true)),
	]);
}

async function messagesOf(
	tx: Pick<Transaction, 'db'>,
	ids: readonly (string | null | undefined)[],
): Promise<Map<string, MessageBehind>> {
	const wanted = known(ids);
	if (wanted.length === 0) return new Map();
	const messages = await tx.db.message.findMany({
		where: { id: { in: wanted } },
		select: {
			id: true,
			receivedAt: true,
			evidence: true,
			engagementId: true,
			mailbox: { select: { owner: { select: { firstName: true, lastName: true } } } },
		},
	});
	// A sentence is read by everybody.
	const common = await commonMails(tx, wanted);
	return new Map(
		messages.map((message) => [
			message.id,
			common.has(message.id) ? message : { ...message, evidence: null },
		]),
	);
}

/** A mail that made a run wait or end. */
interface MessageBehind {
	readonly receivedAt: Date;
	readonly evidence: unknown;
	readonly engagementId: string | null;
	readonly mailbox: { readonly owner: { readonly firstName: string; readonly lastName: string } };
}

/** Where the person replied: in which sequence, else to whom of us. */
function repliedTo(
	message: MessageBehind | undefined,
	answered: ReadonlyMap<string, string>,
): ReasonFacts['repliedTo'] {
	if (!message) return null;
	return { sequence: answered.get(message.engagementId ?? '') ?? null, user: nameOf(message.mailbox.owner) };
}

async function sequencesOf(
	tx: Pick<Transaction, 'db'>,
	ids: readonly (string | null)[],
): Promise<Map<string, string>> {
	const wanted = known(ids);
	if (wanted.length === 0) return new Map();
	const runs = await tx.db.engagement.findMany({
		where: { id: { in: wanted } },
		select: { id: true, sequence: { select: { title: true } } },
	});
	return new Map(runs.map(({ id, sequence }) => [id, sequence.title]));
}

async function titlesOfRoutines(
	tx: Pick<Transaction, 'db'>,
	ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
	const wanted = known(ids);
	if (wanted.length === 0) return new Map();
	const routines = await tx.db.routine.findMany({
		where: { id: { in: wanted } },
		select: { id: true, title: true },
	});
	return new Map(routines.map((routine) => [routine.id, routine.title]));
}

/** Support's own words for its halts. */
async function motivesOfHalts(
	tx: Pick<Transaction, 'db'>,
	ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
	const wanted = known(ids);
	if (wanted.length === 0) return new Map();
	const named = { where: { id: { in: wanted } }, select: { id: true, reason: true } };
	const inside = await tx.db.halt.findMany(named);
	const whole = await tx.db.installationHalt.findMany(named);
	return new Map([...inside, ...whole].map(({ id, reason }) => [id, reason]));
}

/** What servers said that refuse a mailbox: their words, nobody's address. */
async function refusalsOf(
	tx: Pick<Transaction, 'db'>,
	ids: readonly (string | null | undefined)[],
): Promise<Map<string, { scope: string; words: string | null }>> {
	const wanted = known(ids);
	if (wanted.length === 0) return new Map();
	const refusals = await tx.db.senderRefusal.findMany({
		where: { id: { in: wanted } },
		select: { id: true, scope: true, words: true },
	});
	return new Map(refusals.map((refusal) => [refusal.id, refusal]));
}

/** How many live runs wait for the one decision of each batch. */
async function sizesOfBatches(
	tx: Pick<Transaction, 'db'>,
	ids: readonly (string | null | undefined)[],
): Promise<Map<string, number>> {
	const wanted = known(ids);
	if (wanted.length === 0) return new Map();
	const sizes = await tx.db.engagement.groupBy({
		by: ['lateBatchId'],
		where: { lateBatchId: { in: wanted }, endedAt: null },
		_count: true,
	});
	return new Map(sizes.map((size) => [size.lateBatchId!, size._count]));
}

function known(ids: readonly (string | null | undefined)[]): string[] {
	return [...new Set(ids.filter((id): id is string => Boolean(id)))];
}
