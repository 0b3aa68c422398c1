/** What is looked at for a domain, in the order of the screen (E-17). */
export const CHECKS = ['spf', 'dkim', 'dmarc', 'mx', 'reverse', 'tls'] as const;
export type CheckName = (typeof CHECKS)[number];

/**
 * How a check stands. `wrong`: what is there must be mended; `nothing-to-publish`: it is not the customer's to publish;
 * `unread`: nobody answered, or nothing but a mail can prove it, so that what was known before goes on counting.
 */
export type RecordState = 'right' | 'to-publish' | 'wrong' | 'nothing-to-publish' | 'unread';

/** What a finding makes of its check; `fact` and `advice` leave it right. */
type Weight = 'fact' | 'advice' | 'nothing' | 'unread' | 'to-publish' | 'wrong';

/** Every code with its weight. A sentence of texts/ says each; `about` and `count` of the finding are its values. */
export const WEIGHT_OF = {
	/** `count` terms that ask the names, of ten (RFC 7208, 4.6.4). */
	'spf-lookups': 'fact',
	'spf-authorised': 'fact',
	'spf-missing': 'to-publish',
	'spf-sender-missing': 'to-publish',
	/** One of a server's addresses is authorised and another is not. */
	'spf-address-missing': 'to-publish',
	/** A server that is nobody's we know: its outgoing addresses are told by a mail alone. */
	'spf-server-unknown': 'unread',
	/** The provider sends under an envelope of its own, so that this domain's record is not asked. */
	'spf-not-asked': 'nothing',
	'spf-several': 'wrong',
	/** Meant as a record, and no receiver takes it for one: quotes, a blank before it, `v=spf1x`. */
	'spf-look-alike': 'wrong',
	'spf-syntax': 'wrong',
	/** Longer than any record that is in use; receivers do not read all of it. */
	'spf-too-long': 'wrong',
	'spf-too-many-lookups': 'wrong',
	/** What one include of the record costs, where there are too many. */
	'spf-include-cost': 'fact',
	/** Adding what is missing would make more than ten. */
	'spf-no-room': 'wrong',
	'spf-too-many-voids': 'wrong',
	'spf-void': 'advice',
	'spf-loop': 'wrong',
	'spf-include-empty': 'wrong',
	'spf-include-several': 'wrong',
	'spf-include-syntax': 'wrong',
	'spf-too-many-exchangers': 'wrong',
	/** `+all`: everybody may send. */
	'spf-all-passes': 'wrong',
	/** `?all`, or no `all` at all: nothing is said of other servers. */
	'spf-neutral': 'advice',
	/** What stands after `all` is never read. */
	'spf-after-all': 'advice',
	'spf-ptr': 'advice',
	'spf-silent': 'unread',

	/** `about` the selector, `count` bits. */
	'dkim-key': 'fact',
	/** A server's key, proven by a mail. */
	'dkim-proven': 'fact',
	'dkim-missing': 'to-publish',
	'dkim-not-signed': 'to-publish',
	/** Signed, with the provider's own domain: not aligned (RFC 9989, 4.4). */
	'dkim-signed-by-provider': 'to-publish',
	/** A provider that lets its customers choose, or a server of their own: no key known is not no key. */
	'dkim-selector-unknown': 'unread',
	/** A key was found by a usual name; that this server signs with it is told by a mail alone. */
	'dkim-unproven': 'unread',
	'dkim-short': 'wrong',
	'dkim-grow': 'advice',
	'dkim-revoked': 'wrong',
	'dkim-broken': 'wrong',
	'dkim-several': 'advice',
	'dkim-testing': 'advice',
	/** The alias stands, the provider has no key behind it yet: it is switched on there. */
	'dkim-not-enabled': 'wrong',
	'dkim-alias-elsewhere': 'advice',
	'dkim-silent': 'unread',

	/** `about` the policy that holds for this domain. */
	'dmarc-policy': 'fact',
	/** The record is that of the organisational domain. */
	'dmarc-inherited': 'fact',
	'dmarc-missing': 'to-publish',
	'dmarc-several': 'wrong',
	'dmarc-look-alike': 'wrong',
	'dmarc-invalid': 'wrong',
	'dmarc-partial': 'advice',
	'dmarc-no-reports': 'advice',
	'dmarc-reports-malformed': 'advice',
	/** The other domain does not say that it takes this one's reports (RFC 9990, 4). */
	'dmarc-reports-refused': 'advice',
	'dmarc-strict': 'advice',
	/** The policy refuses what this server sends, since neither SPF nor DKIM vouches for it. */
	'dmarc-refuses-sender': 'wrong',
	'dmarc-silent': 'unread',

	/** `about` the provider's name where it is known, else the first server; `count` servers. */
	'mx-receives': 'fact',
	'mx-missing': 'to-publish',
	/** No MX: mail goes to the address of the domain itself (RFC 5321, 5.1). */
	'mx-implicit': 'advice',
	/** `MX 0 .`: the domain says that it receives nothing (RFC 7505). */
	'mx-null': 'wrong',
	'mx-unreachable': 'wrong',
	'mx-partly-unreachable': 'advice',
	'mx-silent': 'unread',

	/** `about` an address, `detail` the name that points both ways. */
	'reverse-confirmed': 'fact',
	'reverse-of-provider': 'nothing',
	'reverse-private': 'nothing',
	'reverse-missing': 'to-publish',
	'reverse-unconfirmed': 'to-publish',
	'reverse-no-address': 'wrong',
	'reverse-silent': 'unread',

	/** `about` a server, `detail` its version, `until` the end of its certificate. */
	'tls-version': 'fact',
	'tls-ends-soon': 'advice',
	/** `detail` a code of `mail/connection/check-codes.ts`. */
	'tls-wrong': 'wrong',
	'tls-unreachable': 'unread',
} as const satisfies Record<string, Weight>;

