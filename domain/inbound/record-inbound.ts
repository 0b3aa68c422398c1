import type { Prisma } from '#prisma/generated/client/client.ts';
import { applyVerdict } from './apply-verdict.ts';
import { keysOfMail } from '#domain/values/erased-message-key.ts';
import { engagementOf } from '#domain/values/about.ts';
import { holdWatch, type WatchHold } from '#domain/mailboxes/fenced-out.ts';
import { acceptByEvidence } from '#domain/engagements/outcomes/accept-by-evidence.ts';
import { MAY_HAVE_LEFT } from '#domain/sends/doubtful-attempts.ts';
import type { Classification } from '#mail/inbound/classify.ts';
import type { DeliveryReport } from '#mail/inbound/delivery-report.ts';
import type { ReportedRefusal } from '#mail/inbound/kind-of-report.ts';
import type { MatchRule } from '#mail/inbound/match.ts';
import type { SenderRelation } from '#mail/inbound/sender.ts';
import type { Transaction } from '#platform/database/database.ts';
import { findElsewhere, lockMail, noteCopy } from './copy-elsewhere.ts';
import { decideVerdict, type Judged } from './decide-verdict.ts';
import type { MessageVerdict } from './message-verdict.ts';
import type { Concern } from './read-concern.ts';
import { asHistory, tellHistory } from './record-history.ts';
import { situationOf } from './situation-of.ts';
import { NO_EFFECT, type VerdictEffect } from './verdict-effect.ts';
import type { FoundKind } from './verdict-situation.ts';

/** A mail as it was read, fit to be stored; HTML is sanitised already. Of one that cannot be read there is its head at most. */
export interface InboundMail {
	readonly folder: string;
	readonly uidValidity: bigint;
	readonly uid: number;
	/** `out`: written by the mailbox's owner, found in Sent. */
	readonly direction: 'in' | 'out';
	/** It lay there before the mailbox was connected: it stands in the conversation and does nothing. */
	readonly isHistory?: boolean;
	readonly messageIdKey: string;
	readonly inReplyTo: string | null;
	readonly references: readonly string[];
	/** In brackets, letters kept; null where a header of ours cannot carry it. */
	readonly messageId: string | null;
	/** What an answer refers to before it, oldest first, letters kept. */
	readonly thread: readonly string[];
	/** Where answers are wanted, where that is not who wrote. */
	readonly replyTo: string | null;
	readonly from: { readonly address: string; readonly name: string } | null;
	readonly to: readonly string[];
	readonly subject: string;
	/** INTERNALDATE. */
	readonly receivedAt: Date;
	readonly size: number;
	readonly text: string | null;
	readonly visibleText: string | null;
	readonly html: string | null;
}

/** What it was found to be, and by which rule; no address stands in it. */
export interface Finding {
	readonly kind: FoundKind;
	/** The rule by which it was classified. */
	readonly rule: string;
	/** The rule by which a send or run of ours was recognised; null: none was. */
	readonly match: MatchRule | null;
	readonly bulk: boolean;
	/** A mail system's report. */
	readonly report?: DeliveryReport | undefined;
	/** A provider's report that somebody marked a mail as unwanted. */
	readonly complaint?: Classification['complaint'];
	/** What a person's words may mean besides an answer (5.7-1). */
	readonly doubt?: Classification['doubt'];
	/** Days that these propose. */
	readonly proposed?: Classification['proposed'];
	readonly relation: SenderRelation | null;
	readonly headers: readonly string[];
	readonly quote?: string | undefined;
	/** First day back, `YYYY-MM-DD`. */
	readonly returnsOn?: string | undefined;
	/** RFC 3463 status of a bounce. */
	readonly status?: string | undefined;
	/** Of a report that a mail of ours was refused because of us (5.7-4). */
	readonly refused?: ReportedRefusal | undefined;
	/** Of one that cannot be read: why, and its bytes. */
	readonly unreadable?: { readonly code: string; readonly bytes: Buffer | null } | undefined;
}

/**
 * - `stored`: with its verdict, which has taken effect.
 * - `known`: it is stored already. `copy`: the same mail lies in another folder, or under another UIDVALIDITY.
 * - `shared`: another mailbox of the subscription keeps it (5.7-2).
 * - `untracked`: it concerns nobody that the subscription knows (5.5-2), so nothing of it is kept.
 */
