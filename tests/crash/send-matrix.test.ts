import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { ROUNDS } from '#tests/environment/rounds.ts';
import { until, untilEqual } from '#tests/environment/until.ts';
import { CrashGround, fateOf, kill, type Afterwards, type CrashRun, type Fate } from './crash-ground.ts';
import { engageContactForTest } from './engaged-contact.ts';
import type { EngagedContact, MailServers } from './engaged-contact.ts';
import { startScriptedSmtpServer } from './scripted-smtp-server.ts';
import type { ScriptedSmtpServer, SmtpEvent } from './scripted-smtp-server.ts';
import { startSentImapServer } from './sent-imap-server.ts';
import type { SentImapServer } from './sent-imap-server.ts';

/**
 * The crash matrix of Gate 2. Real worker processes on a real database and a real Temporal; every point is held from
 * outside, then the worker is killed, and another one goes on. GOLDEN gives the exact end of each cell.
 */

/** After so long the mailbox's policy decides, in milliseconds … */
const SHORT_WINDOW = 2_000;
/** … and where evidence or a late reply comes it never does: a slow machine would decide otherwise than a quick one. */
const ENDLESS_WINDOW = 2 * LONGEST_WAIT;

interface End extends Fate {
	readonly copies: number;
}

/** `uncertain` is allowed in the cells named here, and nowhere else. */
const GOLDEN: Record<string, End> = {
	'claim not committed': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'accepted',
	},
	'claim committed': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'abandoned accepted',
	},
	'at 354': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'abandoned accepted',
	},
	'arm not committed': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'abandoned accepted',
	},
	'armed, dot not written': {
		copies: 0,
		state: 'uncertain',
		evidence: null,
		settledBy: 'silence',
		attempts: 'uncertain',
	},
	'armed, dot not written, prefer delivery': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'uncertain accepted',
	},
	'armed, dot not written, ask': {
		copies: 0,
		state: 'uncertain',
		evidence: null,
		settledBy: 'asked',
		attempts: 'uncertain',
	},
	'dot written, server files': {
		copies: 1,
		state: 'accepted',
		evidence: 'sent-folder',
		settledBy: 'evidence',
		attempts: 'uncertain',
	},
	'dot written, server does not file': {
		copies: 1,
		state: 'uncertain',
		evidence: null,
		settledBy: 'silence',
		attempts: 'uncertain',
	},
	'reply lost, server files': {
		copies: 1,
		state: 'accepted',
		evidence: 'sent-folder',
		settledBy: 'evidence',
		attempts: 'uncertain',
	},
	'reply lost, server does not file': {
		copies: 1,
		state: 'uncertain',
		evidence: null,
		settledBy: 'silence',
		attempts: 'uncertain',
	},
	'mail lost with the reply': {
		copies: 0,
		state: 'uncertain',
		evidence: null,
		settledBy: 'silence',
		attempts: 'uncertain',
	},
	'row written, activity open': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'accepted',
	},
	'completion lost': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'accepted',
	},
	'STOP at 354': { copies: 0, state: 'revoked', evidence: null, settledBy: null, attempts: 'disarmed' },
	'frozen at 354, thawed after another worker sent': {
		copies: 1,
		state: 'accepted',
		evidence: 'reply',
		settledBy: null,
		attempts: 'abandoned accepted',
	},
	'cut from Temporal, late 250': {
		copies: 1,
		state: 'accepted',
		evidence: 'late-reply',
		settledBy: 'evidence',
		attempts: 'uncertain',
	},
	// A server may keep what it says that it refused: after its third copy a person is asked.
	'kept, 421 after the dot for ever': {
		copies: 3,
		state: 'uncertain',
		evidence: null,
		settledBy: 'asked',
		attempts: 'deferred-after-dot deferred-after-dot deferred-after-dot',
	},
	'kept and filed, 421 after the dot': {
		copies: 1,
		state: 'accepted',
		evidence: 'sent-folder',
		settledBy: null,
		attempts: 'deferred-after-dot',
	},
};

/** The one cell in which a mail may arrive more than once. */
const REPEATED = 'kept, 421 after the dot for ever';

let ground: CrashGround;
beforeAll(async () => {
	ground = await CrashGround.open(inject('temporalAddress'));
});
afterAll(() => ground?.close());

/** Everything one cell has for itself. */
interface Cell extends CrashRun {
	readonly smtp: ScriptedSmtpServer;
	readonly imap: SentImapServer;
	readonly contact: EngagedContact;
}

