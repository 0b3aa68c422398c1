import { randomUUID } from 'node:crypto';
import { subscribeContacts, type Subscribed } from '#domain/newsletters/subscribers/subscribe-contacts.ts';
import type { LeftOutCounts } from '#domain/newsletters/subscribers/left-out-counts.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { WorldReader } from '#platform/world/control-contract.ts';
import { ask, type WorldRoom } from './ask-world.ts';

/** A newsletter that the readers of the world are to get, and from whom. */
export interface ReadersToSubscribe {
	readonly newsletterId: string;
	readonly senderId?: string | undefined;
}

/** Readers of one transaction: a person's addresses are compared with all others, which takes its time. */
const AT_ONCE = 50;

/**
 * Subscribes the many readers of the demonstration world, so that a relay has something to send. Those who are contacts already
 * stay as they are. Asked again after it failed halfway, it goes on with the others.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, and those of `subscribeContacts`.
 */
export async function subscribeReaders(
	room: WorldRoom,
	actor: Actor,
	wish: ReadersToSubscribe,
): Promise<Subscribed> {
	const readers = await ask(room, (world) => world.readers());
	let all: Subscribed = { subscribed: 0, sharedPersons: 0, leftOut: {} };
	let first = 0;
	do {
		const some = await room.database.inSubscription(room.subscriptionId, async (tx) => {
			const contactIds = await contactsOf(tx, actor, readers.slice(first, first + AT_ONCE));
			return subscribeContacts(tx, actor, { ...wish, contactIds });
		});
		all = sumOf(all, some);
		first += AT_ONCE;
	} while (first < readers.length);
	return all;
}

function sumOf(one: Subscribed, other: Subscribed): Subscribed {
	const reasons = Object.keys({ ...one.leftOut, ...other.leftOut }) as (keyof LeftOutCounts)[];
	return {
		subscribed: one.subscribed + other.subscribed,
		sharedPersons: one.sharedPersons + other.sharedPersons,
		leftOut: Object.fromEntries(
			reasons.map((reason) => [reason, (one.leftOut[reason] ?? 0) + (other.leftOut[reason] ?? 0)]),
		),
	};
}

/** The contacts with the readers' addresses, made where there is none. */
async function contactsOf(tx: Transaction, actor: Actor, readers: readonly WorldReader[]): Promise<string[]> {
	const known = await tx.db.contactAddress.findMany({
		where: { address: { in: readers.map(({ address }) => address) } },
		select: { address: true, contactId: true },
	});
	const contactOf = new Map(known.map(({ address, contactId }) => [address, contactId]));
	const missing = readers.filter(({ address }) => !contactOf.has(address));
	const companies = await companiesOf(tx, actor, missing);
	const { subscriptionId } = tx;
	const made = missing.map((reader) => ({ reader, id: randomUUID() }));
	await tx.db.contact.createMany({
		data: made.map(({ id, reader: { domain, firstName, lastName } }) => ({
			...{ subscriptionId, id, companyId: companies.get(domain)!, firstName, lastName },
			createdById: actor.userId,
		})),
	});
	await tx.db.contactAddress.createMany({
		data: made.map(({ id, reader: { address } }) => ({
			...{ subscriptionId, contactId: id, address, isPrimary: true },
		})),
	});
	for (const { id, reader } of made) contactOf.set(reader.address, id);
	return [...contactOf.values()];
}

/** The companies of readers by their domains, made where there is none. */
async function companiesOf(
	tx: Transaction,
	actor: Actor,
	readers: readonly WorldReader[],
): Promise<ReadonlyMap<string, string>> {
	const named = new Map(readers.map(({ domain, company }) => [domain, company]));
	const known = await tx.db.companyDomain.findMany({
		where: { domain: { in: [...named.keys()] } },
		select: { domain: true, companyId: true },
	});
	const ids = new Map(known.map(({ domain, companyId }) => [domain, companyId]));
	for (const [domain, name] of named) {
		if (ids.has(domain)) continue;
		const { id } = await tx.db.company.create({
			data: { subscriptionId: tx.subscriptionId, name, domains: { create: { domain } } },
			select: { id: true },
		});
		await recordEvent(tx, { kind: 'company-created', companyId: id, actor, data: { how: 'demo' } });
		ids.set(domain, id);
	}
	return ids;
}
