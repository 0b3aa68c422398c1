import { randomUUID } from 'node:crypto';
import type { Letter } from '#domain/newsletters/content/letter.ts';
import { USUAL_COLOURS } from '#domain/newsletters/content/letter.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** What a test says of a relay; the rest is as usual. */
export interface RelayWish {
	readonly address?: string;
	readonly smtpHost?: string;
	readonly smtpPort?: number;
	readonly smtpSecurity?: 'tls' | 'starttls';
	readonly replyMailboxId?: string;
	/** How its password is sealed; without it, it has none. */
	readonly password?: { readonly envelopes: Envelopes; readonly words: string };
}

/** A relay, from which newsletters leave in windows. */
export async function createRelay(
	{ db, subscriptionId }: Transaction,
	{ password, ...wish }: RelayWish = {},
): Promise<string> {
	const { id } = await db.sender.create({
		data: {
			...{ subscriptionId, kind: 'relay', address: `lettre-${randomUUID()}@cadrelune.example`, displayName: 'Cadrelune' },
			...{ smtpHost: '127.0.0.1', smtpPort: 465, smtpSecurity: 'tls', loginName: 'lettre', ...wish },
		},
		select: { id: true },
	});
	if (password) {
		const sealed = password.envelopes.seal(password.words, `sender:${id}`);
		await db.senderSecret.create({ data: { subscriptionId, senderId: id, sealed: new Uint8Array(sealed) } });
	}
	return id;
}

/** A short letter that names its reader. */
export const SHORT_LETTER: Letter = {
	type: 'doc',
	attrs: { ...USUAL_COLOURS, reason: '' },
	content: [
		{
			type: 'paragraph',
			content: [
				{ type: 'variable', attrs: { name: 'contact.prenom', fallback: 'vous' } },
				{ type: 'text', text: ', voici la lettre.' },
			],
		},
	],
};

/** What a test says of a newsletter; the rest is as usual. */
export interface NewsletterWish {
	readonly ownerId: string;
	readonly recurrence?: Prisma.InputJsonValue;
	readonly next?: { readonly date: Date; readonly at: Date };
	readonly repeatsContent?: boolean;
	readonly closedDays?: 'leave' | 'next-working-day';
	/** Null: inactive. */
	readonly activatedAt?: Date | null;
}

/** An active newsletter. */
export async function createNewsletter(
	{ db, subscriptionId, at }: Transaction,
	{ ownerId, recurrence = {}, next, ...wish }: NewsletterWish,
): Promise<string> {
	const id = randomUUID();
	await db.newsletter.create({
		data: {
			...{ subscriptionId, id, title: 'La lettre de l’atelier', ownerId, activatedAt: at, recurrence },
			...{ subject: 'La lettre pour {{contact.prenom|vous}}', imprint: 'Cadrelune, Lyon', ...wish },
			...{ content: SHORT_LETTER as Prisma.InputJsonValue, contentChangedAt: at, createdAt: at, changedAt: at },
			...(next ? { nextDate: next.date, nextAt: next.at } : {}),
		},
	});
	return id;
}

/** Contacts with an address each, in the list of a newsletter, as one company's. @returns their ids, in order. */
export async function createSubscribers(
	tx: Transaction,
	wish: { readonly newsletterId: string; readonly senderId: string | null; readonly count: number },
): Promise<string[]> {
	const { subscriptionId } = tx;
	const [companyId, mark] = [randomUUID(), randomUUID().slice(0, 8)];
	await tx.db.company.create({ data: { subscriptionId, id: companyId, name: 'Ardelouse' } });
	const made = await tx.sql<{ id: string }>`
		WITH made AS (
			INSERT INTO contact (subscription_id, id, company_id, first_name, last_name)
			SELECT ${subscriptionId}::uuid, gen_random_uuid(), ${companyId}::uuid, 'Hélène', 'Ronsavel ' || at
			FROM generate_series(1, ${wish.count}::int) AS at RETURNING id, last_name
		), addressed AS (
			INSERT INTO contact_address (subscription_id, contact_id, address, is_primary)
			SELECT ${subscriptionId}::uuid, id, 'lectrice-' || ${mark} || '-' || split_part(last_name, ' ', 2) || '@ardelouse.example', true
			FROM made
		), listed AS (
			INSERT INTO newsletter_subscriber (subscription_id, newsletter_id, contact_id, sender_id, subscribed_at)
			SELECT ${subscriptionId}::uuid, ${wish.newsletterId}::uuid, id, ${wish.senderId}::uuid, ${tx.at} FROM made
		)
		SELECT id::text FROM made ORDER BY id`;
	return made.map(({ id }) => id);
}

/** An issue that was made of it and waits to be prepared. */
export async function createPreparingIssue(tx: Transaction, newsletterId: string): Promise<string> {
	const { id } = await tx.db.newsletterIssue.create({
		data: {
			...{ subscriptionId: tx.subscriptionId, newsletterId, language: 'fr', createdAt: tx.at },
			...{ date: new Date(tx.at.toISOString().slice(0, 10)), dueAt: tx.at },
		},
		select: { id: true },
	});
	return id;
}
