import type { Credentials } from '#mail/credentials.ts';
import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { RelayBatch } from './relay-mail.ts';
import type { RelayProfile } from './relay-profile.ts';

/** How fast mails leave now, after the relay asked for less or has borne more for a while. */
export interface RelayPace {
	/** undefined: as fast as it answers. */
	readonly perSecond: number | undefined;
	/** What the relay said when it asked for less, without addresses. */
	readonly reply?: string;
	readonly fault?: DeliveryFault;
}

/** Why nothing more leaves until a person has looked or some time has passed. */
export interface RelayHalt {
	readonly fault: DeliveryFault;
	readonly reply?: string;
}

export interface RelayPoolOptions {
	readonly server: { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' };
	readonly policy: NetworkPolicy;
	readonly credentials: Credentials | undefined;
	/** What we call ourselves in EHLO: the domain of the sender. */
	readonly clientName: string;
	readonly profile: RelayProfile;
	/** Mails a second that an earlier pool came down to. */
	readonly perSecond?: number;
	/** Mails that are to come: lines for them are opened as soon as one has signed in; undefined: as they come. */
	readonly expected?: number;
	/** Nothing begins any more and no dot is written after it; answers to dots are still waited for. */
	readonly signal?: AbortSignal;
	onPace?(pace: RelayPace): void;
}

/**
 * Kept connections to one relay. Windows are armed for as many mails as `room` answers and given to `send` at once:
 *
 *     for (let room; (room = await pool.room(100)) > 0; ) {
 *       const armed = takeClocks();
 *       const mails = await armWindow(room);        // commits
 *       void pool.send({ armed, mails, settled }, room).then(recordOutcomes);
 *     }
 *     await pool.close();
 */
export interface RelayPool {
	/** Why it takes nothing more; undefined while it does. */
	readonly halt: RelayHalt | undefined;
	/**
	 * Waits until a connection stands and will soon have nothing to do. Answers for how many mails a window may be armed now,
	 * at most what leaves within 2 s; 0 when the pool has halted, was closed or was told to stop.
	 *
	 * @param atMost Mails that the caller would arm at once.
	 */
	room(atMost: number): Promise<number>;
	/**
	 * Takes the mails of an armed window; fulfilled when each has its outcome. It never fails.
	 *
	 * @param room What `room` answered for it, however few mails were armed.
	 */
	send(batch: RelayBatch, room: number): Promise<void>;
	/** Stops as the signal does, waits for the answers to written dots, leaves each connection by QUIT. */
	close(): Promise<void>;
}
