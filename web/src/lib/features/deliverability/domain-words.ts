import type { DomainView } from '#domain/sending-domains/list-domains.ts';
import { findingSentence } from '#texts/deliverability.ts';
import type { Reader } from '#texts/format.ts';

/** What was read of a domain, and its parts. */
export type Reading = NonNullable<DomainView['reading']>;
export type Check = Reading['checks'][number];
export type Server = Reading['servers'][number];
export type RecordToPublish = Check['publish'][number];
type Finding = Check['findings'][number];

/** What weighs in the sentence of a line, the heaviest first; what is not named here stands behind. */
const HEAVY: readonly RegExp[] = [
	/-(?:several|syntax|look-alike|invalid|broken|short|revoked|not-enabled|null|unreachable|wrong|loop|no-room|no-address|too-|include-(?:empty|several|syntax)|all-passes|refuses-sender)/,
	/-(?:missing|sender-missing|address-missing|not-signed|signed-by-provider|unconfirmed)$/,
	/-(?:silent|unknown|unproven)$/,
	/^(?:spf-authorised|dkim-proven|dmarc-policy|mx-receives|mx-implicit|reverse-confirmed|tls-version|dkim-key)$/,
];

/** Findings in the order in which a line says them: the first is its sentence. */
export function inOrder(findings: readonly Finding[]): Finding[] {
	const rank = ({ code }: Finding) => {
		const found = HEAVY.findIndex((heavy) => heavy.test(code));
		return found < 0 ? HEAVY.length : found;
	};
	return findings.toSorted((one, other) => rank(one) - rank(other));
}

/** The sentence of a finding, with the proper names of the servers that it is about. */
export function sayFinding(
	finding: Finding,
	check: Check['check'],
	servers: readonly Server[],
	reader: Reader,
): string {
	const there = servers.filter(({ host }) => host === finding.about);
	const way = check === 'spf' || check === 'dkim' || check === 'dmarc' ? check : undefined;
	const lacking = way ? there.filter((server) => server[way] === 'missing') : [];
	const meant =
		lacking.length > 0 && /missing|refuses|not-signed|signed-by/.test(finding.code) ? lacking : there;
	const names = [...new Set(meant.map(({ name }) => name))].join(', ');
	return findingSentence(names ? { ...finding, about: names } : finding, reader);
}

/** Records as one hands them to whoever keeps the zone: a line a part. */
export function recordsAsText(records: readonly RecordToPublish[]): string {
	return records
		.filter(({ value }) => value !== undefined)
		.map(({ type, name, value }) => `${type}\t${name}\t${value}`)
		.join('\n');
}

/** All records that a reading proposes, in the order of its lines. */
export function proposedRecords({ checks }: Pick<Reading, 'checks'>): RecordToPublish[] {
	return checks.flatMap((check) => (check.known ?? check).publish);
}

/** How many lines have something to do, and which. */
export function linesToDo({ checks }: Pick<Reading, 'checks'>): string[] {
	return checks
		.map((check) => ({ check: check.check, state: (check.known ?? check).state }))
		.filter(({ state }) => state === 'to-publish' || state === 'wrong')
		.map(({ check }) => check);
}
