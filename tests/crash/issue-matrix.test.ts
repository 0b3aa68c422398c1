import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { issueCounts } from '#domain/newsletters/issues/issue-counts.ts';
import type { Transaction } from '#platform/database/database.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { IS_LONG, ROUNDS } from '#tests/environment/rounds.ts';
import { until, untilEqual } from '#tests/environment/until.ts';
import { CrashGround, kill, type Afterwards, type CrashRun } from './crash-ground.ts';
import { leavingPartForTest, type LeavingPart } from './leaving-part.ts';
import { startScriptedSmtpServer, type ScriptedSmtpServer, type SmtpEvent } from './scripted-smtp-server.ts';
import { startSentImapServer } from './sent-imap-server.ts';

/**
 * An issue of three recipients that leaves from somebody's own mailbox, mail by mail, and whose worker is killed or frozen at one of
 * them: nobody gets it twice, nobody is lost in silence, and the others get it all the same.
 */

/** The state of each place's mail with how often it arrived. */
const GOLDEN: Record<string, readonly string[]> = {
	'claim committed': ['accepted 1', 'accepted 1', 'accepted 1'],
	'armed, dot not written': ['uncertain 0', 'accepted 1', 'accepted 1'],
	'dot written, server files': ['accepted 1', 'accepted 1', 'accepted 1'],
	'dot written, server does not file': ['accepted 1', 'uncertain 1', 'accepted 1'],
	'row written, activity open': ['accepted 1', 'accepted 1', 'accepted 1'],
	'frozen at 354, thawed after another worker sent': ['accepted 1', 'accepted 1', 'accepted 1'],
};

/** Where a worker is killed, by the label of the commit whose answer it never got. */
const KILLED_AT = [
	['claim committed', 'send: claim'],
	['armed, dot not written', 'send: arm'],
	['row written, activity open', 'send: accepted'],
] as const;

let ground: CrashGround;
beforeAll(async () => {
	ground = await CrashGround.open(inject('temporalAddress'));
});
afterAll(() => ground?.close());

interface Cell extends CrashRun {
	readonly smtp: ScriptedSmtpServer;
	readonly part: LeavingPart;
}

/** @param script what the server does with the second mail. */
async function cell(afterwards: Afterwards, script: string, { files = false } = {}): Promise<Cell> {
	const { certificate, database, envelopes } = ground;
	const imap = await startSentImapServer(certificate);
	afterwards(() => imap.close());
	const smtp = await startScriptedSmtpServer({
		security: 'tls',
		certificate,
		login: { user: 'camille', password: 'secret' },
		...(files ? { onKept: async (copy) => imap.file(copy.bytes) } : {}),
	});
	afterwards(() => smtp.close());
	const part = await leavingPartForTest(database, envelopes, ['one', script, 'three'], {
		...{ smtpPort: smtp.port, imapPort: imap.port, filesSent: 'yes' },
	});
	const evidenceWindow = files ? 2 * LONGEST_WAIT : 2_000;
	return { smtp, part, ...(await ground.runOf(part, afterwards, { evidenceWindow })) };
}

/** Waits until the issue's part has ended as its golden row says, and nothing that is under way may change it. */
async function expectEnd(name: string, { part, smtp, atRest }: Cell): Promise<void> {
	const { subscriptionId, issueId, partId } = part;
	const inside = <T>(work: (tx: Transaction) => Promise<T>) =>
		ground.database.inSubscription(subscriptionId, work);
	const look = () =>
		inside(async ({ db }) => {
			const sends = await db.send.findMany({ where: { issueId }, orderBy: { place: 'asc' } });
			const { state } = await db.issuePart.findFirstOrThrow({ where: { id: partId } });
			const copies = (to: string | null) => smtp.copies.filter((copy) => copy.to === to).length;
			return { state, fates: sends.map((send) => `${send.state} ${copies(send.recipient)}`) };
		});
	const golden = { state: 'done', fates: GOLDEN[name]! };
	await untilEqual('the cell ends so', look, golden);
	await atRest();
	expect(await look()).toEqual(golden);
	const { waiting, accepted, uncertain } = (await inside((tx) => issueCounts(tx, issueId)))!;
	expect({ waiting, all: accepted + uncertain }).toEqual({ waiting: 0, all: 3 });
}

const count = ({ smtp }: Cell, name: SmtpEvent['name']): number =>
	smtp.events.filter((event) => event.name === name).length;

describe.concurrent('the crash matrix of an issue from a mailbox', ROUNDS, () => {
	it('frozen at 354, thawed after another worker sent', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished, 'hold354');
		const first = await here.worker('proxies');
		await here.run();
		await here.smtp.until('held');
		first.kill('SIGSTOP');
		await here.worker('directly');
		await untilEqual('connections held', () => count(here, 'held'), 2);
		here.smtp.release('354');
		await here.smtp.until('kept', ({ to }) => to!.startsWith('three'));
		const closed = count(here, 'close');
		first.kill('SIGCONT');
		await until('the thawed one has let go', () => count(here, 'close') > closed);
		await expectEnd('frozen at 354, thawed after another worker sent', here);
	});

	// One protocol sends every mail: what `npm test` tries of it at a step is tried at a place in the long run.
	it.for(IS_LONG ? KILLED_AT : [])('%s', async ([name, label], { onTestFinished }) => {
		const here = await cell(onTestFinished, 'two');
		const first = await here.worker('proxies');
		const held = here.postgres.hold(label, 'reply');
		await here.run();
		await held;
		await kill(first);
		await here.worker('directly');
		await expectEnd(name, here);
	});
	it.for([
		...(IS_LONG ? ([['dot written, server files', true]] as const) : []),
		['dot written, server does not file', false],
	] as const)('%s', async ([name, files], { onTestFinished }) => {
		const here = await cell(onTestFinished, 'holddot', { files });
		const first = await here.worker('proxies');
		await here.run();
		await here.smtp.until('held');
		await kill(first);
		await here.worker('directly');
		await expectEnd(name, here);
	});
});
