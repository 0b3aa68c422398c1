import { readTags } from './tag-list.ts';

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

/** A DMARC record (RFC 9989, 4.7). */
export interface DmarcRecord {
	readonly text: string;
	/** undefined: no policy, or none that is one. */
	readonly policy: DmarcPolicy | undefined;
	/** Of domains below, where it is another. */
	readonly subdomains: DmarcPolicy | undefined;
	/** Mailboxes that get reports (`mailto:`), lower case. */
	readonly reportsTo: readonly string[];
	/** Whether `rua` holds something that is no `mailto:`. */
	readonly hasOddReports: boolean;
	readonly isDkimStrict: boolean;
	readonly isSpfStrict: boolean;
	/** Of a hundred mails, how many the policy is for (RFC 7489; RFC 9989 has left it out). */
	readonly percent: number;
	/** Whether receivers apply it: a policy that is one, or else reports are asked for (RFC 9989, 4.10.1). */
	readonly isApplied: boolean;
}

const POLICIES: readonly DmarcPolicy[] = ['none', 'quarantine', 'reject'];

/** Whether receivers take a text for a DMARC record: `v=DMARC1` first, in these letters. */
export function isDmarc(text: string): boolean {
	return /^\s*[vV]\s{0,3}=\s{0,3}DMARC1\s{0,3}(?:;|$)/.test(text);
}

/** Whether somebody meant a text as one that receivers do not take for it: quotes, small letters, `v=DMARC1 p=none`. */
export function looksLikeDmarc(text: string): boolean {
	return !isDmarc(text) && /dmarc ?1/i.test(text.slice(0, 40));
}

/** Reads a text that is one (`isDmarc`). A piece that is no `tag=value` is passed over, as receivers do. */
export function readDmarc(text: string): DmarcRecord {
	const tags = readTags(
		text
			.split(';')
			.filter((piece) => readTags(piece) !== undefined)
			.join(';'),
	);
	const tag = (name: string) => tags?.get(name)?.toLowerCase();
	const policyOf = (name: string) => POLICIES.find((policy) => policy === tag(name));
	const uris = (tags?.get('rua') ?? '')
		.split(',')
		.map((uri) => uri.trim())
		.filter(Boolean);
	const reportsTo = uris.flatMap((uri) => mailboxOfUri(uri) ?? []);
	const percent = Number(tags?.get('pct') ?? 100);
	const isSubValid = tags?.has('sp') !== true || policyOf('sp') !== undefined;
	return {
		text,
		policy: policyOf('p'),
		subdomains: policyOf('sp'),
		reportsTo,
		hasOddReports: reportsTo.length < uris.length,
		isDkimStrict: tag('adkim') === 's',
		isSpfStrict: tag('aspf') === 's',
		percent: Number.isInteger(percent) && percent >= 0 && percent <= 100 ? percent : 100,
		isApplied: (policyOf('p') !== undefined && isSubValid) || reportsTo.length > 0,
	};
}

/** The mailbox of `mailto:rua@dmarc.example!10m`; a size may stand behind it. */
function mailboxOfUri(uri: string): string | undefined {
	const found = /^mailto:([^\s@!?,]{1,64}@[^\s@!?,]{1,253})(?:![0-9]{1,20}[kmgt]?)?$/i.exec(uri);
	return found?.[1]?.toLowerCase();
}