export type FindingCode = keyof typeof WEIGHT_OF;

/** One thing that was found. Texts of strangers' records are cut and free of control characters (`shownText`). */
export interface Finding {
	readonly code: FindingCode;
	/** The server, selector, name or term that it is about. */
	readonly about?: string;
	readonly count?: number;
	readonly detail?: string;
	/** ISO 8601. */
	readonly until?: string;
}

/** A record as it is published, cut for the screen. */
export interface FoundRecord {
	readonly type: 'TXT' | 'CNAME' | 'MX' | 'PTR';
	readonly name: string;
	readonly text: string;
}

/** A record to publish, ready to copy. */
export interface RecordToPublish {
	readonly type: 'TXT' | 'CNAME' | 'MX' | 'PTR';
	readonly name: string;
	/** undefined: it is one's own at the provider, whose pages show it. */
	readonly value: string | undefined;
	/** The value in pieces, those that a present record lacks marked; joined by nothing they are the value. */
	readonly pieces: readonly { readonly text: string; readonly isAdded: boolean }[];
	/** A TXT value of more than 255 octets as the strings that some hosts of zones ask for (RFC 7208, 3.3). */
	readonly strings: readonly string[];
	/** Records of the same name that this one takes the place of, all of them. */
	readonly replaces: readonly string[];
	/** Key of the provider whose pages show the value. */
	readonly provider: string | undefined;
}

/** One of the six lines. */
export interface CheckedRecord {
	readonly check: CheckName;
	readonly state: RecordState;
	readonly findings: readonly Finding[];
	readonly found: readonly FoundRecord[];
	readonly publish: readonly RecordToPublish[];
}

/** The line of a check: its state is that of its heaviest finding; without one there is nothing to publish. */
export function checkedRecord(
	check: CheckName,
	findings: readonly Finding[],
	found: readonly FoundRecord[] = [],
	publish: readonly RecordToPublish[] = [],
): CheckedRecord {
	return { check, state: stateOf(findings), findings, found, publish };
}

function stateOf(findings: readonly Finding[]): RecordState {
	const weights = new Set<Weight>(findings.map(({ code }) => WEIGHT_OF[code]));
	for (const heavy of ['wrong', 'to-publish', 'unread'] as const) if (weights.has(heavy)) return heavy;
	return weights.has('fact') || weights.has('advice') ? 'right' : 'nothing-to-publish';
}
