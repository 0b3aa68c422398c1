import type { Transaction } from '#platform/database/database.ts';
import { Prisma } from '#prisma/generated/client/client.ts';

/** Verdicts of mails that decide a run, hold one, or forbid them all (5.6-8, 5.7-1); every other mail is private (5.7-9). */
const DECIDE = [
	'reply',
	'negative-reply',
	'early-reply',
	'outside-reply',
	'doubtful',
	'objection',
	'complaint',
	'bounce-hard',
	'bounce-soft',
];

/** Who reads a mail (5.7-9, G-31). `own`: it was written outside the product; `marked`: a person wanted it so. */
export type Privacy = 'common' | 'own' | 'marked';

/** What one reader gets of a mail. */
export interface MailAccess {
	readonly privacy: Privacy;
	/** False: its date and direction, and a lock. */
	readonly isOpen: boolean;
	/** She is a user of its mailbox, or wrote it herself. */
	readonly isHers: boolean;
	/** What it quotes was written in mails that she may read. */
	readonly quoteIsOpen: boolean;
}

const named = (alias: string) => Prisma.raw(alias);

/**
 * A stored mail belongs to everybody of the subscription: it decides or holds a run, and neither it nor the mail that it
 * answers was marked private (5.7-9).
 *
 * @param alias of `message` in the query around it.
 */
export function isCommonMail(alias: string): Prisma.Sql {
	const m = named(alias);
	return Prisma.sql`(${m}.direction = 'in' AND ${m}.private_since IS NULL
		AND (${m}.verdict = ANY(${DECIDE}) OR (${m}.verdict = 'absence' AND ${m}.about IS NOT NULL)
			OR EXISTS (SELECT FROM engagement run WHERE run.subscription_id = ${m}.subscription_id
				AND (run.contact_id = ${m}.contact_id OR run.company_id = ${m}.company_id OR run.id = ${m}.engagement_id)
				AND ${m}.id IN (run.ended_by_message_id, run.away_message_id, run.unreadable_message_id)))
		AND NOT EXISTS (SELECT FROM send asked WHERE asked.subscription_id = ${m}.subscription_id
			AND asked.id = ${m}.send_id AND asked.private_since IS NOT NULL))`;
}

/** She is a user of the mailbox of a stored mail, or of another one that has it too (5.7-9, D-25). */
function isOfHerMailbox(alias: string, userId: string): Prisma.Sql {
	const m = named(alias);
	return Prisma.sql`EXISTS (SELECT FROM mailbox_user hers WHERE hers.subscription_id = ${m}.subscription_id
		AND hers.user_id = ${userId}::uuid AND (hers.mailbox_id = ${m}.mailbox_id OR EXISTS (
			SELECT FROM message_copy other WHERE other.subscription_id = ${m}.subscription_id
				AND other.message_id = ${m}.id AND other.mailbox_id = hers.mailbox_id)))`;
}

/**
 * The condition under which a person reads a stored mail: the one place that decides it. Who said that a mail decided
 * nothing after all keeps it before her eyes, to say otherwise.
 *
 * @param alias of `message` in the query around it.
 */
export function isOpenTo(alias: string, userId: string): Prisma.Sql {
	const m = named(alias);
	return Prisma.sql`(${isOfHerMailbox(alias, userId)} OR ${isCommonMail(alias)}
		OR (${m}.corrected_by_id = ${userId}::uuid AND ${m}.private_since IS NULL))`;
}

/** Everything that a stored mail refers to is a mail that everybody may read, so that its quotations are too. */
function quotesCommonMails(alias: string): Prisma.Sql {
	const m = named(alias);
	return Prisma.sql`(${m}.text IS NOT DISTINCT FROM ${m}.visible_text OR ${m}.verdict IN ('bounce-hard', 'bounce-soft')
		OR (coalesce(${m}.in_reply_to, ${m}."references"[1]) IS NOT NULL AND NOT EXISTS (
			SELECT FROM unnest(array_append(${m}."references", ${m}.in_reply_to)) AS quoted (id)
			WHERE quoted.id IS NOT NULL
				AND NOT EXISTS (SELECT FROM send_identity known
					JOIN send ours ON (ours.subscription_id, ours.id) = (known.subscription_id, known.send_id)
					WHERE known.subscription_id = ${m}.subscription_id AND known.message_id_key = quoted.id
						AND ours.private_since IS NULL)
				AND NOT EXISTS (SELECT FROM message before WHERE before.subscription_id = ${m}.subscription_id
					AND before.message_id_key = quoted.id AND ${isCommonMail('before')}))))`;
}

