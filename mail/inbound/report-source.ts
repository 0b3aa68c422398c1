import type { MachineSigns } from './machine-signs.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { plainWords } from './plain-words.ts';
import { firstOf } from './raw-headers.ts';
import type { ReportParts } from './report-parts.ts';
import { FAILURE_SUBJECT, OPENINGS, PASSED_ON, SYSTEM_ADDRESS, SYSTEM_NAME } from './words-of-systems.ts';

/** How a mail shows that it is a system's report: the fields of RFC 3464, Exim's field, or words. */
export type ReportSource = 'parts' | 'failed-recipients' | 'words';

/** How much of a text is looked at for how a report begins. */
const OPENING_AT_MOST = 600;

/**
 * Whether a mail system reports with this mail, by structure first. Words count only from a system's sender, or from a machine
 * that begins as a system does; what a person writes, forwards or attaches is a person's mail (5.7-3).
 */
export function reportSourceOf(
	mail: ParsedMail,
	parts: ReportParts,
	signs: MachineSigns,
): ReportSource | undefined {
	const isReportType =
		mail.contentType === 'multipart/report' && !/report-type="?(?!delivery-status)[a-z]/i.test(typeOf(mail));
	const bySystem = isSystem(mail);
	if (parts.statuses.length > 0 && (isReportType || bySystem)) return 'parts';
	if (mail.fields.has('x-failed-recipients')) return 'failed-recipients';
	if (isReportType && /report-type="?delivery-status/i.test(typeOf(mail))) return 'words';
	const subject = plainWords(mail.subject).trim();
	const begins = opens(mail.text);
	if (bySystem)
		return begins || (FAILURE_SUBJECT.test(subject) && !PASSED_ON.test(subject)) ? 'words' : undefined;
	if (!signs.automatic || PASSED_ON.test(subject)) return undefined;
	return begins && FAILURE_SUBJECT.test(subject) ? 'words' : undefined;
}

const typeOf = (mail: ParsedMail) =>
	(firstOf(mail.fields, 'content-type') ?? '').slice(0, 1_000).replace(/\s/g, '');

/** DragonFly and others write a name and no address. */
function isSystem({ from, fields }: ParsedMail): boolean {
	const written = plainWords((firstOf(fields, 'from') ?? '').slice(0, 200)).replace(/^["\s]{1,10}/, '');
	if (!from) return SYSTEM_NAME.test(written) || /<mailer-daemon>/.test(written);
	return SYSTEM_ADDRESS.test(from.address) || SYSTEM_NAME.test(plainWords(from.name).trim());
}

/** A greeting may stand before it. */
function opens(text: string): boolean {
	const lines = plainWords(text.slice(0, OPENING_AT_MOST))
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '' && !/^(?:bonjour|hello|dear|hi|cher|chere)\b[^.]{0,40}$/.test(line));
	const begin = lines.join(' ');
	return OPENINGS.some((opening) => opening.test(begin));
}
