import { randomBytes } from 'node:crypto';
import { withoutTag } from '#domain/values/mail-address.ts';
import type { DomainClock } from './domain-clock.ts';
import { internalDate } from './imap/internal-date.ts';
import type { LiveMailbox } from './imap/live-mailbox.ts';
import type { ComposedMail } from './letters/compose.ts';
import type { MailboxStore } from './store/mailbox-store.ts';

/** Shows what was filed; called once its transaction has committed. */
export type ShowFiled = () => void;

/** Files mails in mailboxes. Each call belongs to the caller's transaction and answers what comes after it. */
export interface Delivery {
	/** The mailbox of ours that an address reaches; a part after a plus sign is the user's own affair (RFC 5233). */
	mailboxOf(address: string): string | undefined;
	/** A mail for a mailbox of ours; undefined when it reaches none. */
	toUser(mail: ComposedMail): ShowFiled | undefined;
	/** A mail for one of the people, whose mailbox is made at its first mail. */
	toPerson(person: { address: string; name: string }, mail: ComposedMail): { mailId: number };
	/** What a mailbox of ours has sent, into its Sent folder. */
	toSent(address: string, raw: Buffer): ShowFiled;
}

export function createDelivery(
	store: MailboxStore,
	live: ReadonlyMap<string, LiveMailbox>,
	clock: DomainClock,
): Delivery {
	const mailboxOf = (address: string) => {
		const base = withoutTag(address.toLowerCase());
		return live.has(base) ? base : undefined;
	};
	function file(address: string, path: string, raw: Buffer, flags: string[]) {
		const receivedAt = clock.now();
		const message = { raw, flags, receivedAt, internalDate: internalDate(receivedAt) };
		const { id, uid } = store.file(address, path, message);
		return { id, show: () => void live.get(address)?.show(path, { ...message, uid }) };
	}
	/** What the last server writes above a mail that it delivers (RFC 5321, 4.4). */
	function traced({ raw, returnPath, to }: ComposedMail, receivedBy: string): Buffer {
		const at = clock.now().toUTCString().replace('GMT', '+0000');
		const id = randomBytes(6).toString('hex');
		const trace = [
			`Return-Path: <${returnPath}>`,
			`Delivered-To: ${to}`,
			`Received: from mail.refrain.example by mx.${receivedBy.split('@')[1]} with ESMTPS id ${id}; ${at}`,
			'',
		];
		return Buffer.concat([Buffer.from(trace.join('\r\n')), raw]);
	}
	return {
		mailboxOf,
		toUser(mail) {
			const address = mailboxOf(mail.to);
			return address === undefined ? undefined : file(address, 'INBOX', traced(mail, address), []).show;
		},
		toPerson(person, mail) {
			store.ensure({ address: person.address, displayName: person.name, password: null }, clock.now());
			return { mailId: file(person.address, 'INBOX', traced(mail, person.address), []).id };
		},
		toSent: (address, raw) => file(address, 'Sent', raw, ['\\Seen']).show,
	};
}
