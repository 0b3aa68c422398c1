/** What a hit is taken for (5.7-12). Only a person’s acts. */
export const VERDICTS = ['person', 'probable', 'machine', 'unknown'] as const;
export type HitVerdict = (typeof VERDICTS)[number];

/**
 * What speaks for whom: each sign with the verdict that it leads to, the first that is found decides. Those of a machine stand
 * before those that leave it open. Their sentences stand in texts/judged.ts.
 */
export const SIGNS = {
	head: 'machine',
	prefetch: 'machine',
	'no-agent': 'machine',
	declared: 'machine',
	'apple-preload': 'machine',
	'microsoft-protection': 'machine',
	barracuda: 'machine',
	'before-delivery': 'machine',
	'all-links': 'machine',
	'many-links': 'machine',
	'beside-machine': 'machine',
	proofpoint: 'probable',
	mimecast: 'probable',
	cisco: 'probable',
	'google-proxy': 'probable',
	'yahoo-proxy': 'probable',
	'other-network': 'probable',
	'near-machine': 'probable',
	'two-at-once': 'probable',
	'all-links-slowly': 'probable',
	soon: 'probable',
	'early-filter': 'probable',
	'late-filter': 'probable',
	'microsoft-open': 'unknown',
	'no-network': 'unknown',
	'beyond-filter': 'person',
	reader: 'person',
} as const satisfies Record<string, HitVerdict>;

export type Sign = keyof typeof SIGNS;

/** A sign as it is kept; of a filter that stands before the mailbox with its name, `late-filter:Mimecast`. */
export type Evidence = Sign | `${Sign}:${string}`;

/** The version of these rules and of judge-mail.ts: hits that an older one judged are judged again. */
export const RULES = 3;

/** Windows of the judge, in milliseconds. The clock starts where the mail was handed over, not where it was delivered. */
export const judgeWindows = {
	/** sooner after the hand-over nobody has the mail before her */
	beforeDelivery: 5_000,
	/** so soon a filter is as likely as a person (Mautic#16263 asks for it) */
	soon: 60_000,
	/** so long a filter before a mailbox takes to decide whether a mail may come in, held back once or twice [unverified] */
	filtering: 5 * 60_000,
	/** links asked for within this are asked for by one who does not read */
	burst: 10_000,
	/** a second click of the same link from elsewhere within this was not made by the same person; what a machine follows meanwhile proves nobody beside it */
	echo: 20_000,
	/** two links are not pressed so soon one after the other */
	atOnce: 1_500,
	/** who reads follows some links of a mail, not each of them within this */
	slowBurst: 60_000,
	/** what the same program asks for so shortly before or after is asked for by it as well */
	beside: 60_000,
} as const;

/** So many different links within `burst` are a scanner’s, even where the mail has more. */
export const MANY_LINKS = 3;
