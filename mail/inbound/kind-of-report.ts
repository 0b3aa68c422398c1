import { withoutAddresses } from '#mail/smtp/classify.ts';
import { comparableAddress } from '#platform/addresses/comparable-address.ts';
import type { DeliveryReport, ReportedRecipient } from './delivery-report.ts';

/** Why a report says that a mail was refused because of us (5.7-4). */
export interface ReportedRefusal {
	/** FaultCode of mail/smtp. */
	readonly code: string;
	/** Whose server said it: a code that only the sender's own provider uses, else the recipient's. */
	readonly side: 'own' | 'recipient';
	/** Its words, without addresses. */
	readonly words?: string;
}

/** What a report comes to. */
export interface KindOfReport {
	readonly kind: 'bounce-hard' | 'bounce-soft' | 'notification';
	/** `delivery-report` or `delivery-refused`. */
	readonly rule: string;
	/** RFC 3463. */
	readonly status?: string;
	readonly refused?: ReportedRefusal;
}

/**
 * What a report says about a mail: of several recipients, what it says of ours. Whether it is about ours at all is another
 * question (5.7-3), but a refusal that somebody else met at the end of a forwarding chain is none of us.
 *
 * @param to whom the send went that it quotes; undefined: nobody has looked which one it quotes.
 */
export function kindOfReport({ recipients }: DeliveryReport, to?: string): KindOfReport {
	const wanted = to === undefined ? undefined : comparableAddress(to);
	const named = recipients.filter((recipient) => addressOf(recipient) !== undefined);
	const ours = named.filter((recipient) => addressOf(recipient) === wanted);
	if (ours.length > 0) return kindOf(ours);
	const { refused, ...said } = kindOf(recipients);
	const isOfAnother = wanted !== undefined && named.length > 0;
	return refused && !isOfAnother ? { ...said, refused } : said;
}

/** Where the mail came to its end; whom it was first sent to counts only where that is not said. */
function addressOf({ address, originalAddress }: ReportedRecipient): string | undefined {
	const ended = address ?? originalAddress;
	return ended === undefined ? undefined : comparableAddress(ended);
}

function kindOf(recipients: readonly ReportedRecipient[]): KindOfReport {
	const failed = recipients.filter(({ action }) => action === 'failed');
	const status = (failed[0] ?? recipients[0])?.status;
	const said = { rule: 'delivery-report', ...(status ? { status } : {}), ...refusalOf(failed) };
	// One dead address behind a list that reached the others does not make the list's address dead, nor its mail refused.
	const reached = recipients.some(({ action }) => ['delivered', 'relayed', 'expanded'].includes(action));
	if (failed.length > 0 && !reached) {
		if (failed.every(({ fate }) => fate === 'dead')) return { ...said, kind: 'bounce-hard' };
		if (failed.every(({ fate }) => fate !== 'passing'))
			return { ...said, kind: 'bounce-soft', rule: 'delivery-refused' };
	}
	if (failed.length > 0 || recipients.some(({ action }) => action === 'delayed'))
		return { ...said, kind: 'bounce-soft' };
	return { ...said, kind: 'notification' };
}

const ACCOUNT: ReadonlySet<string> = new Set(['sender-refused', 'provider-limit']);

function refusalOf(failed: readonly ReportedRecipient[]): { refused?: ReportedRefusal } {
	const because = failed.find(({ matter, code }) => matter === 'mailbox' && code !== undefined);
	if (!because) return {};
	const { code, evidence, said } = because;
	const side = ACCOUNT.has(code!) && evidence.by === 'status' ? 'own' : 'recipient';
	const words = withoutAddresses(said ?? evidence.value);
	return { refused: { code: code!, side, ...(words ? { words } : {}) } };
}
