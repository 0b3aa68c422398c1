/**
 * The durations and limits of newsletters and of what is measured of mails, with their reasons (as limits.ts). Durations are in
 * milliseconds.
 */
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** An issue of a newsletter that leaves in windows of a relay (docs/design/relays.md). */
export const newsletterLimits = {
	/** arm to the last dot, by the larger of both clocks; later, the mail is known not to have left */
	dotWithin: 10 * second,
	/** beside it, before a place of a lost process counts as uncertain: a dot on its way, and clocks that differ */
	dotMargin: second,
	/** places of a window, at most: fewer cost PostgreSQL more a mail, more are in doubt at once when a process dies; an index knows it (`issue_window_long`) */
	windowAtMost: 100,
	/** windows of a part that are armed and not settled, at most */
	windowsInFlight: 8,
	/** recipients that are read ahead of the windows, and written at once at the snapshot */
	page: 5_000,
	/** subscribers of whom the statistics are told before a snapshot: a list of fewer is read quickly however it is planned */
	manySubscribers: 500,
	/** recipients that are closed in one commit where each one sets automations off */
	closingActs: 50,
	/** one stretch of closing */
	closingStretch: 5 * minute,
	/** silence of the process that holds a part after which another one takes it */
	heartbeat: 10 * second,
	/** how often a part says on screens how far it is */
	tellEvery: second,
	/** a snapshot: one statement of it, and all of it */
	snapshotStatement: 2 * minute,
	snapshot: 10 * minute,
	/** one stretch of windows: shorter than the activity may take, so that its run hears of it */
	stretch: 30 * minute,
	/** a relay that took nothing, or whose mails did not leave, is asked again after this */
	relayAgain: 30 * second,
	/** one that refuses for good what everybody gets: it is tried with a few mails, and no more often */
	relayRefusedAgain: 15 * minute,
	/** outcomes wait no longer than this for a window to be written with */
	writeWithin: 200,
	/** parts at once in one worker */
	slots: 10,
	/** a part that is held and knows no instant looks again after this */
	lookAgain: 10 * minute,
	/** what an earlier issue of the same newsletter delays the next one by is looked at again after this */
	leavesStill: minute,
} as const;

/** Reports of relays (docs/design/relays.md#reports). Wall clock. */
export const relayReportLimits = {
	/** bytes of one call: ten thousand events */
	bodyAtMost: 8_000_000,
	/** a call that takes longer is answered, and comes again: relays give up after this */
	answerWithin: 20 * second,
	/** what a relay's clock may be ahead or behind, where only the address says which mail it is about */
	clockSkew: 10 * minute,
	/** a certificate or a confirmation of who signs */
	ask: { answerWithin: 5 * second, answerAtMost: 100_000 },
} as const;

/** Lists of newsletters. */
export const subscriberLimits = {
	/** contacts that one act subscribes: it stays within the limits of a transaction, and whoever leaves the list meanwhile waits no longer */
	subscribedAtOnce: 20_000,
	/** lines of a list that one transaction changes; the next one takes those that remain */
	changedAtOnce: 20_000,
	/** characters of pasted addresses: so many addresses of 60 characters */
	pastedCharacters: 1_200_000,
} as const;

/** Subdomains under which links of mails stand. Domain time, but for `ask` and `lookedFor`. */
export const trackingDomainLimits = {
	/** one that was right counts as wrong after so many checks in a row that say so */
	failuresAllowed: 3,
	/** for so long after it was named or changed it is looked at often … */
	youngFor: hour,
	/** … */
	againSoon: minute,
	/** how often one that stays wrong is looked at, and one that is right */
	againWrong: hour,
	againRight: 6 * hour,
	/** the whole conversation with it, and bytes of its answer */
	ask: { answerWithin: 10 * second, answerAtMost: 4 * 1024 },
	/** how often those that are due are looked for (wall clock) */
	lookedFor: 5 * second,
} as const;

/** Where domains that measured mails go to receive (docs/design/tracking.md#filters). Domain time, but for `lookedFor`. */
export const recipientDomainLimits = {
	/** a domain that is written to all the time is noted, and asked for, no more often than this */
	notedEvery: 30 * 24 * hour,
	/** one that nobody answered for is asked for again after this, twice as long each time, so many times in all */
	again: 10 * minute,
	tries: 6,
	/** domains of one subscription in one round, and questions at once: a list whose name servers are silent delays nobody else's */
	share: 100,
	atOnce: 50,
	/** exchangers that are kept of an answer */
	exchangersAtMost: 5,
	/** how often those that are due are looked for (wall clock) */
	lookedFor: 5 * second,
} as const;

/** What is asked for under the tickets of mails (docs/design/tracking.md). */
export const hitLimits = {
	/** hits that come within this are stored with one commit; each of them waits for it (wall clock) */
	gather: 3,
	/** hits of one statement */
	batch: 500,
	/** hits that wait to be stored; more are refused: a pixel is answered, a link asks to come again */
	waiting: 20_000,
	/** issues whose subscription a web process remembers */
	issuesKept: 10_000,
	/** connections of a web process for hits: beside those of pages, which go on while mails are opened by thousands */
	connections: 3,
	/** a hit is judged once it is so old, when what a scanner asks for beside it has come (domain time) */
	judgedAfter: 2 * minute,
	/** mails whose hits are judged at once, and how often new ones are looked for (wall clock) */
	judgedAtOnce: 200,
	judgedEvery: 10 * second,
	/** somebody is told of a person's clicks and opens no more often than this (C1-43; domain time) */
	toldEvery: hour,
	/** network, user agent and purpose are emptied after this: rules that improve judge again what is younger … */
	rawFor: 90 * 24 * hour,
	/** … and the hit itself is deleted: three years, as long as a person may be written to without a word of hers */
	keptFor: 3 * 365 * 24 * hour,
	/** rows of one batch of either */
	prunedAtOnce: 5_000,
} as const;

/** Images of letters. Domain time. */
export const imageLimits = {
	/** after which one that no letter shows is deleted: a letter may take back what it showed */
	unusedFor: 90 * 24 * 60 * minute,
	/** how often letters are searched for it */
	lookedForEvery: 24 * 60 * minute,
	/** images of one sweep */
	lookedForAtOnce: 20,
} as const;
