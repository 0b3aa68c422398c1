/**
 * The durations and limits of an installation that are nobody's setting, with their reasons. Durations are in milliseconds.
 * Those that an installation may change are read by `config.ts`; tests shorten them through the same variables.
 */
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A send, from claim to its settled outcome (docs/design/sending.md). */
export const sendLimits = {
	/** a claim that nobody renewed is void after this (database time) */
	lease: 15 * minute,
	/** silence of the activity after which reconcile answers */
	heartbeat: 30 * second,
	/** arm to the last dot, by a monotonic clock; later, the socket is destroyed instead */
	dotWithin: 5 * second,
	/** the arming transaction's statement timeout */
	armStatement: 5 * second,
	/** armed to "no evidence came": only then does the mailbox's policy apply */
	evidenceWindow: 15 * minute,
	/** sends at once of one worker; one SMTP host has a third of them */
	slots: 50,
	/** conversations at once of one tenant with one SMTP host, over all workers, where its provider names no limit */
	perHost: 10,
	/** a place at a host that nobody renewed is free after this (database time) */
	placeLease: 60 * second,
	/** what a stopping worker grants to armed sends */
	drain: 11 * minute,
	/** the same under `npm start` */
	drainOnOneMachine: 10 * second,
} as const;

/** Access tokens of providers (docs/design/sending.md#tokens). Wall clock. */
export const tokenLimits = {
	/** one that ends within this is renewed before it is used: a login takes a while, and clocks differ */
	renewBefore: 5 * minute,
	/** the whole conversation with the provider: shorter than the lease, so that one conversation runs at a time */
	answerWithin: 20 * second,
	/** a worker that died while it asked keeps others waiting for this long */
	lease: 60 * second,
	/** while another worker asks */
	lookAgain: 2 * second,
	/** bytes of an answer that are read */
	answerAtMost: 64 * 1024,
} as const;

/** Questions to name servers: milliseconds of a try, and how many tries. */
export const nameLimits = { within: 1_500, tries: 2 } as const;

/** What sending domains publish. Domain time. */
export const deliverabilityLimits = {
	/** a person asks for a reading, or for a mail that proves a sender, no more often than this */
	askAgain: minute,
} as const;

/** Real-life tests of a mailbox (E-14). Domain time. */
export const trialLimits = {
	/** addresses of one test */
	addresses: 5,
	/** mails of tests that one person writes … */
	mails: 20,
	/** … within this */
	within: 24 * hour,
} as const;

/** Connecting a mailbox (docs/design/processes.md#connection). Domain time. */
export const connectionLimits = {
	/** a test that failed for what may be over by itself is made again: soon once … */
	againSoon: 15 * minute,
	/** … then each hour … */
	againLater: hour,
	/** … for two weeks; later only a person asks for it */
	triesAtMost: 14 * 24,
	/** somebody who went to a provider's page comes back within this (wall clock) */
	visitHolds: hour,
	/** tests that a person may begin within this time (wall clock): more than anybody needs who looks for the right server */
	testsAtMost: 30,
	testsWithin: hour,
} as const;

/** Waiting for a place at a host (docs/design/sending.md#places). */
export const placeLimits = {
	/** a run that waits looks again by itself after this, at random by a quarter, the later the longer it waits … */
	againAtLeast: 10 * second,
	againAtMost: 60 * second,
	/** … and counts as waiting for so long after a look: longer than the longest pause */
	goneAfter: 120 * second,
	/** a place that was given back is kept this long for the run that was poked */
	keptFor: 15 * second,
	/** a place that nobody took for so long is deleted */
	forgottenAfter: 7 * 24 * hour,
} as const;

/** Watching mailboxes (docs/design/processes.md#mailbox; ). */
export const watchLimits = {
	/** mailboxes watched at once by one worker */
	slots: 1_000,
	/** a completed STATUS or fetch proves life for this long */
	proofFresh: 10 * minute,
	/** polling where IDLE is not offered */
	pollAtLeast: 1 * minute,
	pollAtMost: 5 * minute,
	/** one watch activity returns after a random time between these */
	returnAfterAtLeast: 30 * minute,
	returnAfterAtMost: 55 * minute,
	/** silence of the watch activity after which another worker takes over */
	heartbeat: 60 * second,
	/** how often the watch activity says that it lives */
	beatEvery: 5 * second,
	/** folders beside the Inbox, in the demonstration world, whose server is this machine's */
	pollInSandbox: 5 * second,
	/** silence of a server during a command after which the line counts as dead */
	answerWithin: 60 * second,
	/** how often the list of folders is read again */
	foldersEvery: 10 * minute,
	/**
	 * how often the mails of the last days are compared with the stored ones, and how many days
	 * (docs/design/imap.md#look-back)
	 */
	lookBackEvery: 1 * hour,
	lookBackOver: 48 * hour,
	/** connections of one worker to one host in a second: all its slots are back within two minutes */
	loginsPerSecond: 10,
	/** watches of one worker that read their rows at the same time: less than half of the database's connections */
	beginAtOnce: 4,
	/** pauses after the first and the second failure in a row; the third is a loss (5.2-21) */
	retryAfter: [2 * second, 90 * second],
	/** a lost mailbox is tried again: the network may be back … */
	retryLostAtLeast: 1 * minute,
	retryLostAtMost: 10 * minute,
	/** … or its owner mended the account elsewhere; a refused password is not tried often, providers lock accounts */
	retryRefused: 1 * hour,
	/** a server that says that too many connections are open, or to come back later, is asked again after so long at least */
	retryPaced: 2 * minute,
	/** mails whose header is read with one command */
	batch: 100,
	/** the same of what lay there before the mailbox was connected; what comes meanwhile waits for a slice of it at most */
	historyBatch: 500,
	historySlice: 2 * second,
	/** how far back, and in how many mails of a folder at most, those are looked for each night who became known since */
	nightlyOver: 30 * 24 * hour,
	nightlyAtMost: 10_000,
} as const;

