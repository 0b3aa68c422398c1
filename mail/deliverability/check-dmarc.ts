import type { Names } from '#platform/network/names.ts';
import { checkedRecord } from './checked-record.ts';
import type { CheckedRecord, Finding } from './checked-record.ts';
import { domainOf, organisationOf } from './domain-names.ts';
import { isDmarc, looksLikeDmarc, readDmarc } from './dmarc-record.ts';
import type { DmarcPolicy, DmarcRecord } from './dmarc-record.ts';
import { orSilent } from './limited-names.ts';
import { changedText, newRecord } from './propose-record.ts';
import { shownText } from './shown-text.ts';

/** The line of DMARC, and the record that holds for the domain. */
export interface DmarcCheck {
	readonly record: CheckedRecord;
	/** What receivers do with a mail that nothing vouches for; undefined: nobody asks them. */
	readonly policy: DmarcPolicy | undefined;
	readonly isDkimStrict: boolean;
	readonly isSpfStrict: boolean;
	/** Whether the names were answered for. */
	readonly isRead: boolean;
}

/** Mailboxes elsewhere that are asked whether they take reports. */
const ELSEWHERE_AT_MOST = 2;

/**
 * Reads the domain's DMARC record, else that of its organisation (RFC 9989, 4.10). `p=none` is all that the big receivers ask
 * for; a first record says no more than that.
 *
 * @param reportsTo Mailbox that reports may be sent to; undefined: none are asked for.
 */
export async function checkDmarc(
	domain: string,
	names: Names,
	reportsTo: string | undefined,
): Promise<DmarcCheck> {
	const own = await readAt(domain, names);
	const organisation = organisationOf(domain);
	const isElsewhere = own !== 'silent' && own.records.length === 0 && organisation !== domain;
	const above = isElsewhere ? await readAt(organisation, names) : undefined;
	if (own === 'silent' || above === 'silent') return unread(own === 'silent' ? domain : organisation);
	if (own.records.length === 1) return ofRecord(own.records[0]!, domain, domain, own, names, reportsTo);
	// Several count as none (RFC 9989, 4.10): whatever holds instead, what stands here is a mistake.
	if (own.records.length > 1) return several(domain, own.records);
	if (above?.records.length === 1)
		return ofRecord(above.records[0]!, domain, organisation, above, names, reportsTo);
	if (above && above.records.length > 1) return several(organisation, above.records);
	const lookAlike = own.lookAlikes[0] ?? above?.lookAlikes[0];
	const at = own.lookAlikes.length === 0 && lookAlike !== undefined ? organisation : domain;
	return {
		...nobody,
		isRead: true,
		record: checkedRecord(
			'dmarc',
			[{ code: lookAlike === undefined ? 'dmarc-missing' : 'dmarc-look-alike', about: nameAt(at) }],
			lookAlike === undefined ? [] : [{ type: 'TXT', name: nameAt(at), text: shownText(lookAlike) }],
			[
				newRecord(
					'TXT',
					nameAt(at),
					firstDmarc(reportsTo),
					lookAlike === undefined ? [] : [shownText(lookAlike)],
				),
			],
		),
	};
}

const nobody = { policy: undefined, isDkimStrict: false, isSpfStrict: false };

const nameAt = (domain: string) => `_dmarc.${domain}`;

const firstDmarc = (reportsTo: string | undefined) =>
	`v=DMARC1; p=none${reportsTo === undefined ? '' : `; rua=mailto:${reportsTo}`}`;

const unread = (domain: string): DmarcCheck => ({
	...nobody,
	isRead: false,
	record: checkedRecord('dmarc', [{ code: 'dmarc-silent', about: nameAt(domain) }]),
});

interface ReadRecords {
	readonly records: readonly DmarcRecord[];
	readonly lookAlikes: readonly string[];
}

async function readAt(domain: string, names: Names): Promise<ReadRecords | 'silent'> {
	const texts = await orSilent(names.texts(nameAt(domain)));
	if (texts === 'silent') return 'silent';
	return { records: texts.filter(isDmarc).map(readDmarc), lookAlikes: texts.filter(looksLikeDmarc) };
}

/** @param at Where the record stands: the domain, or its organisation. */
async function ofRecord(
	record: DmarcRecord,
	domain: string,
	at: string,
	{ lookAlikes }: ReadRecords,
	names: Names,
	reportsTo: string | undefined,
): Promise<DmarcCheck> {
	const name = nameAt(at);
	const policy = (at === domain ? undefined : record.subdomains) ?? record.policy ?? 'none';
	const found = [record.text, ...lookAlikes].map((text) => ({
		type: 'TXT' as const,
		name,
		text: shownText(text),
	}));
	if (!record.isApplied) {
		const mended = changedText(
			name,
			[{ text: firstDmarc(reportsTo), isAdded: true }],
			[shownText(record.text)],
		);
		return {
			...nobody,
			isRead: true,
			record: checkedRecord('dmarc', [{ code: 'dmarc-invalid', about: name }], found, [mended]),
		};
	}
	const findings: Finding[] = [{ code: 'dmarc-policy', about: policy, count: record.percent }];
	if (at !== domain) findings.push({ code: 'dmarc-inherited', about: at });
	if (record.percent < 100) findings.push({ code: 'dmarc-partial', count: record.percent });
	if (record.hasOddReports) findings.push({ code: 'dmarc-reports-malformed' });
	if (record.reportsTo.length === 0) findings.push({ code: 'dmarc-no-reports' });
	if (record.isDkimStrict || record.isSpfStrict) findings.push({ code: 'dmarc-strict' });
	findings.push(...(await refusedReports(record, at, names)));
	return {
		policy,
		isDkimStrict: record.isDkimStrict,
		isSpfStrict: record.isSpfStrict,
		isRead: true,
		record: checkedRecord('dmarc', findings, found),
	};
}

/** Of several the first that receivers would apply is kept as it stands: which one was meant, nobody can see. */
function several(at: string, records: readonly DmarcRecord[]): DmarcCheck {
	const name = nameAt(at);
	const kept =
		records.find(({ isApplied, text }) => isApplied && !/[^\x20-\x7e]/.test(text))?.text ??
		'v=DMARC1; p=none';
	return {
		...nobody,
		isRead: true,
		record: checkedRecord(
			'dmarc',
			[{ code: 'dmarc-several', about: name, count: records.length }],
			records.map(({ text }) => ({ type: 'TXT', name, text: shownText(text) })),
			[
				changedText(
					name,
					[{ text: kept, isAdded: false }],
					records.map(({ text }) => shownText(text)),
				),
			],
		),
	};
}

/** Reports to another organisation arrive only if it says that it takes them (RFC 9990, 4). */
async function refusedReports(record: DmarcRecord, domain: string, names: Names): Promise<Finding[]> {
	const hosts = record.reportsTo.flatMap(
		(mailbox) => domainOf(mailbox.slice(mailbox.indexOf('@') + 1)) ?? [],
	);
	const elsewhere = [...new Set(hosts)].filter((host) => organisationOf(host) !== organisationOf(domain));
	const answers = await Promise.all(
		elsewhere.slice(0, ELSEWHERE_AT_MOST).map(async (host) => {
			const texts = await orSilent(names.texts(`${domain}._report._dmarc.${host}`));
			const takes = texts === 'silent' || texts.some(isDmarc);
			return takes ? [] : [{ code: 'dmarc-reports-refused' as const, about: host }];
		}),
	);
	return answers.flat();
}