async function cell(
	afterwards: Afterwards,
	script: string,
	habits: {
		files: boolean;
		known?: MailServers['filesSent'];
		policy?: MailServers['uncertainPolicy'];
		evidenceWindow?: number;
	},
): Promise<Cell> {
	const { certificate, database, envelopes } = ground;
	const imap = await startSentImapServer(certificate);
	afterwards(() => imap.close());
	const smtp = await startScriptedSmtpServer({
		security: 'tls',
		certificate,
		login: { user: 'camille', password: 'secret' },
		...(habits.files ? { onKept: async (copy) => imap.file(copy.bytes) } : {}),
	});
	afterwards(() => smtp.close());
	const contact = await engageContactForTest(database, envelopes, script, {
		smtpPort: smtp.port,
		imapPort: imap.port,
		filesSent: habits.known ?? (habits.files ? 'yes' : 'no'),
		...(habits.policy ? { uncertainPolicy: habits.policy } : {}),
	});
	const evidenceWindow = habits.evidenceWindow ?? (habits.files ? ENDLESS_WINDOW : SHORT_WINDOW);
	return { smtp, imap, contact, ...(await ground.runOf(contact, afterwards, { evidenceWindow })) };
}

/** Waits until the cell has ended as its golden row says, and nothing that is under way may change it. */
async function expectEnd(name: string, cell: Cell): Promise<void> {
	const look = async (): Promise<End & { strange: string[] }> => {
		const row = await ground.sendOf(cell.contact);
		const { copies } = cell.smtp;
		const strange: string[] = [];
		for (const copy of copies) {
			// A copy is ours by Message-ID, by our header and by the hash of what was frozen.
			const hash = createHash('sha256')
				.update(row?.content?.bytes ?? '')
				.digest('hex');
			if (copy.messageId !== row?.messageId) strange.push(`Message-ID of ${copy.to}`);
			if (copy.sendId !== row?.id) strange.push(`header of ${copy.to}`);
			if (copy.hash !== hash) strange.push(`bytes of ${copy.to}`);
		}
		return {
			copies: copies.length,
			...fateOf(row),
			strange,
		};
	};
	const golden = { ...GOLDEN[name]!, strange: [] };
	await untilEqual('the cell ends so', look, golden);
	await cell.atRest();
	expect(await look()).toEqual(golden);
}

const count = ({ smtp }: Cell, name: SmtpEvent['name']): number =>
	smtp.events.filter((event) => event.name === name).length;

