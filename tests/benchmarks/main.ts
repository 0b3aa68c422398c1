/**
 * `npm run bench`, or some of it: `npm run bench -- send loop replies reading hits idle newsletter`. Figures beside a bare baseline of the same run. What
 * they mean and why they are what they are stands in docs/benchmarks.md.
 */
import { availableParallelism, loadavg } from 'node:os';
import { startDovecot } from '#tests/mail-servers/dovecot.ts';
import { logSdkInto } from '#worker/log-of-sdk.ts';
import { startBenchServers } from './bench-servers.ts';
import { linesOfLoop, linesOfReading, linesOfReplies, linesOfSend } from './compare.ts';
import { measureHits } from './measure-hits.ts';
import { printHits } from './print-hits.ts';
import { measureBareLoop, measureProduct } from './measure-loop.ts';
import { compareNewsletter } from './newsletter/measure-newsletter.ts';
import { productSide } from './newsletter/product-side.ts';
import { bareLoop, lines, nodemailerPool } from './newsletter/sides.ts';
import { startRelay } from './newsletter/start-relay.ts';
import { fillMailbox, measureBareReading, measureReading } from './measure-reading.ts';
import { measureIdle, type IdleFigures } from './measure-idle.ts';
import { measureReplies } from './measure-reply.ts';
import { measureNodemailer, measurePerformStep } from './measure-send.ts';
import { printIdle, printSlope } from './print-idle.ts';
import { openProduct } from './product.ts';
import { compareInRounds } from './rounds.ts';
import { printTable } from './table.ts';

const ROUNDS = 3;
const SEND = { connections: 5, mails: 150 };
const REPLIES = { mailboxes: 4, repliesEach: 50 };
const READING = { mails: 20_000 };
const IDLE = { mailboxes: [300, 600] };
const NEWSLETTER = [
	{ recipients: 20_000, connections: 10, delay: 0 },
	{ recipients: 20_000, connections: 50, delay: 20 },
];
const HITS = { perSecond: 2_000, seconds: 10, connections: 200, pagesPerSecond: 10 };
const LOOP = { mailboxes: 50, runsEach: 1, steps: 6 };

const asked = process.argv.slice(2);
const isAsked = (name: string): boolean => asked.length === 0 || asked.includes(name);

const servers = await startBenchServers();
const product = await openProduct(servers);
logSdkInto(product.logger);
console.log(
	`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}, ${ROUNDS} rounds`,
);
try {
	if (isAsked('send')) {
		const rounds = await compareInRounds(ROUNDS, {
			bare: () => measureNodemailer(servers, SEND),
			ours: () => measurePerformStep(servers, product, SEND),
		});
		printTable(
			`performStep without Temporal beside nodemailer, ${SEND.connections} connections`,
			linesOfSend(rounds),
		);
	}
	if (isAsked('loop')) {
		const rounds = await compareInRounds(ROUNDS, {
			bare: () => measureBareLoop(servers, product, LOOP),
			ours: () => measureProduct(servers, product, LOOP),
		});
		printTable(
			`the loop beside a bare one, ${LOOP.mailboxes} mailboxes, ${LOOP.steps} steps`,
			linesOfLoop(rounds),
		);
	}
	if (isAsked('replies')) {
		const count = REPLIES.mailboxes * REPLIES.repliesEach;
		printTable(
			`from a reply to the end of its run, ${count} replies, beside a bare reader in IDLE`,
			linesOfReplies(await measureReplies(servers, product, REPLIES)),
		);
	}
	if (isAsked('reading')) {
		const dovecot = await startDovecot();
		const full = await fillMailbox(servers, product, dovecot, READING.mails);
		const rounds = await compareInRounds(ROUNDS, {
			bare: () => measureBareReading(servers, dovecot, full),
			ours: () => measureReading(servers, product, dovecot, full),
		});
		await dovecot.stop();
		printTable(
			`the first reading of ${READING.mails} strangers’ mails beside a bare client, one connection`,
			linesOfReading(rounds),
		);
	}
	// These take minutes, as idle does: only by their names.
	if (asked.includes('newsletter')) {
		const relay = await startRelay();
		const sides = {
			'bare pipelined loop': bareLoop,
			'the product': productSide(product),
			'its lines alone': lines,
			'nodemailer’s pool': nodemailerPool,
		};
		for (const size of NEWSLETTER)
			await compareNewsletter(servers, relay, { ...size, rounds: ROUNDS }, sides);
		relay.stop();
	}
	if (isAsked('hits')) {
		const rounds = [];
		for (let round = 0; round < ROUNDS; round++) rounds.push(await measureHits(servers, product, HITS));
		printHits(HITS, rounds);
	}
	if (asked.includes('idle')) {
		const dovecot = await startDovecot();
		const figures: IdleFigures[] = [];
		for (const mailboxes of IDLE.mailboxes) {
			const measured = await measureIdle(servers, product, dovecot, mailboxes);
			printIdle(measured);
			figures.push(measured);
		}
		await dovecot.stop();
		printSlope(figures);
	}
} finally {
	await product.services.close();
	await servers.stop();
}
// The SDK's runtime ends with its last worker; `send` alone makes none.
process.exit();