/**
 * What one person gets of stored mails, by their ids; ids that are none are left out. Support owns no mailbox, so that it
 * gets what is common.
 */
export async function accessToMessages(
	tx: Pick<Transaction, 'db' | 'subscriptionId'>,
	userId: string,
	ids: readonly string[],
): Promise<ReadonlyMap<string, MailAccess>> {
	if (ids.length === 0) return new Map();
	const rows = await tx.db.$queryRaw<(MailAccess & { id: string })[]>`
		SELECT m.id::text, ${isOfHerMailbox('m', userId)} AS "isHers", ${isOpenTo('m', userId)} AS "isOpen",
			${isOfHerMailbox('m', userId)} OR ${quotesCommonMails('m')} AS "quoteIsOpen",
			CASE WHEN m.private_since IS NOT NULL THEN 'marked' WHEN ${isCommonMail('m')} THEN 'common' ELSE 'own' END
				AS privacy
		FROM message m WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND m.id = ANY(${[...ids]}::uuid[])`;
	return new Map(rows.map(({ id, ...access }) => [id, access]));
}

/** She wrote a mail of ours herself, or is a user of the mailbox that it left from. */
function isHerSend(alias: string, userId: string): Prisma.Sql {
	const s = named(alias);
	return Prisma.sql`(${s}.author_id IS NOT DISTINCT FROM ${userId}::uuid OR EXISTS (
		SELECT FROM sender JOIN mailbox_user hers
			ON (hers.subscription_id, hers.mailbox_id) = (sender.subscription_id, sender.mailbox_id)
		WHERE sender.subscription_id = ${s}.subscription_id AND sender.id = ${s}.sender_id
			AND hers.user_id = ${userId}::uuid))`;
}

/** The condition under which a person reads a mail of ours. @param alias of `send`. */
export function isOpenSend(alias: string, userId: string): Prisma.Sql {
	return Prisma.sql`(${named(alias)}.private_since IS NULL OR ${isHerSend(alias, userId)})`;
}

/** The same for mails of ours: private ones are their author's, and those of the users of the mailbox that they left from. */
export async function accessToSends(
	tx: Pick<Transaction, 'db' | 'subscriptionId'>,
	userId: string,
	ids: readonly string[],
): Promise<ReadonlyMap<string, MailAccess>> {
	if (ids.length === 0) return new Map();
	const rows = await tx.db.$queryRaw<{ id: string; isHers: boolean; isOpen: boolean; isPrivate: boolean }[]>`
		SELECT s.id::text, s.private_since IS NOT NULL AS "isPrivate",
			${isHerSend('s', userId)} AS "isHers", ${isOpenSend('s', userId)} AS "isOpen"
		FROM send s
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = ANY(${[...ids]}::uuid[])`;
	return new Map(
		rows.map(({ id, isHers, isOpen, isPrivate }) => [
			id,
			{
				privacy: isPrivate ? 'marked' : 'common',
				isHers,
				isOpen,
				quoteIsOpen: true,
			},
		]),
	);
}

/** Of stored mails, those that belong to everybody of the subscription. */
export async function commonMails(
	tx: Pick<Transaction, 'db'>,
	ids: readonly string[],
): Promise<ReadonlySet<string>> {
	if (ids.length === 0) return new Set();
	const rows = await tx.db.$queryRaw<{ id: string }[]>`
		SELECT m.id::text FROM message m WHERE m.id = ANY(${[...ids]}::uuid[]) AND ${isCommonMail('m')}`;
	return new Set(rows.map(({ id }) => id));
}
