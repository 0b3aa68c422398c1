/** `npm run bench`: figures beside a bare baseline of the same run (docs/benchmarks.md). */
import { availableParallelism, loadavg } from 'node:os';
import { logSdkInto } from '#worker/log-of-sdk.ts';
import { startBenchServers } from './bench-servers.ts';
import { measureBareLoop, measureProduct } from './measure-loop.ts';
import { measureNodemailer, measurePerformStep } from './measure-send.ts';
import { openProduct } from './product.ts';
import { compareInRounds } from './rounds.ts';
import { printTable } from './table.ts';

const LOOP = { mailboxes: 50, runsEach: 1, steps: 8 };
const SEND = { connections: 5, mails: 200 };
const ROUNDS = 3;

const servers = await startBenchServers();
const product = await openProduct(servers);
logSdkInto(product.logger);
console.log(`${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`);
try {
	const sends = await compareInRounds(ROUNDS, {
		bare: () => measureNodemailer(servers, SEND),
		ours: () => measurePerformStep(servers, product, SEND),
	});
	printTable(`performStep without Temporal, ${SEND.connections} connections`, sends);
	const loops = await compareInRounds(ROUNDS, {
		bare: () => measureBareLoop(servers, product, LOOP),
		ours: () => measureProduct(servers, product, LOOP),
	});
	printTable(`the loop, ${LOOP.mailboxes} mailboxes`, loops);
} finally {
	await product.services.close();
	await servers.stop();
}
