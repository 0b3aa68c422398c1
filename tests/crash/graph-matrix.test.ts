import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { GraphMailbox, MailboxHabits, SubmittedMail } from '#embedded/graph/graph-mailbox.ts';
import {
	startGraphServer,
	type GraphFault,
	type ListeningGraphServer,
} from '#embedded/graph/graph-server.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { ROUNDS } from '#tests/environment/rounds.ts';
import { untilEqual } from '#tests/environment/until.ts';
import { CrashGround, fateOf, kill, type Afterwards, type CrashRun, type Fate } from './crash-ground.ts';
import { engageContactForTest, type EngagedContact } from './engaged-contact.ts';
import { grantAccess } from './grant-access.ts';

/**
 * The crash matrix of a send that leaves through Microsoft Graph. As in that of SMTP every point is held from outside, then the
 * worker is killed, and another one goes on; GOLDEN gives the exact end of each cell.
 */

/** After so long the mailbox's policy decides, in milliseconds … */
const SHORT_WINDOW = 2_000;
/** … and where evidence comes it never does: a slow machine would decide otherwise than a quick one. */
const ENDLESS_WINDOW = 2 * LONGEST_WAIT;

interface End extends Fate {
	readonly copies: number;
	/** What lies in Drafts. */
	readonly drafts: number;
}

const SENT = { copies: 1, drafts: 0, state: 'accepted', evidence: 'reply', settledBy: null };
const BY_EVIDENCE = { ...SENT, evidence: 'sent-folder', settledBy: 'evidence', attempts: 'uncertain' };

/** Nothing leaves twice. `uncertain` remains in one cell: there a person took the evidence away. */
const GOLDEN: Record<string, End> = {
	'claim committed': { ...SENT, attempts: 'abandoned accepted' },
	'draft asked for, not made': { ...SENT, attempts: 'abandoned accepted' },
	'draft made, its answer on the way': { ...SENT, attempts: 'abandoned accepted' },
	'draft read back, arm not committed': { ...SENT, attempts: 'abandoned accepted' },
	// The draft stands: it is proven that the mail has not left, whatever the policy is.
	'armed, sending not asked for': { ...SENT, attempts: 'disarmed accepted' },
	'sending asked for, without effect': { ...SENT, attempts: 'disarmed accepted' },
	'sending asked for, takes effect after the kill': BY_EVIDENCE,
	'sending asked for, comes after the draft was taken back': { ...SENT, attempts: 'disarmed accepted' },
	'sent, its answer on the way': BY_EVIDENCE,
	'sent, its answer lost': BY_EVIDENCE,
	'sent under another Message-ID, its answer lost': BY_EVIDENCE,
	'refused, and sent all the same': BY_EVIDENCE,
	'answered, outcome not stored': BY_EVIDENCE,
	'outcome stored, activity open': { ...SENT, attempts: 'accepted' },
	'frozen after the arm, thawed after another worker sent': { ...SENT, attempts: 'disarmed accepted' },
	'armed, its draft deleted by a person': {
		...{ copies: 0, drafts: 0, state: 'uncertain', evidence: null, settledBy: 'silence' },
		attempts: 'uncertain',
	},
	'armed, its draft sent by a person': BY_EVIDENCE,
};

let ground: CrashGround;
beforeAll(async () => {
	ground = await CrashGround.open(inject('temporalAddress'));
});
afterAll(() => ground?.close());

type Step = 'create' | 'send';

/** Everything one cell has for itself. */
interface Cell extends CrashRun {
	readonly contact: EngagedContact;
	readonly graph: ListeningGraphServer;
	readonly mailbox: GraphMailbox;
	readonly left: readonly SubmittedMail[];
	/** Lets this happen to the first request of a step, and tells when it is there. */
	first(step: Step, fault: GraphFault): Promise<void>;
}