describe.concurrent('the crash matrix of a send', ROUNDS, () => {
	// The longest one begins first: the others go on beside it.
	it('frozen at 354, thawed after another worker sent', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished, 'hold354', { files: false, known: 'yes' });
		const first = await here.worker('proxies');
		await here.run();
		await here.smtp.until('held');
		first.kill('SIGSTOP');
		await here.worker('directly');
		// The frozen one goes on swallowing tasks until their own limits end them.
		await untilEqual('connections held', () => count(here, 'held'), 2);
		here.smtp.release('354');
		await here.smtp.until('kept');
		const closed = count(here, 'close');
		first.kill('SIGCONT');
		await until('the thawed one has let go', () => count(here, 'close') > closed);
		await expectEnd('frozen at 354, thawed after another worker sent', here);
	});

	it.for([
		['claim not committed', 'send: claim', 'request'],
		['claim committed', 'send: claim', 'reply'],
		['arm not committed', 'send: arm', 'request'],
		['armed, dot not written', 'send: arm', 'reply'],
		['row written, activity open', 'send: accepted', 'reply'],
	] as const)('%s', async ([name, label, what], { onTestFinished }) => {
		const here = await cell(onTestFinished, 'anybody', { files: false, known: 'yes' });
		const first = await here.worker('proxies');
		const held = here.postgres.hold(label, what);
		await here.run();
		await held;
		await kill(first);
		await here.worker('directly');
		await expectEnd(name, here);
	});

	it.for([
		['armed, dot not written, prefer delivery', 'delivery'],
		['armed, dot not written, ask', 'ask'],
	] as const)('%s', async ([name, policy], { onTestFinished }) => {
		const here = await cell(onTestFinished, 'anybody', { files: false, known: 'yes', policy });
		const first = await here.worker('proxies');
		const held = here.postgres.hold('send: arm', 'reply');
		await here.run();
		await held;
		await kill(first);
		await here.worker('directly');
		await expectEnd(name, here);
		if (policy === 'ask') {
			const row = await ground.database.inSubscription(here.contact.subscriptionId, (tx) =>
				tx.db.engagement.findFirstOrThrow({ where: { id: here.contact.engagementId } }),
			);
			expect(row.reason).toBe('send-unsettled');
		}
	});

	it('at 354', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished, 'hold354', { files: false, known: 'yes' });
		const first = await here.worker('proxies');
		await here.run();
		await here.smtp.until('held');
		await kill(first);
		here.smtp.release('354');
		await here.worker('directly');
		await untilEqual('connections held', () => count(here, 'held'), 2);
		here.smtp.release('354');
		await expectEnd('at 354', here);
	});

	it.for([
		['dot written, server files', true],
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

	it.for([
		['reply lost, server files', 'dropdot', true],
		['reply lost, server does not file', 'dropdot', false],
		['mail lost with the reply', 'losedot', false],
	] as const)('%s', async ([name, script, files], { onTestFinished }) => {
		const here = await cell(onTestFinished, script, { files });
		await here.worker('directly');
		await here.run();
		await expectEnd(name, here);
	});

	it.for([
		['kept, 421 after the dot for ever', false, 2],
		['kept and filed, 421 after the dot', true, 1],
	] as const)('%s', async ([name, files, retries], { onTestFinished }) => {
		const here = await cell(onTestFinished, 'keeps421', { files });
		await here.worker('directly');
		await here.run();
		for (let refusals = 1; refusals <= retries; refusals++) {
			await untilEqual(
				'the server has refused',
				async () => {
					const send = await ground.sendOf(here.contact);
					return { state: send?.state, refusals: send?.refusals };
				},
				{ state: 'ready', refusals },
			);
			await here.retry();
		}
		await expectEnd(name, here);
	});

	it('completion lost', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished, 'anybody', { files: false, known: 'yes' });
		const first = await here.worker('proxies');
		const held = here.temporal.hold('RespondActivityTaskCompleted');
		await here.run();
		await held;
		await kill(first);
		await here.worker('directly');
		await expectEnd('completion lost', here);
	});

	it('STOP at 354', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished, 'hold354', { files: false, known: 'yes' });
		await here.worker('proxies');
		await here.run();
		await here.smtp.until('held');
		await ground.database.inSubscription(here.contact.subscriptionId, (tx) =>
			endEngagement(tx, here.contact.engagementId, { reason: 'ended-stopped', verdict: 'failure' }),
		);
		here.smtp.release('354');
		await expectEnd('STOP at 354', here);
		expect(here.smtp.events.some((event) => event.name === 'dot')).toBe(false);
	});

	it('cut from Temporal, late 250', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished, 'holddot', { files: false, evidenceWindow: ENDLESS_WINDOW });
		await here.worker('proxies');
		await here.run();
		await here.smtp.until('held');
		here.temporal.cut();
		await here.worker('directly');
		await untilEqual(
			'state of the send',
			async () => (await ground.sendOf(here.contact))?.state,
			'uncertain',
		);
		here.smtp.release('reply');
		await expectEnd('cut from Temporal, late 250', here);
	});

	it('covers every golden row', () => {
		expect(Object.values(GOLDEN).filter((end) => end.state === 'uncertain')).toHaveLength(6);
		const repeated = Object.entries(GOLDEN).filter(([, { copies }]) => copies > 1);
		expect(repeated.map(([name]) => name)).toEqual([REPEATED]);
	});
});

describe.concurrent('the Sent folder', () => {
	it('gets one copy where the server does not file, and the mailbox remembers its habit', async ({
		onTestFinished,
	}) => {
		const here = await cell(onTestFinished, 'anybody', { files: false, known: 'auto' });
		await here.worker('directly');
		await here.run();
		await untilEqual('copies in Sent', () => here.imap.sent().length, 1);
		const [raw] = here.imap.sent();
		expect(createHash('sha256').update(Buffer.from(raw!, 'latin1')).digest('hex')).toBe(
			here.smtp.copies[0]?.hash,
		);
		await untilEqual('habit of the mailbox', () => habitOf(here), 'no');
	});

	it('gets no second copy where the server files by itself', async ({ onTestFinished }) => {
		const here = await cell(onTestFinished, 'anybody', { files: true, known: 'auto' });
		await here.worker('directly');
		await here.run();
		await untilEqual('habit of the mailbox', () => habitOf(here), 'yes');
		expect(here.imap.sent()).toHaveLength(1);
	});

	const habitOf = ({ contact }: Cell) =>
		ground.database.inSubscription(
			contact.subscriptionId,
			async (tx) => (await tx.db.mailbox.findFirst())?.filesSent,
		);
});
