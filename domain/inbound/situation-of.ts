import { complainedRecipient, reportedRecipient } from './questions/reported-recipient.ts';
import type { Concern } from './read-concern.ts';
import type { Finding, InboundMail } from './record-inbound.ts';
import type { VerdictSituation } from './verdict-situation.ts';

/** What the four questions are asked of: a mail as it was read, and what is known of those whom it concerns. */
export function situationOf(
	mail: Pick<InboundMail, 'direction' | 'receivedAt' | 'visibleText'>,
	finding: Finding,
	concern: Pick<
		Concern,
		'sentTo' | 'sendId' | 'about' | 'isOurs' | 'sender' | 'waitsToBegin' | 'hasRunElsewhere' | 'denied'
	>,
): VerdictSituation {
	const { kind, rule: ruleOfKind, match, doubt, headers, report, complaint, bulk, relation } = finding;
	return {
		direction: mail.direction,
		kind,
		ruleOfKind,
		doubt: doubt?.kind ?? null,
		headers,
		onlyWordsSayAutomatic: kind === 'notification' && ruleOfKind === 'automatic' && headers.length === 0,
		saysSomething: Boolean(mail.visibleText?.trim()),
		reported: complaint
			? complainedRecipient(complaint, concern.sentTo)
			: reportedRecipient(report, concern.sentTo),
		isDenied: concern.denied.includes(kind),
		bulk,
		rule: match,
		receivedAt: mail.receivedAt,
		relation,
		about: concern.about,
		namesSend: concern.sendId !== null,
		isOurs: concern.isOurs,
		fromContact: concern.sender?.contactId != null,
		waitsToBegin: concern.waitsToBegin,
		hasRunElsewhere: concern.hasRunElsewhere,
	};
}
