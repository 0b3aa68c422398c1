import type { FaultCode, Matter } from '#mail/delivery/delivery-fault.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';
import { machineSignsOf } from './machine-signs.ts';
import type { MachineSigns } from './machine-signs.ts';
import { messageIdKeysOf, ourIdsIn } from './message-ids.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { plainWords } from './plain-words.ts';
import { firstOf, headerBlockOf, readHeaderFields } from './raw-headers.ts';
import { blocksOf, nestedReportParts, recipientBlock, reportPartsOf } from './report-parts.ts';
import type { RecipientBlock, ReportParts } from './report-parts.ts';
import type { ReportedMail } from './reported-mail.ts';
import { reportSourceOf } from './report-source.ts';
import { recipientsIn, reportTextOf } from './report-words.ts';
import type { ReportText } from './report-words.ts';
import { judgeReported } from './reported-fate.ts';
import type { Judged, ReportedFate, ReportEvidence } from './reported-fate.ts';
import { TELLS_DELAY, TELLS_SUCCESS } from './words-of-systems.ts';

/** What a mail system says of one recipient. Addresses in lower case. */
export interface ReportedRecipient {
	readonly address: string | undefined;
	readonly originalAddress: string | undefined;
	/** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; `failed` where a report says none of them. */
	readonly action: string;
	/** RFC 3463, such as `5.1.1`. */
	readonly status: string | undefined;
	readonly fate: ReportedFate;
	/** Whose matter it is; `recipient` where nothing failed. */
	readonly matter: Matter;
	readonly code: FaultCode | undefined;
	/** What decided, without an address. */
	readonly evidence: ReportEvidence;
	/** The server's words, where a field quotes them. */
	readonly said: string | undefined;
}

/** A mail system's report about a mail of somebody. */
export interface DeliveryReport extends ReportedMail {
	readonly recipients: readonly ReportedRecipient[];
}

const RECIPIENTS_AT_MOST = 50;
const IDS_AT_MOST = 100;
const ACTIONS: ReadonlySet<string> = new Set(['delayed', 'delivered', 'relayed', 'expanded']);

/**
 * Reads a delivery report: the parts of RFC 3464, else X-Failed-Recipients, else the words of the common systems where a
 * system wrote it (5.7-3, docs/design/reply-detection.md#reports).
 *
 * @returns undefined for a mail that reports no delivery, such as a person's who attaches or forwards a report.
 */
export function readDeliveryReport(
	mail: ParsedMail,
	signs: MachineSigns = machineSignsOf(mail),
): DeliveryReport | undefined {
	const own = reportPartsOf(mail.machineParts);
	const source = reportSourceOf(mail, own, signs);
	if (!source) return undefined;
	const parts = own.statuses.length > 0 ? own : (nestedReportParts(own) ?? own);
	const text = reportTextOf(mail.text);
	const blocks = parts.statuses.flatMap(({ bytes }) => blocksOf(bytes));
	const stated = blocks
		.map(recipientBlock)
		.filter((block) => block !== undefined)
		.slice(0, RECIPIENTS_AT_MOST);
	const envelopeId = blocks.map((block) => firstOf(block, 'original-envelope-id')?.trim()).find(Boolean);
	return {
		envelopeId,
		...returnedIn(parts, text),
		recipients:
			stated.length > 0 ? stated.map((block) => recipientOf(block, stated, text, mail)) : inWords(mail, text),
	};
}

function recipientOf(
	block: RecipientBlock,
	all: readonly RecipientBlock[],
	{ notice }: ReportText,
	mail: ParsedMail,
): ReportedRecipient {
	// « expired » is no action of RFC 3464: the mail is given up, for the time being.
	const expired = block.action === 'expired';
	const action = ACTIONS.has(block.action) ? block.action : 'failed';
	const words =
		recipientsIn(notice, mail).find(({ address }) => address === block.address)?.words ??
		(all.length === 1 ? notice : '');
	const judged = judgeReported({ ...block, action: expired ? 'expired' : action, words });
	const { address, originalAddress, diagnostic } = block;
	return told({ address, originalAddress, action, said: diagnostic }, judged);
}

