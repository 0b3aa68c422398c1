import type { Database, Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { WorldFault, type WorldClient } from '#platform/world/client.ts';
import type {
	ActedNow,
	ActNow,
	WorldAct,
	WorldMail,
	WorldMailbox,
	WorldMailLine,
	WorldPersonLine,
	WorldState,
} from '#platform/world/control-contract.ts';

/** *Monde de démonstration* as one subscription may see it: its own mailboxes, its own people, the mails it sent. */
export interface OwnWorld extends Pick<WorldState, 'now' | 'host' | 'ports'> {
	mailboxes: WorldMailbox[];
	people: WorldPersonLine[];
	acts: WorldAct[];
}

/** What the world is asked with: never inside a transaction. */
export interface WorldRoom {
	database: Database;
	/** Undefined outside the sandbox. */
	world: WorldClient | undefined;
	subscriptionId: string;
}

/** @throws {Refusal} not-in-sandbox, world-unreachable. */
export async function readOwnWorld(room: WorldRoom): Promise<OwnWorld> {
	const own = await ownAddresses(room);
	const state = await ask(room, (world) => world.state());
	return {
		now: state.now,
		host: state.host,
		ports: state.ports,
		mailboxes: state.mailboxes.filter(({ address }) => own.mailboxes.has(address)),
		people: state.people.filter(({ address }) => own.people.has(address)),
		acts: state.acts.filter(({ person }) => own.people.has(person)),
	};
}

/**
 * What somebody received from this subscription, newest first.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing: nobody whom this subscription knows.
 */
export async function listReceived(room: WorldRoom, person: string): Promise<WorldMailLine[]> {
	const own = await ownPerson(room, person);
	const mails = await ask(room, (world) => world.mailsOf(person));
	return mails.filter(({ from }) => own.mailboxes.has(addressIn(from)));
}

/**
 * One mail that this subscription sent, as its recipient has it.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function readReceived(room: WorldRoom, id: number): Promise<WorldMail> {
	const own = await ownAddresses(room);
	const mail = await ask(room, (world) => world.mail(id));
	if (!own.mailboxes.has(mail.from.address.toLowerCase())) throw new Refusal('not-found', 'missing');
	return mail;
}

/**
 * Makes somebody act now, or from the next mail on.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, world-no-mail: nothing that could be answered; missing.
 */
export async function makePersonAct(room: WorldRoom, person: string, what: ActNow): Promise<ActedNow> {
	await ownPerson(room, person);
	return ask(room, (world) => world.act(person, what));
}

/**
 * Gives a mailbox of this subscription a new password, so that it is lost for real.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function changeWorldPassword(room: WorldRoom, address: string): Promise<WorldMailbox> {
	const own = await ownAddresses(room);
	if (!own.mailboxes.has(address)) throw new Refusal('not-found', 'missing');
	return ask(room, (world) => world.changePassword(address));
}

/** Addresses of a subscription's side and of those it may write to. */
interface OwnAddresses {
	mailboxes: Set<string>;
	people: Set<string>;
}

function ownAddresses({ database, subscriptionId }: WorldRoom): Promise<OwnAddresses> {
	return database.inSubscription(subscriptionId, readAddresses);
}

async function ownPerson(room: WorldRoom, person: string): Promise<OwnAddresses> {
	const own = await ownAddresses(room);
	if (!own.people.has(person)) throw new Refusal('not-found', 'missing');
	return own;
}

async function readAddresses({ db }: Transaction): Promise<OwnAddresses> {
	const rows = await db.$queryRaw<{ address: string; ours: boolean }[]>`
		SELECT lower(address) AS address, true AS ours FROM mailbox WHERE deleted_at IS NULL
		UNION SELECT lower(email), true FROM "user"
		UNION SELECT address, false FROM contact_address
		UNION SELECT lower(recipient), false FROM send WHERE recipient IS NOT NULL AND kind <> 'test'
		UNION SELECT lower(r.email), false FROM reference_contact r JOIN company c USING (siren) WHERE r.email IS NOT NULL`;
	const of = (ours: boolean) =>
		new Set(rows.filter((row) => row.ours === ours).map(({ address }) => address));
	return { mailboxes: of(true), people: of(false) };
}

/** `Camille <camille@…>` or the bare address. */
function addressIn(from: string): string {
	return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();
}

async function ask<T>({ world }: WorldRoom, question: (world: WorldClient) => Promise<T>): Promise<T> {
	if (!world) throw new Refusal('forbidden', 'not-in-sandbox');
	try {
		return await question(world);
	} catch (error) {
		if (!(error instanceof WorldFault)) throw error;
		if (error.code === 'not-found') throw new Refusal('not-found', 'missing');
		if (error.code === 'no-mail') throw new Refusal('conflict', 'world-no-mail');
		if (error.code === 'invalid') throw new Refusal('invalid', 'input');
		throw new Refusal('unavailable', 'world-unreachable');
	}
}
