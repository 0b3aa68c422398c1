import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { Candidate, ProofReport, ServerOffer, ServerTry, SideProof } from './discovery.ts';
import { proveServer } from './prove-server.ts';

/** Proves servers, each once however many candidates name it. */
export class Prover {
	private readonly policy: NetworkPolicy;
	private readonly within: number;
	private readonly signal: AbortSignal;
	private readonly tries = new Map<string, Promise<ServerTry>>();

	/** @param within Milliseconds of one server. */
	constructor(policy: NetworkPolicy, within: number, signal: AbortSignal) {
		this.policy = policy;
		this.within = within;
		this.signal = signal;
	}

	/** Both sides at the same time, and on each side all servers. */
	async prove(candidate: Candidate): Promise<ProofReport> {
		const [imap, smtp] = await Promise.all([
			this.side(candidate.imap, 'imap'),
			this.side(candidate.smtp, 'smtp'),
		]);
		return { kind: 'proof', candidate, imap, smtp };
	}

	/** The first in their order that answers as it must; those behind it are not waited for. */
	private async side(servers: readonly ServerOffer[], protocol: 'imap' | 'smtp'): Promise<SideProof> {
		const asked = servers.map((server) => this.try(server, protocol));
		const tries: ServerTry[] = [];
		for (const [index, one] of asked.entries()) {
			const found = { ...(await one), server: servers[index]! };
			tries.push(found);
			if (found.reached === 'greeting') return { proven: found.server, tries };
		}
		return { proven: undefined, tries };
	}

	private try(server: ServerOffer, protocol: 'imap' | 'smtp'): Promise<ServerTry> {
		const key = [protocol, server.host, server.port, server.security].join(' ');
		const asked = this.tries.get(key) ?? proveServer(server, protocol, this.policy, this.within, this.signal);
		this.tries.set(key, asked);
		return asked;
	}
}
