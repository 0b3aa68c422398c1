import { performance } from 'node:perf_hooks';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createTransport } from 'nodemailer';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { BenchServers } from './bench-servers.ts';
import { costBetween, readCosts, type Cost } from './cost.ts';
import { BODY, createCrowd, PASSWORD } from './crowd.ts';
import type { Product } from './product.ts';

/** How fast mails left on some connections at once. */
export interface SendFigures {
	readonly perSecond: number;
	/** Milliseconds. */
	readonly p50: number;
	readonly cost: Cost;
}

export interface SendSize {
	/** Conversations at once. */
	readonly connections: number;
	readonly mails: number;
}

/** `performStep` without Temporal: claim, conversation, arm, dot, reply, rows. One mailbox and one run a connection. */
export async function measurePerformStep(
	servers: BenchServers,
	{ services, activities }: Product,
	{ connections, mails }: SendSize,
): Promise<SendFigures> {
	const steps = Math.ceil(mails / connections);
	const crowd = { mailboxes: connections, runsEach: 1, steps, minutesApart: 0, smtpPort: servers.smtpPort };
	const runs = await createCrowd(services.database, services.envelopes, crowd);
	const performStep = activities.sends!['performStep'] as (run: RunRef) => Promise<Look>;
	const environment = new MockActivityEnvironment();
	return measure(servers, { connections, mails: steps * connections }, (lane) =>
		environment.run(performStep, runs[lane]!),
	);
}

/** nodemailer composes and sends the same mail, a new connection for each as ours. */
export async function measureNodemailer(servers: BenchServers, size: SendSize): Promise<SendFigures> {
	const transport = createTransport({
		host: '127.0.0.1',
		port: servers.smtpPort,
		secure: true,
		name: 'cadrelune.example',
		auth: { user: 'camille', pass: PASSWORD },
		tls: { ca: servers.authority, minVersion: 'TLSv1.2' },
	});
	const figures = await measure(servers, size, () =>
		transport.sendMail({
			from: { name: 'Camille Dérand', address: 'camille@cadrelune.example' },
			to: { name: 'Hélène Ronsavel', address: 'helene@people.example' },
			subject: 'Planification d’atelier chez Ardelouse',
			html: BODY,
			text: BODY.replace(/<[^>]*>/g, '\n'),
		}),
	);
	transport.close();
	return figures;
}

async function measure(
	servers: BenchServers,
	{ connections, mails }: SendSize,
	send: (lane: number) => Promise<unknown>,
): Promise<SendFigures> {
	const took: number[] = [];
	const before = readCosts(servers);
	const from = performance.now();
	await Promise.all(
		Array.from({ length: connections }, async (_, lane) => {
			for (let count = lane; count < mails; count += connections) {
				const begun = performance.now();
				await send(lane);
				took.push(performance.now() - begun);
			}
		}),
	);
	const seconds = (performance.now() - from) / 1_000;
	took.sort((one, other) => one - other);
	return {
		perSecond: mails / seconds,
		p50: took[Math.floor(took.length / 2)]!,
		cost: costBetween(before, readCosts(servers), mails),
	};
}