async function cell(
	afterwards: Afterwards,
	{ evidenceWindow = ENDLESS_WINDOW, ...habits }: Partial<MailboxHabits> & { evidenceWindow?: number } = {},
): Promise<Cell> {
	const { certificate, database, envelopes } = ground;
	const left: SubmittedMail[] = [];
	const address = 'camille@cadrelune.example';
	const scopes = ['Mail.ReadWrite', 'Mail.Send'];
	const graph = await startGraphServer({
		certificate,
		bearerOf: (token) => (token === 'valid' ? { address, scopes } : undefined),
		deliver: (mail) => void left.push(mail),
		...habits,
	});
	afterwards(() => graph.close());
	const contact = await engageContactForTest(database, envelopes, 'anybody', {
		...{ smtpPort: 1, imapPort: 1, filesSent: 'yes', delivery: 'graph' },
	});
	await grantAccess(database, envelopes, contact);
	const settings = { evidenceWindow, graphUrl: graph.url };
	return {
		...{ contact, graph, left, mailbox: graph.mailbox(address) },
		...(await ground.runOf(contact, afterwards, settings)),
		first: (step, fault) =>
			new Promise((resolve) => {
				let isOver = false;
				graph.script(({ method, path }) => {
					const isStep = method === 'POST' && path.endsWith('/send') === (step === 'send');
					if (isOver || !isStep) return undefined;
					isOver = true;
					resolve();
					return fault;
				});
			}),
	};
}

/** Something that a fault waits for. */
function gate(): { readonly opened: Promise<void>; open(): void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => (open = resolve));
	return { opened, open };
}

async function endOf({ contact, left, mailbox }: Cell): Promise<End & { strange: string[] }> {
	const row = await ground.sendOf(contact);
	const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
	const frozen = hash(row?.content?.bytes ?? Buffer.alloc(0));
	const strange: string[] = [];
	for (const { bytes, to } of left) {
		if (to.length !== 1 || to[0] !== contact.address) strange.push('recipient');
		// Under another Message-ID they are other bytes.
		if (!row?.serverMessageId && hash(bytes) !== frozen) strange.push('bytes');
	}
	return { copies: left.length, drafts: mailbox.in('drafts').length, ...fateOf(row), strange };
}

/** Waits until the cell has ended as its golden row says, and nothing that is under way may change it. */
async function expectEnd(name: string, here: Cell): Promise<void> {
	const golden = { ...GOLDEN[name]!, strange: [] };
	await untilEqual('the cell ends so', () => endOf(here), golden);
	await here.atRest();
	expect(await endOf(here)).toEqual(golden);
}

/** Waits until it is proven that nothing left, and tries again at once. */
async function retryOnceDisarmed(here: Cell): Promise<void> {
	await untilEqual('the attempt', async () => fateOf(await ground.sendOf(here.contact)).attempts, 'disarmed');
	await here.retry();
}

