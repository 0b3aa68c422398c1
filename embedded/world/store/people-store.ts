import type { DemoBehaviour } from '#prisma/demo/behaviours.ts';
import type { WorldDatabase } from './world-database.ts';

/** What the receiving server noted about a mail to one of the people. */
export interface Reception {
	/** The message in the person's mailbox. */
	readonly mailId: number;
	/** Main address of the person. */
	readonly person: string;
	/** Address of the mailbox of ours that it came from. */
	readonly sender: string;
	/** Envelope sender, where a delivery report goes. */
	readonly mailFrom: string;
	/** Envelope recipient. */
	readonly rcptTo: string;
	/** ORCPT, NOTIFY, ENVID and RET of the conversation (RFC 3461). */
	readonly originalRecipient: string | null;
	readonly notify: string | null;
	readonly envelopeId: string | null;
	readonly returns: string | null;
	readonly subject: string;
	readonly messageId: string;
	/** Message-ID of the thread's first mail. */
	readonly thread: string;
	/** The mail's place among those of this sender in this thread, from 1. */
	readonly step: number;
}

/** What the world remembers about its people. */
export interface PeopleStore {
	record(reception: Reception): void;
	reception(mailId: number): (Reception & { readonly receivedAt: Date }) | undefined;
	/** Newest first. */
	receptionsOf(person: string): (Reception & { readonly receivedAt: Date })[];
	/** How many mails each person got from each sender, and when the last. */
	counts(): { person: string; sender: string; received: number; lastAt: Date }[];
	/** The place of a mail in its thread, and whether this is its first copy. */
	placeInThread(of: { person: string; sender: string; thread: string; messageId: string }): {
		step: number;
		isFirstCopy: boolean;
	};
	/** When this sender first tried to write to this person: now, when it never did, and that is kept. */
	firstAttemptAt(person: string, sender: string, now: Date): Date;
	absence(person: string, thread: string): Date | undefined;
	setAbsence(person: string, thread: string, returnsAt: Date): void;
	/** What a visitor of *Monde de démonstration* gave this person to do about this sender's mails. */
	chosenBehaviour(person: string, sender: string): DemoBehaviour | undefined;
	/** Every such choice for a person. */
	choicesFor(person: string): { sender: string; behaviour: DemoBehaviour }[];
	/** undefined goes back to the data's behaviour. What was noted about attempts is forgotten. */
	chooseBehaviour(person: string, sender: string, behaviour: DemoBehaviour | undefined): void;
	/** True once: the connection of this sender's next mail to this person is to be cut. */
	takeCut(person: string, sender: string): boolean;
}

export function createPeopleStore({ sql }: WorldDatabase): PeopleStore {
	const select = `SELECT reception.*, received_at FROM reception JOIN message ON message.id = mail_id`;
	return {
		record: (one) =>
			void sql
				.prepare('INSERT INTO reception VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
				.run(
					one.mailId,
					one.person,
					one.sender,
					one.mailFrom,
					one.rcptTo,
					one.originalRecipient,
					one.notify,
					one.envelopeId,
					one.returns,
					one.subject,
					one.messageId,
					one.thread,
					one.step,
				),
		reception: (mailId) => {
			const row = sql.prepare(`${select} WHERE mail_id = ?`).get(mailId);
			return row && asReception(row);
		},
		receptionsOf: (person) =>
			sql.prepare(`${select} WHERE person = ? ORDER BY mail_id DESC`).all(person).map(asReception),
		counts: () =>
			sql
				.prepare(
					`SELECT person, sender, count(*) AS received, max(received_at) AS last FROM reception
					JOIN message ON message.id = mail_id GROUP BY person, sender ORDER BY person, sender`,
				)
				.all()
				.map((row) => ({
					person: row.person as string,
					sender: row.sender as string,
					received: row.received as number,
					lastAt: new Date(row.last as number),
				})),
		placeInThread: ({ person, sender, thread, messageId }) => {
			const known = sql
				.prepare(
					'SELECT DISTINCT message_id, step FROM reception WHERE person = ? AND sender = ? AND thread = ?',
				)
				.all(person, sender, thread);
			const copy = known.find((row) => row.message_id === messageId);
			if (copy) return { step: copy.step as number, isFirstCopy: false };
			return { step: known.length + 1, isFirstCopy: true };
		},
		firstAttemptAt: (person, sender, now) => {
			sql
				.prepare('INSERT INTO first_attempt VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
				.run(person, sender, now.getTime());
			const row = sql
				.prepare('SELECT at FROM first_attempt WHERE person = ? AND sender = ?')
				.get(person, sender);
			return new Date(row!.at as number);
		},
		absence: (person, thread) => {
			const row = sql
				.prepare('SELECT returns_at FROM absence WHERE person = ? AND thread = ?')
				.get(person, thread);
			return row && new Date(row.returns_at as number);
		},
		setAbsence: (person, thread, returnsAt) =>
			void sql
				.prepare('INSERT INTO absence VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
				.run(person, thread, returnsAt.getTime()),
		chosenBehaviour: (person, sender) => {
			const row = sql
				.prepare('SELECT behaviour FROM chosen_behaviour WHERE person = ? AND sender = ?')
				.get(person, sender);
			return row && (JSON.parse(row.behaviour as string) as DemoBehaviour);
		},
		choicesFor: (person) =>
			sql
				.prepare('SELECT sender, behaviour FROM chosen_behaviour WHERE person = ?')
				.all(person)
				.map((row) => ({
					sender: row.sender as string,
					behaviour: JSON.parse(row.behaviour as string) as DemoBehaviour,
				})),
		chooseBehaviour: (person, sender, behaviour) => {
			sql.prepare('DELETE FROM chosen_behaviour WHERE person = ? AND sender = ?').run(person, sender);
			sql.prepare('DELETE FROM first_attempt WHERE person = ? AND sender = ?').run(person, sender);
			sql.prepare('DELETE FROM setting WHERE name = ?').run(cutName(person, sender));
			if (!behaviour) return;
			sql
				.prepare('INSERT INTO chosen_behaviour VALUES (?, ?, ?)')
				.run(person, sender, JSON.stringify(behaviour));
		},
		takeCut: (person, sender) =>
			sql
				.prepare(`INSERT INTO setting VALUES (?, 'taken') ON CONFLICT DO NOTHING`)
				.run(cutName(person, sender)).changes === 1,
	};
}

const cutName = (person: string, sender: string) => `cut:${person}:${sender}`;

const asReception = (row: Record<string, unknown>): Reception & { receivedAt: Date } => ({
	mailId: row.mail_id as number,
	person: row.person as string,
	sender: row.sender as string,
	mailFrom: row.mail_from as string,
	rcptTo: row.rcpt_to as string,
	originalRecipient: row.original_recipient as string | null,
	notify: row.notify as string | null,
	envelopeId: row.envelope_id as string | null,
	returns: row.returns as string | null,
	subject: row.subject as string,
	messageId: row.message_id as string,
	thread: row.thread as string,
	step: row.step as number,
	receivedAt: new Date(row.received_at as number),
});
