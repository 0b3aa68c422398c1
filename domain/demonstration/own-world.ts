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

/** Somebody whom this subscription may write to, as its own mails make her. */
export interface OwnPersonLine extends Pick<WorldPersonLine, 'address' | 'name' | 'company' | 'behaviour'> {
	/** Whether somebody of this subscription chose the behaviour. */
	chosen: boolean;
	/** Mails of this subscription that she got, and when the last. */
	received: number;
	lastReceivedAt: string | null;
}

/** *Monde de démonstration* as one subscription may see it: its own mailboxes, its own people, the mails it sent. */
export interface OwnWorld extends Pick<WorldState, 'now' | 'host' | 'ports'> {
	mailboxes: WorldMailbox[];
	people: OwnPersonLine[];
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
		mailboxes: state.mailboxes.filter(({ address }) => own.mailboxes.has(address) || own.users.has(address)),
		people: state.people.filter(({ address }) => own.people.has(address)).map((one) => ownLine(one, own)),
		acts: state.acts.filter(({ person, sender }) => own.people.has(person) && own.mailboxes.has(sender)),
	};
}

function ownLine({ choices, received, ...person }: WorldPersonLine, own: OwnAddresses): OwnPersonLine {
	const chosen = choices.find(({ sender }) => own.mailboxes.has(sender));
	const ours = received.filter(({ sender }) => own.mailboxes.has(sender));
	return {
		...person,
		behaviour: chosen?.behaviour ?? person.behaviour,
		chosen: chosen !== undefined,
		received: ours.reduce((sum, { count }) => sum + count, 0),
		lastReceivedAt:
			ours
				.map(({ lastAt }) => lastAt)
				.sort()
				.at(-1) ?? null,
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
 * Makes somebody act now, or from the next mail on: about mails of this subscription's mailboxes alone, because an
 * address is nobody's own; another subscription may write to the same person.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, world-no-mail: nothing that could be answered; missing.
 */
export async function makePersonAct(
	room: WorldRoom,
	person: string,
	what: Omit<ActNow, 'senders'>,
): Promise<ActedNow> {
	const { mailboxes } = await ownPerson(room, person);
	if (mailboxes.size === 0) throw new Refusal('conflict', 'world-no-mail');
	return ask(room, (world) => world.act(person, { ...what, senders: [...mailboxes] }));
}

/**
 * Gives a mailbox of this subscription a new password, so that it is lost for real.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function changeWorldPassword(room: WorldRoom, address: string): Promise<WorldMailbox> {
	const own = await ownAddresses(room);
	if (!own.mailboxes.has(address) && !own.users.has(address)) throw new Refusal('not-found', 'missing');
	return ask(room, (world) => world.changePassword(address));
}

/** Addresses of a subscription's side and of those it may write to. */
interface OwnAddresses {
	/** Connected here: whoever connected them had their passwords. */
	mailboxes: Set<string>;
	/** The users' own addresses, whose mailboxes they may still connect. */
	users: Set<string>;
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
	const rows = await db.$queryRaw<{ address: string; whose: keyof OwnAddresses }[]>`
		SELECT lower(address) AS address, 'mailboxes' AS whose FROM mailbox WHERE deleted_at IS NULL
		UNION SELECT lower(email), 'users' FROM "user"
		UNION SELECT address, 'people' FROM contact_address
		UNION SELECT lower(recipient), 'people' FROM send WHERE recipient IS NOT NULL AND kind <> 'test'
		UNION SELECT lower(r.email), 'people'
			FROM reference_contact r JOIN company c USING (siren) WHERE r.email IS NOT NULL`;
	const of = (whose: keyof OwnAddresses) =>
		new Set(rows.filter((row) => row.whose === whose).map(({ address }) => address));
	return { mailboxes: of('mailboxes'), users: of('users'), people: of('people') };
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