export type Recorded = StoredMail | { readonly kind: 'known' | 'copy' | 'untracked' };

interface StoredMail {
	readonly kind: 'stored' | 'shared';
	readonly messageId: string;
	readonly verdict: MessageVerdict;
	readonly effect: VerdictEffect;
}

/** Matches that prove that the send they name left: nobody else knows these ids. */
const PROOF: ReadonlySet<MatchRule> = new Set([
	'envelope-id',
	'returned-id',
	'references',
	'quoted-id',
	'plus-address',
]);

/**
 * Stores a mail found in a mailbox with its verdict and evidence, and lets the verdict take effect, in this one transaction
 * (docs/design/README.md#facts). The same mail is stored once, whoever reads it how often.
 *
 * @throws {FencedOut}
 */
export async function recordInbound(
	tx: Transaction,
	watch: WatchHold,
	mail: InboundMail,
	finding: Finding,
	concern: Concern,
): Promise<Recorded> {
	await holdWatch(tx, watch);
	await lockMail(tx, mail.messageIdKey);
	const { mailboxId } = watch;
	const seen = await findSeen(tx, mailboxId, mail);
	if (seen) return { kind: seen };
	// What we write to each other is nobody's history but for what a contact got too.
	const isInternal = concern.isOurs && !isReport(finding) && !concern.recipient;
	if (isInternal && finding.kind !== 'unreadable') return { kind: 'untracked' };
	const isKnown = [concern.sendId, concern.about, concern.sender, concern.recipient].some(Boolean);
	if (!isKnown && !isReport(finding) && finding.kind !== 'unreadable') return { kind: 'untracked' };
	// Nobody waits for a report, or for a mail that nobody can read, from before.
	if (mail.isHistory && !isKnown) return { kind: 'untracked' };

	const situation = situationOf(mail, finding, concern);
	const judged = mail.isHistory ? asHistory(mail, decideVerdict(situation)) : decideVerdict(situation);
	if (finding.match !== null && concern.sendId && PROOF.has(finding.match))
		await settleByProof(tx, concern.sendId, isReport(finding));
	const found = whatWasFound(finding, concern, judged);
	const elsewhere = isKnown ? await findElsewhere(tx, mailboxId, mail) : null;
	if (elsewhere)
		return {
			kind: 'shared',
			messageId: elsewhere.id,
			...(await noteCopy(tx, watch, elsewhere, mail, found)),
		};
	const message = await store(tx, mailboxId, mail, finding, found, isKnown);
	if (mail.isHistory) await tellHistory(tx, message);
	const effect = isKnown && !mail.isHistory ? await applyVerdict(tx, message) : NO_EFFECT;
	return { kind: 'stored', messageId: message.id, verdict: judged.verdict, effect };
}

const isReport = ({ report, complaint }: Finding) => report !== undefined || complaint !== undefined;

async function findSeen(
	tx: Transaction,
	mailboxId: string,
	mail: InboundMail,
): Promise<'known' | 'copy' | undefined> {
	const { folder, uidValidity, uid, messageIdKey, from, subject } = mail;
	const known = await tx.db.message.count({
		where: { mailboxId, folder, uidValidity, uid: BigInt(uid) },
	});
	const copied = await tx.db.messageCopy.count({
		where: { mailboxId, folder, uidValidity, uid: BigInt(uid) },
	});
	if (known + copied > 0) return 'known';
	// Some programs give two mails one Message-ID: who wrote what tells them apart. Of one that was erased, that was deleted in
	// its mailbox, or that nobody could read, no words are left to compare.
	const copies = await tx.db.message.count({
		where: {
			messageIdKey: { in: keysOfMail(messageIdKey) },
			AND: { OR: [{ mailboxId }, { copies: { some: { mailboxId } } }] },
			OR: [
				{ text: null, subject: null, fromAddress: null },
				{ goneAt: { not: null }, fromAddress: from?.address ?? null },
				{
					fromAddress: from?.address ?? null,
					subject,
					...(mail.text === null ? {} : { OR: [{ text: null }, { text: mail.text }] }),
				},
			],
		},
	});
	return copies > 0 ? 'copy' : undefined;
}