describe.concurrent('the crash matrix of a send through Graph', ROUNDS, () => {
	// The longest one begins first: the others go on beside it.
	it('frozen after the arm, thawed after another worker sent', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished);
		const first = await here.worker('proxies');
		const held = here.postgres.hold('send: arm', 'reply');
		await here.run();
		await held;
		first.kill('SIGSTOP');
		here.postgres.release();
		await here.worker('directly');
		await retryOnceDisarmed(here);
		await untilEqual('copies', () => here.left.length, 1);
		await untilEqual('connections: that of the frozen one', () => here.graph.connections(), 1);
		first.kill('SIGCONT');
		await untilEqual('connections', () => here.graph.connections(), 0);
		await expectEnd('frozen after the arm, thawed after another worker sent', here);
	});

	it.for([
		['claim committed', 'send: claim', 'reply'],
		['draft read back, arm not committed', 'send: arm', 'request'],
		['answered, outcome not stored', 'send: accepted', 'request'],
		['outcome stored, activity open', 'send: accepted', 'reply'],
	] as const)('%s', async ([name, label, what], { onTestFinished }) => {
		const here = await cell(onTestFinished);
		const first = await here.worker('proxies');
		const held = here.postgres.hold(label, what);
		await here.run();
		await held;
		await kill(first);
		await here.worker('directly');
		await expectEnd(name, here);
	});

	it('armed, sending not asked for', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished);
		const first = await here.worker('proxies');
		const held = here.postgres.hold('send: arm', 'reply');
		await here.run();
		await held;
		await kill(first);
		await here.worker('directly');
		await retryOnceDisarmed(here);
		await expectEnd('armed, sending not asked for', here);
	});

	it.for([
		['armed, its draft deleted by a person', 'delete', SHORT_WINDOW],
		['armed, its draft sent by a person', 'send', ENDLESS_WINDOW],
	] as const)('%s', async ([name, act, evidenceWindow], { onTestFinished }) => {
		const here = await cell(onTestFinished, { evidenceWindow });
		const first = await here.worker('proxies');
		const held = here.postgres.hold('send: arm', 'reply');
		await here.run();
		await held;
		await kill(first);
		await here.mailbox[act](here.mailbox.in('drafts')[0]!);
		await here.worker('directly');
		await expectEnd(name, here);
	});

	it.for([
		['draft asked for, not made', 'create', { before: Promise.resolve(), answer: 'silence' }],
		['draft made, its answer on the way', 'create', { acts: true, answer: 'silence' }],
		['sent, its answer on the way', 'send', { acts: true, answer: 'silence' }],
	] as const)('%s', async ([name, step, fault], { onTestFinished }) => {
		const here = await cell(onTestFinished);
		const first = await here.worker('directly');
		const reached = here.first(step, fault);
		await here.run();
		await reached;
		if ('acts' in fault)
			await untilEqual('the effect', () => here.left.length + here.mailbox.in('drafts').length, 1);
		await kill(first);
		await here.worker('directly');
		await expectEnd(name, here);
	});

	it('sending asked for, without effect', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished);
		const first = await here.worker('directly');
		const reached = here.first('send', { answer: 'silence' });
		await here.run();
		await reached;
		await kill(first);
		await here.worker('directly');
		await retryOnceDisarmed(here);
		await expectEnd('sending asked for, without effect', here);
	});

	it('sending asked for, takes effect after the kill', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished);
		const first = await here.worker('directly');
		const { opened, open } = gate();
		const reached = here.first('send', { before: opened, acts: true, answer: 'silence' });
		await here.run();
		await reached;
		await kill(first);
		open();
		await untilEqual('copies', () => here.left.length, 1);
		await here.worker('directly');
		await expectEnd('sending asked for, takes effect after the kill', here);
	});

	it('sending asked for, comes after the draft was taken back', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished);
		const first = await here.worker('directly');
		const { opened, open } = gate();
		const reached = here.first('send', { before: opened, acts: true, answer: 'usual' });
		await here.run();
		await reached;
		await kill(first);
		await here.worker('directly');
		await retryOnceDisarmed(here);
		await untilEqual('copies', () => here.left.length, 1);
		open();
		await expectEnd('sending asked for, comes after the draft was taken back', here);
	});

	it.for([
		['sent, its answer lost', {}, 'cut'],
		['sent under another Message-ID, its answer lost', { replacesMessageId: 'when-sent' }, 'cut'],
		['refused, and sent all the same', {}, { status: 503 }],
	] as const)('%s', async ([name, habits, answer], { onTestFinished }) => {
		const here = await cell(onTestFinished, habits);
		await here.worker('directly');
		const reached = here.first('send', { acts: true, answer });
		await here.run();
		await reached;
		await expectEnd(name, here);
	});

	it('covers every golden row: one copy at most, and one that nobody knows', () => {
		const ends = Object.values(GOLDEN);
		expect(ends.filter(({ copies }) => copies > 1)).toEqual([]);
		expect(ends.filter(({ state }) => state === 'uncertain')).toHaveLength(1);
	});
});
