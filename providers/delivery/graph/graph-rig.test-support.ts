import { randomUUID } from 'node:crypto';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { SubmittedMail } from '#embedded/graph/graph-mailbox.ts';
import {
	startGraphServer,
	type GraphFault,
	type GraphRequest,
	type ListeningGraphServer,
	type GraphServerOptions,
} from '#embedded/graph/graph-server.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { PATIENT_GRAPH } from '#tests/environment/patient-graph.ts';
import { deliverByGraph, type GraphDelivery } from './deliver-by-graph.ts';
import type { ArmedDraft, GraphMark } from './find-graph-evidence.ts';
import type { GraphAccess } from './graph-connection.ts';
import type { GraphLimits } from './graph-limits.ts';

export const ADDRESS = 'camille@cadrelune.example';
export const RECIPIENT = 'helene@people.example';

/** The step that a request belongs to. */
export type GraphStep = 'create' | 'read' | 'send' | 'delete' | 'find-draft' | 'find-sent';

export function stepOf({ method, path }: GraphRequest): GraphStep {
	if (path.includes('/drafts/messages')) return 'find-draft';
	if (path.includes('/sentitems/messages')) return 'find-sent';
	if (method === 'DELETE') return 'delete';
	if (method === 'GET') return 'read';
	return path.endsWith('/send') ? 'send' : 'create';
}

/** A Graph server, one mailbox in it, and one mail at a time that leaves by it. */
export class GraphRig {
	readonly server: ListeningGraphServer;
	readonly policy: NetworkPolicy;
	/** What left, of all mails. */
	readonly left: SubmittedMail[];
	mark!: GraphMark;
	bytes!: Buffer;
	/** What arm was given, each time. */
	armed: ArmedDraft[] = [];
	private asked = 0;
	private leftBefore = 0;

	private constructor(server: ListeningGraphServer, policy: NetworkPolicy, left: SubmittedMail[]) {
		this.server = server;
		this.policy = policy;
		this.left = left;
	}

	static async open(options: Partial<GraphServerOptions> = {}): Promise<GraphRig> {
		const certificate = await issueTestCertificate();
		const left: SubmittedMail[] = [];
		const server = await startGraphServer({
			certificate,
			bearerOf: (token) =>
				token === 'valid' ? { address: ADDRESS, scopes: ['Mail.ReadWrite', 'Mail.Send'] } : undefined,
			deliver: (mail) => void left.push(mail),
			...options,
		});
		const policy = {
			kind: 'real' as const,
			allowedPrivateHosts: ['127.0.0.1'],
			authorities: [certificate.authority],
		};
		return new GraphRig(server, policy, left);
	}

	/** Begins with another mail; nothing unusual happens to it. */
	write(fields: readonly string[] = [], to = RECIPIENT): void {
		const sendId = randomUUID();
		this.mark = {
			messageId: `<${sendId.replaceAll('-', '')}@cadrelune.example>`,
			header: { name: 'X-Refrain-Send', value: sendId },
		};
		const head = [
			`From: Camille <${ADDRESS}>`,
			`To: ${to}`,
			`Message-ID: ${this.mark.messageId}`,
			`X-Refrain-Send: ${sendId}`,
			'Subject: Bonjour',
			'MIME-Version: 1.0',
			'Content-Type: text/plain',
			...fields,
		];
		this.bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\nBonjour\r\n`);
		this.armed = [];
		this.asked = this.server.requests.length;
		this.leftBefore = this.left.length;
		this.server.script(() => undefined);
	}

	access(limits: Partial<GraphLimits> = {}): GraphAccess {
		const { server, policy } = this;
		return { url: server.url, accessToken: 'valid', policy, limits: { ...PATIENT_GRAPH, ...limits } };
	}

	deliver(change: Partial<Omit<GraphDelivery, 'limits'>> & { limits?: Partial<GraphLimits> } = {}) {
		const { limits, ...others } = change;
		return deliverByGraph({
			...this.access(limits),
			mark: this.mark,
			recipient: RECIPIENT,
			bytes: this.bytes,
			earlier: undefined,
			isNewest: async () => true,
			arm: async (draft) => {
				this.armed.push(draft);
				return true;
			},
			...others,
		});
	}

	/** What happens to each request of a step. */
	at(step: GraphStep, fault: GraphFault | (() => GraphFault | undefined)): void {
		this.server.script((request) =>
			stepOf(request) !== step ? undefined : typeof fault === 'function' ? fault() : fault,
		);
	}

	/** The steps of this mail so far. */
	steps(): GraphStep[] {
		return this.server.requests.slice(this.asked).map(stepOf);
	}

	/** What left of this mail. */
	copies(): SubmittedMail[] {
		return this.left.slice(this.leftBefore);
	}

	drafts() {
		return this.server.mailbox(ADDRESS).in('drafts');
	}

	/** Nobody's drafts are left for the next test. */
	tidy(): void {
		const mailbox = this.server.mailbox(ADDRESS);
		for (const draft of mailbox.in('drafts')) mailbox.delete(draft);
	}
}