/** Reading strangers' mail (docs/design/reading.md#strangers). A mail of a person takes some milliseconds. */
export const readingLimits = {
	/** threads that read, in each process that watches mailboxes */
	threads: 2,
	/** processor time of one mail, or of the headers of one batch */
	processor: 2 * second,
	/** the same by the clock, for what waits without computing */
	clock: 30 * second,
	/** megabytes of a thread's heap */
	memory: 192,
	/** a mail is not read again that was being read so often when the whole process ended */
	tries: 3,
} as const;

/** A signature, and the one that is found in what somebody sent (C1-17). */
export const signatureLimits = {
	/** characters of text beyond which it is called long, and is not proposed */
	characters: 600,
	/** lines of one that is proposed */
	lines: 10,
	/** latest mails of Sent whose header is read, and those of them that are read whole */
	heads: 100,
	mails: 12,
	/** mails to different people that end alike */
	alike: 3,
	/** a proposal that nobody took is erased after this (domain time) */
	keptFor: 14 * 24 * hour,
} as const;

/** Reading what comes back to the platform's own address (docs/design/sending.md#platform-inbox). */
export const platformInboxLimits = {
	/** how often it is looked at; wall clock */
	every: 2 * minute,
	/** mails of one look, the oldest first; the next look goes on */
	mails: 200,
	/** of a mailbox that was never looked at, mails that came this long ago are read */
	since: 7 * 24 * hour,
} as const;

/** Outbox and sweep (docs/design/rows-and-commands.md). */
export const deliveryLimits = {
	/** how often the sweep looks for overdue rows and missing runs */
	sweepEvery: 60 * second,
	/** silence of the worker that sweeps after which another one does: shorter than the pause between two sweeps */
	leaderSilence: 30 * second,
	/** a row overdue for less is still on its way: its own timer, or the poke that was just delivered */
	overdueAfter: 60 * second,
	/** pokes of a bulk command, and starts of a sweep, in one second: people's single acts stay in front */
	perSecond: 50,
	/** the dispatcher looks by itself this often, should a notification be lost */
	pollEvery: 5 * second,
	/** one call to Temporal */
	callWithin: 5 * second,
	/** pauses before an undelivered poke is tried again */
	retryAtLeast: 0.5 * second,
	retryAtMost: 15 * second,
	/** delivered pokes are kept this long for whoever looks into a case */
	keepDelivered: 1 * hour,
	/** looks of a live run that are kept: the steps and waits that led to its present reason; an ended run keeps its last */
	keptLooks: 5,
	/** engagements whose looks one sweep goes through, and looks that it deletes at most: half a second of the database */
	prunedRuns: 2_000,
	prunedLooks: 5_000,
} as const;

/** The database pool of one process. */
export const databaseLimits = {
	connections: 10,
	/** one statement, at most */
	statement: 15 * second,
	/** one transaction, at most; arming has less */
	transaction: 30 * second,
	/** for a free connection of the pool */
	waitForConnection: 10 * second,
	/** an idle connection is kept so long: the next one would read the catalogue and plan all of its statements anew */
	idleConnection: 10 * minute,
	/** addresses that one transaction excludes one by one; of more it excludes all of the subscription's */
	addressesLockedAtOnce: 500,
} as const;

/** Requests to administrators, which go to addresses that people type (C1-16). */
export const requestLimits = {
	/** mails asked for within `within` milliseconds, reminders apart */
	byPerson: 5,
	bySubscription: 20,
	within: 24 * hour,
	/** addresses that one request goes to */
	addresses: 3,
} as const;

/** Codes that prove an address (Z-09). */
export const proofLimits = {
	/** milliseconds for which a code proves something */
	holds: 0.5 * hour,
	/** wrong codes until it proves nothing any more */
	tries: 5,
	/** codes of a person within `within` milliseconds */
	codes: 10,
	within: 24 * hour,
	/** addresses of a sender beside its own */
	addresses: 10,
} as const;

/** Signing in and sessions. */
export const accountLimits = {
	/** a support grant, 5.6-25 */
	supportGrant: 24 * hour,
	/** an invitation's link */
	invitation: 7 * 24 * hour,
} as const;
