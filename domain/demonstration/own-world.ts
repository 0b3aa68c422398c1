import type { Database } from '#platform/database/database.ts';
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

/**
 * A mailbox is shown, password and all, to the subscription that the world gives it to; to type its address, as a
 * colleague's or as a mailbox's, makes it nobody's own.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable.
 */
export async function readOwnWorld(room: WorldRoom): Promise<OwnWorld> {
	const people = await ownPeople(room);
	const state = await ask(room, (world) => world.state());
	const mailboxes = ownMailboxes(room, state);
	const senders = addressesOf(mailboxes);
	return {
		now: state.now,
		host: state.host,
		ports: state.ports,
		mailboxes,
		people: state.people.filter(({ address }) => people.has(address)).map((one) => ownLine(one, senders)),
		acts: state.acts.filter(({ person, sender }) => people.has(person) && senders.has(sender)),
	};
}

function ownLine({ choices, received, ...person }: WorldPersonLine, senders: Set<string>): OwnPersonLine {
	const chosen = choices.find(({ sender }) => senders.has(sender));
	const ours = received.filter(({ sender }) => senders.has(sender));
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
	await requireOwnPerson(room, person);
	const senders = await ownSenders(room);
	const mails = await ask(room, (world) => world.mailsOf(person));
	return mails.filter(({ from }) => senders.has(addressIn(from)));
}

/**
 * One mail that this subscription sent, as its recipient has it.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function readReceived(room: WorldRoom, id: number): Promise<WorldMail> {
	const senders = await ownSenders(room);
	const mail = await ask(room, (world) => world.mail(id));
	if (!senders.has(mail.from.address.toLowerCase())) throw new Refusal('not-found', 'missing');
	return mail;
}

/**
 * Makes somebody act now, or from the next mail on: about mails of this subscription's mailboxes alone, because an
 * address is nobody's own; another subscription may write to the same person. Who writes first writes to one of them.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, world-no-mail: nothing that could be answered; missing.
 */
export async function makePersonAct(
	room: WorldRoom,
	person: string,
	what: Omit<ActNow, 'senders'>,
): Promise<ActedNow> {
	await requireOwnPerson(room, person);
	const senders = [...(await ownSenders(room))];
	if (senders.length === 0) throw new Refusal('conflict', 'world-no-mail');
	if (what.to !== undefined && !senders.includes(what.to)) throw new Refusal('not-found', 'missing');
	return ask(room, (world) => world.act(person, { ...what, senders }));
}

/**
 * Gives a mailbox of this subscription a new password, so that it is lost for real.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function changeWorldPassword(room: WorldRoom, address: string): Promise<WorldMailbox> {
	if (!(await ownSenders(room)).has(address)) throw new Refusal('not-found', 'missing');
	return ask(room, (world) => world.changePassword(address));
}

/**
 * Has the host of a mailbox of this subscription refuse what it sends, or take it again (5.7-4).
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function suspendWorldMailbox(
	room: WorldRoom,
	{ address, isSuspended }: { address: string; isSuspended: boolean },
): Promise<WorldMailbox> {
	if (!(await ownSenders(room)).has(address)) throw new Refusal('not-found', 'missing');
	return ask(room, (world) => world.suspend(address, isSuspended));
}

function ownMailboxes({ subscriptionId }: WorldRoom, { mailboxes }: WorldState): WorldMailbox[] {
	return mailboxes.filter((mailbox) => mailbox.subscriptionId === subscriptionId);
}

const addressesOf = (mailboxes: readonly WorldMailbox[]) => new Set(mailboxes.map(({ address }) => address));

async function ownSenders(room: WorldRoom): Promise<Set<string>> {
	return addressesOf(ownMailboxes(room, await ask(room, (world) => world.state())));
}

async function requireOwnPerson(room: WorldRoom, person: string): Promise<void> {
	if (!(await ownPeople(room)).has(person)) throw new Refusal('not-found', 'missing');
}

/** Addresses that a subscription may write to, or wrote to. */
function ownPeople({ database, subscriptionId }: WorldRoom): Promise<Set<string>> {
	return database.inSubscription(subscriptionId, async ({ db }) => {
		const rows = await db.$queryRaw<{ address: string }[]>`
			SELECT address FROM contact_address
			UNION SELECT lower(recipient) FROM send WHERE recipient IS NOT NULL AND kind <> 'test'
			UNION SELECT lower(r.email)
				FROM reference_contact r JOIN company c USING (siren) WHERE r.email IS NOT NULL`;
		return new Set(rows.map(({ address }) => address));
	});
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
