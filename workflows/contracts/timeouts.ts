/** Limits of the activities, as the workflows give them to Temporal. They are part of no history's determinism. */
export const TIMEOUTS = {
	/** a send, longer than any server may take to swallow a mail */
	send: '15 minutes',
	/** silence of a send after which reconcile answers */
	sendHeartbeat: '30 seconds',
	/** short, so that a frozen worker is passed over soon */
	reconcile: '30 seconds',
	/** a short look at rows */
	look: '30 seconds',
	/** one lap of the clock: the world's people act, mails leave, watchers read */
	lap: '5 minutes',
	/** milliseconds; short, so that a person hardly waits where the worker was killed in a lap, which is safe to repeat */
	lapHeartbeat: 10_000,
	/** one watch of a mailbox, which returns by itself after 55 minutes at most */
	watch: '65 minutes',
	/** silence of a watch after which another worker takes over */
	watchHeartbeat: '60 seconds',
	/** nobody took the watch: all slots are taken, or no worker watches */
	watchTaken: '2 minutes',
	/** a connection test, its mail to oneself included */
	connectionTest: '5 minutes',
	connectionHeartbeat: '30 seconds',
	connectionTestWhole: '8 minutes',
	/** recognising an address: the network is given five seconds */
	recognition: '1 minute',
	/** the snapshot of an issue */
	snapshot: '10 minutes',
	/** one stretch of the windows of a part, which returns by itself after some minutes */
	windows: '1 hour',
	/** milliseconds; short, so that another process goes on where one died, after the ten seconds in which it may write a dot */
	windowsHeartbeat: 10_000,
	/** nobody took it: all slots are taken, or no worker sends newsletters */
	windowsTaken: '5 minutes',
	/** reading what a domain publishes: the network is given five seconds */
	domainReading: '1 minute',
} as const;

/** Milliseconds until a watch that ended without an answer is tried again, doubling. */
export const WATCH_AGAIN = { first: 1_000, most: 60_000 } as const;

/** How often a database activity is tried again, without a limit: an outage changes latency and nothing else. */
export const RETRY_FOR_EVER = { initialInterval: '1 second', maximumInterval: '1 minute' } as const;
