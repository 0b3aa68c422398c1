import { DEMO_MAILBOXES } from '#prisma/demo/mailboxes.ts';
import { personAt } from '../people/directory.ts';
import type { WorldPerson } from '../people/directory.ts';
import { planActs } from '../people/plan-acts.ts';
import type { ActTools } from '../people/perform-act.ts';
import type { ReadMail } from '../letters/read-mail.ts';
import { readMail } from '../letters/read-mail.ts';
import type { ShowFiled } from '../delivery.ts';
import type { Zone } from '../names/zone.ts';
import { foundAtArrival } from './found-at-arrival.ts';
import { recipientVerdict } from './recipient-verdict.ts';
import type { SmtpRefusal } from './recipient-verdict.ts';

/** What the conversation said beside the mail itself (RFC 5321, RFC 3461). */
export interface Envelope {
	/** The mailbox of ours that signed in. */
	readonly sender: string;
	readonly mailFrom: string;
	readonly recipients: readonly {
		readonly address: string;
		readonly originalRecipient: string | null;
		readonly notify: string | null;
	}[];
	readonly envelopeId: string | null;
	readonly returns: string | null;
}

/** The receiving side of the world's submission server. */
export interface ReceptionDesk {
	/** What RCPT is answered; undefined accepts. */
	judgeRecipient(sender: string, address: string): SmtpRefusal | undefined;
	/**
	 * Takes a mail: into the Sent folder of its sender and to each recipient, with what the people will do about it,
	 * in one transaction that is on the disk when this answers.
	 *
	 * @returns `cut`: the mail is kept, and the connection is to be closed without an answer.
	 */
	accept(envelope: Envelope, raw: Buffer): Promise<'accepted' | 'cut'>;
}

type Tools = Pick<ActTools, 'database' | 'acts' | 'people' | 'mailboxes' | 'delivery' | 'clock'>;

/**
 * @param ownDomains Domains whose every mailbox the world knows: no other address there exists.
 * @param zone What its names say now: by it a receiving server judges what it gets.
 */
export function createReceptionDesk(
	tools: Tools,
	ownDomains: ReadonlySet<string>,
	zone: () => Zone,
): ReceptionDesk {
	const { database, acts, people, delivery, clock } = tools;
	const behaviourOf = (person: WorldPerson, sender: string) =>
		people.chosenBehaviour(person.address, sender) ?? person.behaviour;

	/** Files a mail at one of the people and plans what comes of it. */
	function receiveForPerson(
		envelope: Envelope,
		rcpt: Envelope['recipients'][number],
		raw: Buffer,
		mail: ReadMail,
	) {
		const person = personAt(rcpt.address);
		const { sender, mailFrom, envelopeId, returns } = envelope;
		const { mailId } = delivery.toPerson(person, { to: rcpt.address, returnPath: mailFrom, raw });
		const messageId = mail.messageId || `mail-${mailId}`;
		const thread = mail.references[0] ?? messageId;
		const of = { person: person.address, sender, thread, messageId };
		const { step, isFirstCopy } = people.placeInThread(of);
		const lastAutomaticAt = acts.lastAutomaticAt(person.address, sender);
		people.record({
			...of,
			mailId,
			mailFrom,
			rcptTo: rcpt.address,
			originalRecipient: rcpt.originalRecipient,
			notify: rcpt.notify,
			envelopeId,
			returns,
			subject: mail.subject,
			step,
		});
		// A second copy of the same mail is kept, and nobody acts on it again.
		if (!isFirstCopy) return;
		const at = clock.now();
		const returnsAt = people.absence(person.address, thread);
		const arrival = { person: person.address, at, step, lastAutomaticAt, returnsAt };
		for (const planned of planActs(behaviourOf(person, sender), arrival)) {
			acts.plan(person.address, mailId, planned);
			if (planned.act.kind === 'automatic' && planned.act.returnsAt !== undefined) {
				people.setAbsence(person.address, thread, new Date(planned.act.returnsAt));
			}
		}
		const losesAfter = DEMO_MAILBOXES.find(({ address }) => address === sender)?.losesPasswordAfter;
		if (losesAfter !== undefined && !acts.losesPassword(sender)) {
			const act = { kind: 'lose-password', address: sender } as const;
			acts.plan(person.address, null, { at: new Date(at.getTime() + losesAfter), act });
		}
	}

	return {
		judgeRecipient(sender, address) {
			if (!address.endsWith('.example')) {
				return { code: 550, text: '5.7.1 Demonstration world: nothing leaves for a real address' };
			}
			if (delivery.mailboxOf(address) !== undefined) return undefined;
			if (ownDomains.has(address.split('@')[1]!)) return { code: 550, text: '5.1.1 No such user here' };
			const person = personAt(address);
			const now = clock.now();
			const firstAttemptAt = people.firstAttemptAt(person.address, sender, now);
			return recipientVerdict(behaviourOf(person, sender), firstAttemptAt, now);
		},
		async accept(envelope, raw) {
			const mail = await readMail(raw);
			const { sender, mailFrom } = envelope;
			const found = new Map<string, string>();
			for (const { address: recipient } of envelope.recipients)
				if (delivery.mailboxOf(recipient) !== undefined)
					found.set(recipient, await foundAtArrival({ sender, mailFrom, recipient }, zone()));
			const { shows, cut } = database.transaction(() => {
				const shows: (ShowFiled | undefined)[] = [delivery.toSent(envelope.sender, raw)];
				let cut = false;
				for (const rcpt of envelope.recipients) {
					const field = found.get(rcpt.address);
					const seen = field === undefined ? raw : Buffer.concat([Buffer.from(`${field}\r\n`), raw]);
					const toUser = { to: rcpt.address, returnPath: mailFrom, raw: seen };
					if (delivery.mailboxOf(rcpt.address) !== undefined) {
						shows.push(delivery.toUser(toUser));
						continue;
					}
					receiveForPerson(envelope, rcpt, raw, mail);
					const person = personAt(rcpt.address);
					if (behaviourOf(person, envelope.sender).does !== 'cuts-connection') continue;
					cut ||= people.takeCut(person.address, envelope.sender);
				}
				return { shows, cut };
			});
			for (const show of shows) show?.();
			return cut ? 'cut' : 'accepted';
		},
	};
}
