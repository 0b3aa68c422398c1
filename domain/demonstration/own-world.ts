import { Refusal } from '#platform/refusal.ts';
import type {
	ActedNow,
	ActNow,
	WorldAct,
	WorldMail,
	WorldMailbox,
	WorldMailLine,
	WorldNames,
	WorldPersonLine,
	WorldState,
} from '#platform/world/control-contract.ts';
import { ask, type WorldRoom } from './ask-world.ts';
import { ownAccounts, type OwnAccounts } from './own-accounts.ts';

/** Somebody whom this subscription may write to, as its own mails make her. */
export interface OwnPersonLine extends Pick<WorldPersonLine, 'address' | 'name' | 'company' | 'behaviour'> {
	/** Whether somebody of this subscription chose the behaviour. */
	chosen: boolean;
	/** Mails of this subscription that she got, and when the last. */
	received: number;
	lastReceivedAt: string | null;
}

/** *Monde de démonstration* as one subscription may see it: its own mailboxes, its own people, the mails it sent. */
export interface OwnWorld extends Pick<WorldState, 'now' | 'host' | 'ports'>, OwnAccounts {
	mailboxes: WorldMailbox[];
	people: OwnPersonLine[];
	acts: WorldAct[];
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
		...(await ownAccounts(room)),
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
 * What somebody received from this subscription, or from the platform for it, newest first.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing: nobody whom this subscription knows.
 */
export async function listReceived(room: WorldRoom, person: string): Promise<WorldMailLine[]> {
	await requireOwnPerson(room, person);
	const senders = await ownSenders(room);
	const mails = await ask(room, (world) => world.mailsOf(person));
	const ours = await ownPlatformMails(room);
	return mails.filter(({ from, messageId }) => senders.has(addressIn(from)) || ours.has(bare(messageId)));
}

/**
 * One mail that this subscription sent, or the platform for it, as its recipient has it.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing.
 */
export async function readReceived(room: WorldRoom, id: number): Promise<WorldMail> {
	const senders = await ownSenders(room);
	const mail = await ask(room, (world) => world.mail(id));
	const isOwn = senders.has(mail.from.address.toLowerCase());
	if (!isOwn && !(await ownPlatformMails(room)).has(bare(mail.messageId)))
		throw new Refusal('not-found', 'missing');
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

/**
 * Publishes in the world's names what a sending domain of this subscription lacks; its run finds it there by itself.
 *
 * @throws {Refusal} not-in-sandbox, world-unreachable, missing: none of its own, or none that the world can mend.
 */
export async function publishWorldNames(room: WorldRoom, domainId: string): Promise<WorldNames> {
	const row = await room.database.inSubscription(room.subscriptionId, ({ db }) =>
		db.sendingDomain.findFirst({ where: { id: domainId, endedAt: null }, select: { domain: true } }),
	);
	if (!row) throw new Refusal('not-found', 'missing');
	return ask(room, (world) => world.publishNames(row.domain));
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

/** What the platform wrote for this subscription, by Message-ID: its sender is nobody's own. */
function ownPlatformMails({ database, subscriptionId }: WorldRoom): Promise<Set<string>> {
	return database.inSubscription(subscriptionId, async ({ db }) => {
		const mails = await db.send.findMany({
			where: { kind: 'platform', messageId: { not: null } },
			select: { messageId: true },
		});
		return new Set(mails.map(({ messageId }) => bare(messageId!)));
	});
}

const bare = (messageId: string) => messageId.replace(/^<|>$/g, '').toLowerCase();

/** `Camille <camille@…>` or the bare address. */
function addressIn(from: string): string {
	return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();
}
