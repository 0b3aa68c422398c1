import type { MailKind } from '#mail/inbound/classify.ts';
import type { MatchRule } from '#mail/inbound/match.ts';
import type { SenderRelation } from '#mail/inbound/sender.ts';
import type { ReportedRecipient } from './questions/what-it-means.ts';

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
	/** Of a newsletter: what belongs to the same list comes again. */
	readonly recurs?: boolean | undefined;
}

/** What a mail is and what is known of those whom it concerns. */
export interface VerdictSituation {
	readonly direction: 'in' | 'out';
	readonly kind: FoundKind;
	/** The rule by which it is that. */
	readonly ruleOfKind: string;
	/** What a person's words may mean besides an answer. */
	readonly doubt: 'objection' | 'absence' | null;
	/** Header fields that say that a machine wrote it. */
	readonly headers: readonly string[];
	/** Nothing but a sentence in it says that it is automatic. */
	readonly onlyWordsSayAutomatic: boolean;
	/** Its writer wrote something now, beside what is quoted and attached. */
	readonly saysSomething: boolean;
	/** Of a report about a send of ours: whether it names whom we wrote to. */
	readonly reported: ReportedRecipient;
	/** A person said of an earlier report of this kind about the same send that it is none. */
	readonly isDenied: boolean;
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
	/** Its writer is one of us, not one of them (5.7-2). */
	readonly isOurs: boolean;
	/** Its writer is a known contact. */
	readonly fromContact: boolean;
	/** A live run of its writer, engaged before it came, has not sent anything yet. */
	readonly waitsToBegin: boolean;
	/** A live run of its writer, engaged before it came, has sent something, whoever of us its sender is. */
	readonly hasRunElsewhere: boolean;
}