/** A bounce or an answer proves that a send left whose fate was in doubt (docs/design/sending.md#reconcile). */
async function settleByProof(tx: Transaction, sendId: string, isReport: boolean): Promise<void> {
	const unproven = await tx.db.send.count({
		where: { id: sendId, state: { not: 'accepted' }, ...MAY_HAVE_LEFT },
	});
	if (unproven > 0) await acceptByEvidence(tx, sendId, isReport ? 'bounce' : 'contact-reply');
}

function store(
	tx: Transaction,
	mailboxId: string,
	mail: InboundMail,
	finding: Finding,
	found: ReturnType<typeof whatWasFound>,
	isKnown: boolean,
) {
	const { folder, uidValidity, direction, messageIdKey, receivedAt, size } = mail;
	// Of a stranger's mail that cannot be read only its place is kept, so that it is never read again.
	const shown = isKnown || isReport(finding);
	const { unreadable } = finding;
	return tx.db.message.create({
		data: {
			subscriptionId: tx.subscriptionId,
			mailboxId,
			folder,
			uidValidity,
			uid: BigInt(mail.uid),
			direction,
			messageIdKey,
			inReplyTo: mail.inReplyTo,
			references: [...mail.references],
			receivedAt,
			storedAt: tx.at,
			size,
			...found,
			...(shown
				? {
						fromAddress: mail.from?.address ?? null,
						fromName: mail.from?.name || null,
						toAddresses: [...mail.to],
						messageId: mail.messageId,
						thread: [...mail.thread],
						replyTo: mail.replyTo,
						subject: mail.subject,
						text: mail.text,
						visibleText: mail.visibleText,
						html: mail.html,
					}
				: {}),
			...(unreadable
				? {
						quarantine: {
							create: {
								code: unreadable.code,
								bytes: isKnown && unreadable.bytes ? new Uint8Array(unreadable.bytes) : null,
							},
						},
					}
				: {}),
		},
	});
}

/** What a mail means, as its row says it. */
function whatWasFound(finding: Finding, concern: Concern, judged: Judged) {
	const { verdict, readings } = judged;
	return {
		sendId: concern.sendId,
		about: concern.about?.kind ?? null,
		engagementId: engagementOf(concern.about),
		...whomOf(finding, concern, verdict),
		verdict,
		readings: [...readings],
		evidence: evidenceOf(finding, judged),
	};
}

/** Whose conversation it stands in. */
function whomOf(
	finding: Finding,
	concern: Concern,
	verdict: MessageVerdict,
): { contactId: string | null; companyId: string | null } {
	const { sender, recipient } = concern;
	const companyId = concern.companyId ?? sender?.companyId ?? recipient?.companyId ?? null;
	if (isReport(finding) || finding.relation === 'contact') return { contactId: concern.contactId, companyId };
	if (sender?.contactId) return { contactId: sender.contactId, companyId };
	// A mail to a contact says nothing that this contact said.
	const isAbout = verdict === 'human-sent' || verdict === 'none';
	return { contactId: isAbout ? (recipient?.contactId ?? null) : null, companyId };
}

function evidenceOf(finding: Finding, { verdict, answers }: Judged): Prisma.InputJsonObject {
	const { rule, match, returnsOn, status, refused, headers, unreadable } = finding;
	const quote = finding.quote ?? finding.doubt?.quote;
	const isAnswer = ['reply', 'early-reply', 'outside-reply'].includes(verdict);
	return {
		rule: isAnswer && match ? match : rule,
		...(match ? { match } : {}),
		...(quote ? { quote } : {}),
		...(returnsOn ? { returnAt: returnsOn } : {}),
		...(finding.proposed ? { proposed: { ...finding.proposed } } : {}),
		...(status ? { status } : {}),
		...(refused ? { refused: { ...refused } } : {}),
		...(unreadable ? { code: unreadable.code } : {}),
		...(headers.length > 0 ? { headers: [...headers] } : {}),
		answers: {
			who: { ...answers.who },
			about: { ...answers.about },
			says: { ...answers.says },
			means: { ...answers.means },
		},
	};
}
