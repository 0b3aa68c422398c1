import { generateKeyPairSync, sign, webcrypto, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import { renewRelayHook, showRelayHook } from '#domain/newsletters/relay-events/relay-hook.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import type { Ask } from '#providers/relay-events/relay-event.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { leftIssue, type LeftIssue, type LeftIssueWish } from '#tests/environment/left-issue.ts';
import { Office } from '#tests/environment/office.ts';
import { serveRelayEvents } from './serve-relay-events.ts';

const CERTIFICATE = 'https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-1.pem';

/** An issue that left from a relay that reports, and where it does. */
export type ReportedIssue = LeftIssue & { readonly path: string };

/** An office whose relays report over HTTP. */
export class RelayReports {
	readonly office: Office;
	/** What was asked of vendors. */
	readonly asked: string[] = [];
	readonly #ring = aKeyRing();
	readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
	#pem = '';
	#base = '';
	#stop: () => Promise<void> = async () => {};

	private constructor(office: Office) {
		this.office = office;
	}

	static async open(name: string): Promise<RelayReports> {
		const reports = new RelayReports(await Office.open(name));
		await reports.#listen();
		return reports;
	}

	async close(): Promise<void> {
		await this.#stop();
		await this.office.close();
	}

	async #listen(): Promise<void> {
		await this.office.tx(({ db, subscriptionId, at }) =>
			db.relayActivation.create({ data: { subscriptionId, onAt: at } }),
		);
		this.#pem = await certificateOf(this.#keys);
		const ask: Ask = async (url) => {
			this.asked.push(url);
			return { status: 200, headers: {}, body: url === CERTIFICATE ? this.#pem : '' };
		};
		const { database } = this.office;
		const policyOf = () => ({ kind: 'real', allowedPrivateHosts: [] }) as const;
		const answer = serveRelayEvents({ database, ring: this.#ring, policyOf, ask });
		const server = createServer((request, response) => {
			if (!answer(request, response)) response.writeHead(418).end();
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		this.#base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		this.#stop = () => new Promise((closed) => server.close(() => closed()));
	}

	async reported(vendor: string, wish: LeftIssueWish): Promise<ReportedIssue> {
		const issue = await leftIssue(this.office, wish);
		return { ...issue, path: await this.hook(vendor, issue.senderId) };
	}

	/** The address at which a relay reports from now on. */
	async hook(vendor: string, senderId: string): Promise<string> {
		const { office } = this;
		return office.tx(async (tx) => {
			const envelopes = tx.process.envelopes();
			await renewRelayHook(tx, office.ines, envelopes, { senderId, vendor });
			return `/r/${(await showRelayHook(tx, office.ines, envelopes, senderId)).secret}`;
		});
	}

	async get(path: string): Promise<number> {
		return (await fetch(`${this.#base}${path}`)).status;
	}

	async post(path: string, content: unknown): Promise<number> {
		const body = typeof content === 'string' ? content : JSON.stringify(content);
		return (await fetch(`${this.#base}${path}`, { method: 'POST', body })).status;
	}

	/** The ticket of a place that a vendor gives back. */
	customId(issueId: string, place: number): string {
		return placeTickets(this.#ring, { issueId, place }).messageIdLocal;
	}

	/** A message of a topic, signed as Amazon does. */
	signed(fields: Record<string, string>, signer: KeyObject = this.#keys.privateKey): Record<string, string> {
		const names = [
			'Message',
			'MessageId',
			'Subject',
			'SubscribeURL',
			'Timestamp',
			'Token',
			'TopicArn',
			'Type',
		];
		const text = names
			.flatMap((name) => (fields[name] === undefined ? [] : [`${name}\n${fields[name]}\n`]))
			.join('');
		return {
			...fields,
			SignatureVersion: '2',
			SigningCertURL: CERTIFICATE,
			Signature: sign('sha256', Buffer.from(text), signer).toString('base64'),
		};
	}

	/** What became of the recipients: `place cause`. */
	outcomes({ issueId }: Pick<LeftIssue, 'issueId'>): Promise<string[]> {
		return this.office.tx(async ({ db }) => {
			const rows = await db.issueOutcome.findMany({ where: { issueId }, orderBy: { place: 'asc' } });
			return rows.map(({ place, cause }) => `${place} ${cause}`);
		});
	}

	/** What was made of what a relay reported. */
	kinds({ senderId }: Pick<LeftIssue, 'senderId'>): Promise<string[]> {
		return this.office.tx(async ({ db }) => {
			const rows = await db.relayEvent.findMany({ where: { senderId }, orderBy: { kind: 'asc' } });
			return rows.map(({ kind }) => kind);
		});
	}

	/** The lines of the timeline that reports about an issue left. */
	lines({ issueId }: Pick<LeftIssue, 'issueId'>): Promise<{ kind: string; data: unknown }[]> {
		return this.office.tx(async ({ db }) => {
			const sends = await db.send.findMany({ where: { issueId }, select: { id: true } });
			const kind = { in: ['bounce-received', 'complaint-received', 'mail-refused'] };
			const where = { sendId: { in: sends.map(({ id }) => id) }, kind };
			return db.event.findMany({ where, select: { kind: true, data: true }, orderBy: { kind: 'asc' } });
		});
	}
}

async function certificateOf(keys: { publicKey: KeyObject; privateKey: KeyObject }): Promise<string> {
	const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
	const pkcs8 = keys.privateKey.export({ format: 'der', type: 'pkcs8' });
	const spki = keys.publicKey.export({ format: 'der', type: 'spki' });
	const certificate = await X509CertificateGenerator.createSelfSigned(
		{
			name: 'CN=sns.amazonaws.com',
			keys: {
				privateKey: (await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, [
					'sign',
				])) as CryptoKey,
				publicKey: (await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])) as CryptoKey,
			},
			signingAlgorithm: algorithm,
		},
		webcrypto as never,
	);
	return certificate.toString('pem');
}
