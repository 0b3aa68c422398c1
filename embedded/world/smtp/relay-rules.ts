import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_RELAY } from '#prisma/demo/mailboxes.ts';

/** Mails that the world's relay takes in a second (docs/demonstration-world/later.md). */
export const RELAY_RATE = 24;

/** At this mail of a start of the world it asks once for less, and ends the connection. */
const SLOWS_AT = 300;

/** What the world's relay does otherwise than the mailboxes of people: its pace, and as whom it may write. */
export interface RelayRules {
	isRelay(account: string): boolean;
	/** As any address of its domain: what comes back goes where the mail says. */
	mayWriteAs(account: string, mailFrom: string): boolean;
	/** True once: this mail is answered 421. */
	asksToSlow(account: string): boolean;
	/** Comes back when the pace lets the next mail through; at once for people. */
	turn(account: string): Promise<void>;
}

export function createRelayRules(): RelayRules {
	let begun = 0;
	let freeAt = 0;
	const isRelay = (account: string) => account === DEMO_RELAY.address;
	return {
		isRelay,
		mayWriteAs: (account, mailFrom) => isRelay(account) && domainOf(mailFrom) === domainOf(account),
		asksToSlow: (account) => isRelay(account) && ++begun === SLOWS_AT,
		async turn(account) {
			if (!isRelay(account)) return;
			const now = performance.now();
			const wait = Math.max(0, freeAt - now);
			freeAt = Math.max(now, freeAt) + 1_000 / RELAY_RATE;
			if (wait > 0) await sleep(wait);
		},
	};
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