/** Recipients of a report without fields: Exim names them in the header, others in the text, some only in what they return. */
function inWords(mail: ParsedMail, { notice, returned }: ReportText): ReportedRecipient[] {
	const named = recipientsIn(notice, mail);
	const failed = (mail.fields.get('x-failed-recipients') ?? [])
		.flatMap((value) => value.slice(0, 10_000).split(','))
		.map((address) => address.trim().toLowerCase())
		.slice(0, RECIPIENTS_AT_MOST);
	const action = actionIn(plainWords(`${mail.subject}\n${notice}`.slice(0, 8_000)));
	const addresses: (string | undefined)[] = failed.length > 0 ? failed : named.map(({ address }) => address);
	if (addresses.length === 0) addresses.push(writtenTo(returned));
	return addresses.map((address) => {
		const own =
			named.find((recipient) => recipient.address === address)?.words ??
			wordsAbout(address, addresses, notice);
		const judged = judgeReported({ action, words: own ?? notice });
		// What is said of all of them may stand before or below their list.
		const isSaid = judged.evidence.by !== 'nothing' || own === undefined;
		return told(
			{ address, originalAddress: undefined, action, said: undefined },
			isSaid ? judged : judgeReported({ action, words: notice }),
		);
	});
}

/** What follows the mention of an address, up to that of another: some systems list local parts only. */
function wordsAbout(
	address: string | undefined,
	all: readonly (string | undefined)[],
	notice: string,
): string | undefined {
	if (address === undefined || all.length < 2) return undefined;
	const text = notice.toLowerCase();
	const from = text.indexOf(address);
	if (from < 0) return undefined;
	const others = all.map((other) => (other && other !== address ? text.indexOf(other, from) : -1));
	return notice.slice(from, Math.min(notice.length, ...others.filter((at) => at >= 0)));
}

function told(
	of: Pick<ReportedRecipient, 'address' | 'originalAddress' | 'action' | 'said'>,
	{ fate, matter, code, status, evidence }: Judged,
): ReportedRecipient {
	return { ...of, status, fate, matter, code, evidence };
}

function actionIn(words: string): string {
	if (TELLS_SUCCESS.test(words)) return 'delivered';
	return TELLS_DELAY.test(words) ? 'delayed' : 'failed';
}

/** Ids of the mail that came back: in its parts, in its copy below the text, or quoted anywhere in the text. */
function returnedIn(
	{ returned }: ReportParts,
	text: ReportText,
): Pick<DeliveryReport, 'originalIds' | 'sendId'> {
	const heads = returned.map(({ bytes }) => readHeaderFields(headerBlockOf(bytes).head));
	const words = `${text.notice}\n${text.returned}`;
	const header = SEND_HEADER.toLowerCase();
	const quoted = [...words.matchAll(/message-?[ -]?id ?: ?<?([^<>\s]{1,500}@[^<>\s]{1,500})>?/gi)].map(
		(found) => `<${found[1]}>`,
	);
	const ids = [
		...heads.flatMap((fields) => messageIdKeysOf(firstOf(fields, 'message-id') ?? '')),
		...quoted.flatMap(messageIdKeysOf),
		...ourIdsIn(words),
	];
	return {
		originalIds: [...new Set(ids)].slice(0, IDS_AT_MOST),
		sendId:
			heads.map((fields) => firstOf(fields, header)?.trim()).find(Boolean) ??
			new RegExp(`${header} ?: ?([0-9a-f-]{32,36})`, 'i').exec(words)?.[1],
	};
}

/** Whom the mail that came back was written to, where that is one. */
function writtenTo(returned: string): string | undefined {
	const line = /^[> \t]{0,8}to ?: ?(.{1,300})$/im.exec(returned.slice(0, 20_000))?.[1];
	const addresses = line?.match(/[^\s<>()"',;:@]{1,64}@[^\s<>()"',;:@]{1,255}/g) ?? [];
	return addresses.length === 1 ? addresses[0]!.toLowerCase() : undefined;
}
