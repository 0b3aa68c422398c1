import { createServer as createHttpsServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { TLSSocket, createSecureContext, createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { startNameServer } from '#embedded/world/names/name-server.ts';
import type { NameServer } from '#embedded/world/names/name-server.ts';
import type { NameRecords } from '#embedded/world/names/zone.ts';
import type { Preset } from '#mail/presets/preset.ts';
import { openNames } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import type { TestCertificate } from '#tests/crash/test-authority.ts';
import { LONGEST_TEST, LONGEST_WAIT } from '#tests/environment/patience.ts';
import { discoverAccount } from './discover-account.ts';
import type {
	DiscoveryLimits,
	DiscoveryStep,
	DiscoveryTools,
	ProofReport,
	SearchEnd,
	StepReport,
	UsualPorts,
} from './discovery.ts';

/** What a web server of the internet says at an address: a text, or anything at all. */
export type Page = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** All that a search told. */
export interface Told {
	readonly steps: readonly StepReport[];
	readonly proofs: readonly ProofReport[];
	readonly end: SearchEnd;
	step(name: DiscoveryStep): StepReport | undefined;
}

/** Limits that no test reaches: where something does not end by itself, the test says what it waits for. */
const PATIENT: Partial<DiscoveryLimits> = {
	within: LONGEST_TEST,
	askWithin: LONGEST_TEST,
	proveWithin: LONGEST_TEST,
	guessAfter: LONGEST_TEST,
};

/** Addresses of this machine and no other private one. */
const LOOPBACK = '127.0.0.1';

/**
 * An internet on loopback: names, web servers, mail servers. Names under `example` that it knows have certificates of its
 * authority.
 */
export class Internet {
	readonly zone: Record<string, NameRecords> = {};
	/** By `host/path`, without the query. */
	readonly pages: Record<string, Page> = {};
	/** Each request of a web server, with its query. */
	readonly visits: string[] = [];
	/** Whatever mail servers that speak in clear were told. */
	readonly heard: string[] = [];
	names!: NameServer;
	certificate!: TestCertificate;
	ports!: UsualPorts & { readonly silent: number };
	private readonly servers: Server[] = [];
	private readonly visited: number[] = [];
	private readonly sockets = new Set<Socket>();
	private readonly submissions: SMTPServer[] = [];

	static async start(certified: readonly string[]): Promise<Internet> {
		const internet = new Internet();
		internet.certificate = await issueTestCertificate(certified);
		const { key, cert } = internet.certificate;
		internet.names = await startNameServer(internet.zone);
		internet.ports = {
			web: await internet.listen(
				createHttpsServer({ key, cert }, (request, response) => internet.visit(request, response)),
			),
			imaps: await internet.speakTls({ key, cert }, '* OK ready\r\n'),
			imap: await internet.listen(createTcpServer((socket) => internet.imapInClear(socket))),
			submissions: await internet.submission({ secure: true, key, cert }),
			submission: await internet.submission({ secure: false, key, cert }),
			silent: await internet.speakClear(''),
		};
		return internet;
	}

	/** Forgets names, pages and visits, so that the next test begins anew. */
	clear(): void {
		for (const record of [this.zone, this.pages]) for (const name of Object.keys(record)) delete record[name];
		this.visits.length = 0;
		this.heard.length = 0;
	}

	/** Gives names the address of this machine, where its servers listen. */
	here(...names: string[]): void {
		for (const name of names) this.zone[name] = { ...this.zone[name], ipv4: [LOOPBACK] };
	}

	get policy(): NetworkPolicy & { kind: 'real' } {
		return {
			kind: 'real',
			allowedPrivateHosts: [LOOPBACK],
			authorities: [this.certificate.authority],
			names: this.resolver,
		};
	}

	private get resolver() {
		return openNames({ servers: [this.names.address], within: LONGEST_WAIT / 10, tries: 1 });
	}

	async discover(
		address: string,
		tools: Partial<DiscoveryTools> = {},
		limits: Partial<DiscoveryLimits> = {},
	): Promise<Told> {
		const steps: StepReport[] = [];
		const proofs: ProofReport[] = [];
		let end: SearchEnd | undefined;
		for await (const event of this.search(address, tools, limits)) {
			if (end) throw new Error('something was told after the end');
			if (event.kind === 'step') steps.push(event);
			else if (event.kind === 'proof') proofs.push(event);
			else end = event;
		}
		return { steps, proofs, end: end!, step: (name) => steps.find(({ step }) => step === name) };
	}

	search(address: string, tools: Partial<DiscoveryTools> = {}, limits: Partial<DiscoveryLimits> = {}) {
		return discoverAccount(
			address,
			{
				names: this.resolver,
				policy: this.policy,
				presets: [],
				directory: undefined,
				ports: this.ports,
				...tools,
			},
			{ ...PATIENT, ...limits },
		);
	}

	/** A preset whose servers stand here, at `imap.<domain>` and `smtp.<domain>`. */
	presetAt(key: string, domain: string, more: Partial<Preset> = {}): Preset {
		this.here(`imap.${domain}`, `smtp.${domain}`);
		const { imaps, submissions } = this.ports;
		return {
			key,
			domains: [],
			exchangers: [`mx.${domain}`],
			servers: [
				{
					imap: [{ host: `imap.${domain}`, port: imaps, security: 'tls', login: 'address' }],
					smtp: [{ host: `smtp.${domain}`, port: submissions, security: 'tls', login: 'address' }],
				},
			],
			signIn: ['password'],
			limits: [],
			...more,
		};
	}

	/** A TLS server that says something to whoever comes. */
	speakTls(options: TlsOptions, words: string): Promise<number> {
		const server = createTlsServer(options, (socket) => {
			this.keep(socket);
			socket.write(words);
		});
		return this.listen(server.on('tlsClientError', () => {}));
	}

	/** The same in clear. */
	speakClear(words: string, answer: (line: string) => string = () => ''): Promise<number> {
		return this.listen(
			createTcpServer((socket) => {
				this.keep(socket);
				socket.write(words);
				socket.on('data', (bytes) => {
					this.heard.push(bytes.toString('latin1'));
					socket.write(answer(bytes.toString('latin1')));
				});
			}),
		);
	}

	/** How many have come to a port. */
	visitors(port: number): number {
		return this.visited.filter((one) => one === port).length;
	}

	/** How many connections are open. */
	get connections(): number {
		return this.sockets.size;
	}

	async close(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		for (const server of this.servers) server.close();
		await Promise.all(
			this.submissions.map((server) => new Promise<void>((resolve) => server.close(resolve))),
		);
		await this.names.close();
	}

	private visit(request: IncomingMessage, response: ServerResponse): void {
		const host = request.headers.host!.replace(/:\d+$/, '');
		const path = request.url!.split('?')[0];
		this.visits.push(`${host}${request.url}`);
		const page = this.pages[`${host}${path}`];
		if (page === undefined) response.writeHead(404).end('not here');
		else if (typeof page === 'string') response.end(page);
		else page(request, response);
	}

	private imapInClear(socket: Socket): void {
		this.keep(socket);
		const { key, cert } = this.certificate;
		socket.write('* OK ready\r\n');
		socket.on('data', (bytes) => {
			const line = bytes.toString('latin1');
			this.heard.push(line);
			if (/^a CAPABILITY/.test(line)) socket.write('* CAPABILITY IMAP4rev1 STARTTLS\r\na OK\r\n');
			else if (/^b STARTTLS/.test(line)) {
				socket.removeAllListeners('data');
				socket.write('b OK\r\n', () => {
					const secured = new TLSSocket(socket, {
						isServer: true,
						secureContext: createSecureContext({ key, cert }),
					});
					secured.on('error', () => {});
				});
			}
		});
	}

	private async submission(options: { secure: boolean; key: string; cert: string }): Promise<number> {
		const server = new SMTPServer({ ...options, name: 'smtp.example', authOptional: true });
		server.on('error', () => {});
		this.submissions.push(server);
		await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
		return (server.server.address() as AddressInfo).port;
	}

	private listen(server: Server): Promise<number> {
		this.servers.push(server);
		server.on('error', () => {});
		server.on('connection', (socket: Socket) => {
			this.visited.push(socket.localPort!);
			this.keep(socket);
		});
		return new Promise((resolve) =>
			server.listen(0, LOOPBACK, () => resolve((server.address() as AddressInfo).port)),
		);
	}

	private keep(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => this.sockets.delete(socket));
	}
}

/** A configuration in Mozilla's format, with the servers as they are given. */
export function autoconfigOf(...servers: string[]): string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="x"><domain>x.example</domain>${servers.join('')}</emailProvider></clientConfig>`;
}

/** One server of a configuration. */
export function serverIn(
	type: 'imap' | 'pop3' | 'smtp',
	host: string,
	port: number | string,
	{ socketType = 'SSL', username = '%EMAILADDRESS%', authentication = 'password-cleartext' } = {},
): string {
	const element = type === 'smtp' ? 'outgoingServer' : 'incomingServer';
	return `<${element} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socketType}</socketType>
<username>${username}</username><authentication>${authentication}</authentication></${element}>`;
}
