import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/**
 * Where a transaction is stopped: `request` keeps its COMMIT from the server, `reply` lets it commit and keeps the answer
 * from the client.
 */
export type CommitHold = 'request' | 'reply';

/** A byte proxy before PostgreSQL that holds the COMMIT of a transaction by the label of one of its statements. */
export interface PostgresProxy {
	/** The same database through this proxy. */
	readonly url: string;
	/**
	 * Holds the next transaction in which a statement carries the comment `label`.
	 *
	 * @returns settles once it is held; for `reply` the server has committed by then.
	 */
	hold(label: string, what: CommitHold): Promise<void>;
	/** Lets the held transaction go on, if its client still lives. */
	release(): void;
	close(): Promise<void>;
}

interface Hold {
	readonly label: string;
	readonly what: CommitHold;
	readonly held: () => void;
}

const SSL_REQUEST = 80_877_103;

/**
 * Starts a proxy on loopback before the server of this address, by TCP or by its socket
 * (docs/design/test-servers.md#postgres-proxy).
 */
export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
	const address = new URL(databaseUrl);
	const socketFolder = address.searchParams.get('host');
	const target = socketFolder
		? { path: `${socketFolder}/.s.PGSQL.${address.port || 5432}` }
		: { host: address.hostname, port: Number(address.port || 5432), noDelay: true };
	let wanted: Hold | undefined;
	let releases: (() => void)[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect(target);
		client.setNoDelay(true);
		for (const [one, other] of [
			[client, upstream],
			[upstream, client],
		] as const) {
			sockets.add(one);
			one.on('error', () => {});
			one.on('close', () => other.destroy());
		}
		const watch = new StatementWatch();
		let answersHeld: Buffer[] | undefined;
		let announce: (() => void) | undefined;
		let requestsHeld: Buffer[] | undefined;

		watch.onCommit = (labels) => {
			const hold = wanted;
			if (!hold || !labels.some((label) => label.includes(hold.label))) return 'forward';
			wanted = undefined;
			if (hold.what === 'request') {
				requestsHeld = [];
				releases.push(() => {
					const kept = Buffer.concat(requestsHeld ?? []);
					requestsHeld = undefined;
					upstream.write(kept);
				});
				hold.held();
				return 'keep';
			}
			answersHeld = [];
			// Held only once the server has answered: cutting right after forwarding could undo the commit.
			announce = hold.held;
			releases.push(() => {
				const kept = Buffer.concat(answersHeld ?? []);
				answersHeld = undefined;
				client.write(kept);
			});
			return 'forward';
		};

		client.on('data', (chunk) => {
			for (const piece of watch.read(chunk)) {
				if (piece.toClient) client.write(piece.bytes);
				else if (requestsHeld || piece.keep) (requestsHeld ??= []).push(piece.bytes);
				else upstream.write(piece.bytes);
			}
		});
		upstream.on('data', (chunk) => {
			if (!answersHeld) return void client.write(chunk);
			answersHeld.push(chunk);
			announce?.();
			announce = undefined;
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	address.searchParams.delete('host');
	address.hostname = '127.0.0.1';
	address.port = String((server.address() as AddressInfo).port);
	return {
		url: address.href,
		hold: (label, what) => new Promise<void>((held) => (wanted = { label, what, held })),
		release: () => {
			releases.forEach((go) => go());
			releases = [];
		},
		close: async () => {
			sockets.forEach((socket) => socket.destroy());
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

interface Piece {
	readonly bytes: Buffer;
	/** An answer of the proxy's own. */
	readonly toClient?: boolean;
	/** Must not reach the server yet. */
	readonly keep?: boolean;
}

/** Reads the client's half of the protocol: which statements run in a transaction, and when it commits. */
class StatementWatch {
	onCommit: (labels: readonly string[]) => 'forward' | 'keep' = () => 'forward';
	private pending = Buffer.alloc(0);
	private started = false;
	private labels: string[] = [];
	private readonly statements = new Map<string, string>();
	private readonly portals = new Map<string, string>();

	read(chunk: Buffer): Piece[] {
		this.pending = Buffer.concat([this.pending, chunk]);
		const pieces: Piece[] = [];
		for (let message = this.next(); message; message = this.next()) pieces.push(message);
		return pieces;
	}

	private next(): Piece | undefined {
		const head = this.started ? 1 : 0;
		if (this.pending.length < head + 4) return undefined;
		const end = head + this.pending.readUInt32BE(head);
		if (this.pending.length < end) return undefined;
		const bytes = this.pending.subarray(0, end);
		this.pending = this.pending.subarray(end);
		if (!this.started) {
			// No TLS on loopback: the bytes must stay readable.
			if (end === 8 && bytes.readUInt32BE(4) === SSL_REQUEST)
				return { bytes: Buffer.from('N'), toClient: true };
			this.started = true;
			return { bytes };
		}
		return { bytes, keep: this.follow(String.fromCharCode(bytes[0]!), bytes.subarray(5)) === 'keep' };
	}

	private follow(kind: string, body: Buffer): 'forward' | 'keep' {
		const [first = '', second = ''] = body.toString().split('\0');
		if (kind === 'P') this.statements.set(first, second);
		if (kind === 'B') this.portals.set(first, this.statements.get(second) ?? '');
		if (kind === 'Q') return this.run(first);
		if (kind === 'E') return this.run(this.portals.get(first) ?? '');
		return 'forward';
	}

	private run(sql: string): 'forward' | 'keep' {
		if (/^\s*(begin|start transaction)/i.test(sql)) this.labels = [];
		for (const [, label] of sql.matchAll(/\/\*\s*(.*?)\s*\*\//g)) this.labels.push(label!);
		return /^\s*commit/i.test(sql) ? this.onCommit(this.labels) : 'forward';
	}
}
