import type { MailKind } from '#mail/inbound/classify.ts';
import type { MatchRule } from '#mail/inbound/match.ts';
import type { SenderRelation } from '#mail/inbound/sender.ts';
import type { MessageVerdict } from './message-verdict.ts';

/** What a mail is by itself, or that it cannot be read. */
export type FoundKind = MailKind | 'unreadable';

/** What a verdict asks of that which a mail is about, whatever it is. */
export interface AboutFacts {
	/** Something of it would still leave by itself. */
	readonly isLive: boolean;
	/** Something of it left, or may have. */
	readonly hasLeft: boolean;
	/** When it began. */
	readonly since: Date;
}

/** What a mail is and what is known of those whom it concerns. */
export interface VerdictSituation {
	readonly direction: 'in' | 'out';
	readonly kind: FoundKind;
	/** Sent to many. */
	readonly bulk: boolean;
	/** Null: nothing of ours was recognised. */
	readonly rule: MatchRule | null;
	readonly receivedAt: Date;
	/** Who wrote, seen from the person whom we wrote to; null where there is neither. */
	readonly relation: SenderRelation | null;
	/** What it is about. */
	readonly about: AboutFacts | null;
	/** A send of ours was recognised, a run's or a person's. */
	readonly namesSend: boolean;
	/** Of a report about that send: it says nothing of another recipient (5.7-3). */
	readonly namesRecipient: boolean;
	/** Its writer is one of us, not one of them (5.7-2). */
	readonly isOurs: boolean;
	/** Its writer is a known contact. */
	readonly fromContact: boolean;
	/** A live run of its writer, engaged before it came, has not sent anything yet. */
	readonly waitsToBegin: boolean;
}

/** What nobody of us says in a contact's place; a report of our own server is about what we sent. */
const BY_PEOPLE: ReadonlySet<FoundKind> = new Set(['human', 'objection', 'absence', 'acknowledgement']);

/** Clocks of mail servers differ: what came so long before the engagement may have come after it. */
export const CLOCKS_DIFFER = 10 * 60_000;

/**
 * The verdict on a mail (5.2-1, 5.2-20, 5.6-7, 5.6-8). Pure. What machines write is never a reply; a report is believed only
 * where it names a send of ours; a sender alone says nothing about a mail to many, or about one older than what it would be about.
 */
export function decideVerdict(of: VerdictSituation): MessageVerdict {
	if (of.kind === 'unreadable') return 'unreadable';
	if (of.direction === 'out')
		return of.kind === 'human' || of.kind === 'objection' ? 'human-sent' : 'notification';
	if (of.isOurs && BY_PEOPLE.has(of.kind)) return 'none';
	const bySenderAlone = of.rule === 'sender' || of.rule === null;
	const isOlder =
		of.about !== null && of.receivedAt.getTime() < of.about.since.getTime() - CLOCKS_DIFFER && bySenderAlone;
	switch (of.kind) {
		case 'human':
			return bySenderAlone && (of.bulk || isOlder) ? 'none' : verdictOnWords(of);
		case 'objection':
			return of.about || of.fromContact ? 'objection' : 'none';
		case 'absence':
			// Somebody else's absence says nothing about the contact.
			if (of.relation === 'colleague' || isOlder) return 'notification';
			return of.about || of.fromContact ? 'absence' : 'notification';
		case 'bounce-hard':
		case 'bounce-soft':
			return of.namesSend ? of.kind : 'notification';
		case 'complaint':
			return quotesSend(of) && of.namesRecipient ? 'complaint' : 'notification';
		case 'acknowledgement':
		case 'notification':
			return of.kind;
	}
}

/** By an id that nobody but the recipient has; an address alone says nothing of which mail was unwanted. */
function quotesSend({ namesSend, rule }: VerdictSituation): boolean {
	return namesSend && (rule === 'envelope-id' || rule === 'returned-id');
}

function verdictOnWords({
	about,
	rule,
	relation,
	fromContact,
	waitsToBegin,
}: VerdictSituation): MessageVerdict {
	if (about?.isLive && about.hasLeft) return 'reply';
	// In the thread of what left already: a run that waits to begin asks for its choice all the same.
	if (about && !about.isLive && rule !== 'sender') return 'reply';
	return waitsToBegin && (relation === 'contact' || fromContact) ? 'early-reply' : 'none';
}
