import { decideVerdict, type Judged } from '#domain/inbound/decide-verdict.ts';
import { situationOf } from '#domain/inbound/situation-of.ts';
import { classify } from '#mail/inbound/classify.ts';
import { cluesOf, matchMail } from '#mail/inbound/match.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { relationOfSender } from '#mail/inbound/sender.ts';

const receivedAt = new Date('2026-11-24T09:00:00Z');
const OURS = ['Ne plus recevoir de messages de ma part :'];
const COMPANY = { contactId: null, companyId: 'company' };

/** The run that writes to a contact: its mail left, and its answers are waited for. */
export interface WritingRun {
	readonly sendId: string;
	/** Keys under which its mail is known. */
	readonly messageIdKeys: readonly string[];
	readonly recipient: string;
}

/** The verdict on a mail that is received while a run writes to a contact, as the reader of mailboxes would give it. */
export async function verdictOf(
	source: Buffer,
	{ sendId, messageIdKeys, recipient }: WritingRun,
): Promise<Judged> {
	const mail = await parseMail(source, OURS);
	const found = classify(mail, { receivedAt, zone: 'Europe/Paris' }, OURS);
	const isReport = found.report !== undefined;
	const about = { kind: 'engagement', engagementId: 'run' } as const;
	const match = matchMail(
		cluesOf(mail, found.report),
		{
			sendOfMessageId: new Map(messageIdKeys.map((key) => [key, sendId])),
			sendIds: new Set([sendId]),
			placeOfMessageId: new Map(),
			placeOfTicket: new Map(),
			lastSendTo: new Map([[recipient, sendId]]),
			aboutOfAddress: new Map([[recipient, about]]),
		},
		isReport,
	);
	const isHers = mail.from?.address === recipient;
	const finding = {
		...found,
		match: match?.rule ?? null,
		relation: isReport
			? null
			: relationOfSender({
					from: mail.from,
					contactAddresses: [recipient],
					contactName: 'Odile Marchenoir',
					companyDomains: [recipient.split('@')[1]!],
					isOtherContactOfCompany: false,
				}),
	};
	const concern = {
		sentTo: match && 'sendId' in match ? recipient : null,
		sendId: match && 'sendId' in match ? match.sendId : null,
		about: match ? { ...about, isLive: true, hasLeft: true, since: new Date('2026-11-20T09:00:00Z') } : null,
		isOurs: false,
		sender: !isReport && isHers ? { ...COMPANY, contactId: 'contact' } : null,
		waitsToBegin: false,
		hasRunElsewhere: false,
		denied: [],
	};
	const { visibleText } = mail;
	return decideVerdict(situationOf({ direction: 'in', receivedAt, visibleText }, finding, concern));
}
