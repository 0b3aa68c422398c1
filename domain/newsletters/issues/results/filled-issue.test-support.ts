import { randomUUID } from 'node:crypto';
import { unsubscribeContacts } from '#domain/newsletters/subscribers/unsubscribe-contacts.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { judgeHits } from '#domain/tracking/acts/judge-hits.ts';
import type { NewHit } from '#domain/tracking/hits/hit.ts';
import { storeHits } from '#domain/tracking/hits/store-hits.ts';
import { filterBefore } from '#mail/presets/filter-before.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Office } from '#tests/environment/office.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { createReceivedMail } from '#tests/environment/rows/message.ts';
import { armWindow } from '../arm-window.ts';
import { prepareIssue } from '../prepare-issue.ts';
import { recordOutcomes } from '../record-outcomes.ts';
import { takePart } from '../take-part.ts';
import { readPlaces } from '../waiting-places.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const LINKS = [1, 2, 3, 4].map((number) => ({
	number,
	url: `https://atelier.example/${number}`,
	isTracked: number < 4,
}));

/** Statistics that know no such table yet make more in one statement slow. */
const AT_ONCE = 100;

/** An issue of one relay, with errands behind it where wished, to which things can be made to happen. */
export class FilledIssue {
	readonly issueId: string;
	readonly newsletterId: string;
	/** By place − 1. */
	readonly contacts: readonly string[];
	readonly #office: Office;
	readonly #relayPart: string;
	readonly #senderId: string;

	private constructor(
		office: Office,
		of: { issueId: string; newsletterId: string; contacts: string[]; relayPart: string; senderId: string },
	) {
		this.#office = office;
		this.#relayPart = of.relayPart;
		this.#senderId = of.senderId;
		({ issueId: this.issueId, newsletterId: this.newsletterId, contacts: this.contacts } = of);
	}

	/** Writes the recipients down; nothing left yet. Of the relay's the `identified` first agreed to be seen opening. */
	static async prepare(
		office: Office,
		wish: { relay: number; errands?: number; identified?: number; newsletterId?: string },
	): Promise<FilledIssue> {
		const { relay, errands = 0, identified = 0 } = wish;
		const { newsletterId, relayId } = await office.tx(async (tx) => ({
			newsletterId:
				wish.newsletterId ?? (await createLetter(tx, { ownerId: office.ines.userId, repeatsContent: true })),
			relayId: await createRelay(tx),
		}));
		const subscribe = (senderId: string, count: number) =>
			office.tx((tx) => createSubscribers(tx, { newsletterId, senderId, count }));
		for (let done = 0; done < relay; done += AT_ONCE) {
			await subscribe(relayId, Math.min(AT_ONCE, relay - done));
			await office.asOwner('ANALYZE contact, contact_address, newsletter_subscriber');
		}
		if (errands > 0) await subscribe(office.senderId, errands);
		return office.tx(async (tx) => {
			const issueId = await createPreparingIssue(tx, newsletterId);
			await prepareIssue(tx, issueId, { version: 1, variables: [], links: LINKS });
			const part = await tx.db.issuePart.findFirstOrThrow({ where: { issueId, mode: 'windows' } });
			const { firstPlace, senderId } = part;
			await tx.db.issuePlace.updateMany({
				where: { issueId, place: { gte: firstPlace, lt: firstPlace + identified } },
				data: { opens: 'identified' },
			});
			const places = await tx.db.issuePlace.findMany({ where: { issueId }, orderBy: { place: 'asc' } });
			const contacts = places.map(({ contactId }) => contactId!);
			return new FilledIssue(office, {
				issueId,
				newsletterId,
				contacts,
				relayPart: part.id,
				senderId: senderId!,
			});
		});
	}

	/** Arms the next places of the relay's part and writes what became of each: letters of place-outcomes.ts; `-` stays armed. */
	async leave(letters: string): Promise<number> {
		return this.#office.tx(async (tx) => {
			const partId = this.#relayPart;
			const { fence } = (await takePart(tx, partId))!;
			const { nextPlace } = await tx.db.issuePart.findFirstOrThrow({ where: { id: partId } });
			const places = await readPlaces(tx, this.issueId, {
				firstPlace: nextPlace,
				lastPlace: nextPlace + letters.length - 1,
			});
			const { number } = (await armWindow(tx, { issueId: this.issueId, partId, fence, places }))!;
			const details = [...letters].map((letter) =>
				letter === 'r' ? '550 5.1.1' : letter === 'o' ? 'suppressed' : '',
			);
			await recordOutcomes(tx, { partId, fence }, [
				{ number, letters: letters.replaceAll('-', ' '), details },
			]);
			return nextPlace;
		});
	}

	/**
	 * Adds so many recipients behind the last one of the relay's part, without cards, whose mails were all taken in windows of a
	 * hundred. The issue has no other part behind it.
	 */
	async grow(count: number): Promise<void> {
		await this.#office.tx(async (tx) => {
			const { lastPlace } = await tx.db.issuePart.findFirstOrThrow({ where: { id: this.#relayPart } });
			const { subscriptionId, at } = tx;
			const last = lastPlace + count;
			await tx.sql`
				INSERT INTO issue_place (subscription_id, issue_id, place, address_hash)
				SELECT ${subscriptionId}::uuid, ${this.issueId}::uuid, place, decode(lpad(place::text, 8, '0'), 'hex')
				FROM generate_series(${lastPlace + 1}::int, ${last}::int) place`;
			await tx.sql`
				INSERT INTO issue_window (subscription_id, part_id, number, fence, first_place, last_place, armed_at, armed_wall_at,
					outcomes, settled_at)
				SELECT ${subscriptionId}::uuid, ${this.#relayPart}::uuid, 1000 + first, 1, first,
					least(first + 99, ${last}::int), ${at}, ${at}, repeat('a', least(100, ${last}::int - first + 1)), ${at}
				FROM generate_series(${lastPlace + 1}::int, ${last}::int, 100) first`;
			await tx.db.issuePart.updateMany({
				where: { id: this.#relayPart },
				data: { lastPlace: last, nextPlace: last + 1 },
			});
			await tx.db.newsletterIssue.updateMany({
				where: { id: this.issueId },
				data: { recipients: { increment: count } },
			});
		});
		await this.#office.asOwner('ANALYZE issue_place, issue_window, hit, send');
	}

	/** The mail of a place as an errand leaves it, or as whatever happens to a place of a window makes it. */
	async send(
		place: number,
		state: 'accepted' | 'rejected' | 'uncertain' | 'armed' = 'accepted',
	): Promise<string> {
		const { issueId } = this;
		return this.#office.tx(async (tx) => {
			const { subscriptionId, db, at } = tx;
			const known = await db.send.findFirst({ where: { issueId, place }, select: { id: true } });
			if (known) return known.id;
			const sent = state === 'armed' ? null : at;
			const { id } = await db.send.create({
				data: {
					...{ subscriptionId, id: randomUUID(), kind: 'issue', issueId, place, state, sentAt: sent },
					...{ contactId: this.contacts[place - 1]!, armedAt: at, createdAt: at, senderId: this.#senderId },
				},
			});
			await db.issuePlace.updateMany({ where: { issueId, place }, data: { sendId: id } });
			return id;
		});
	}

	/** A received mail about a place. */
	async mail(place: number, verdict: string): Promise<void> {
		const sendId = await this.send(place);
		const contactId = this.contacts[place - 1]!;
		await this.#office.tx((tx) =>
			createReceivedMail(tx, { mailboxId: this.#office.mailboxId, verdict, sendId, contactId }),
		);
	}

	/** A relay's report about a place, without a mail. */
	async report(place: number, kind: 'bounce' | 'soft-bounce' | 'complaint'): Promise<void> {
		const sendId = await this.send(place);
		await this.#office.tx((tx) =>
			kind === 'complaint'
				? recordEvent(tx, { kind: 'complaint-received', sendId, data: { rule: 'webhook' } })
				: recordEvent(tx, { kind: 'bounce-received', sendId, data: { permanent: kind === 'bounce' } }),
		);
	}

	async unsubscribe(place: number, cause: 'link' | 'settings' = 'link', sendId?: string): Promise<void> {
		const contactIds = [this.contacts[place - 1]!];
		await this.#office.tx((tx) =>
			unsubscribeContacts(tx, { newsletterId: this.newsletterId, contactIds, cause, sendId }),
		);
	}

	/** Hits on mails, each judged with the others of its mail. */
	async hit(
		...hits: readonly { place: number; link?: number; by?: 'person' | 'machine' | 'soon' }[]
	): Promise<void> {
		const { issueId } = this;
		await this.#office.tx((tx: Transaction) =>
			storeHits(
				tx,
				hits.map(({ place, link, by = 'person' }): NewHit => ({
					...{ mail: { issueId, place }, link, purpose: null, network: '203.0.113.0/24' },
					...{ method: by === 'machine' ? 'HEAD' : 'GET', userAgent: FIREFOX },
				})),
			),
		);
		for (const place of new Set(hits.map((hit) => hit.place)))
			if (place > 0) await this.#office.tx((tx) => judgeHits(tx, { issueId, place }, filterBefore));
	}
}
