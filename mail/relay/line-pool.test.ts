import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { takeClocks } from './armed.ts';
import { startHostileRelay } from './hostile-relay.test-support.ts';
import type { Conversation, HostileRelay, Script } from './hostile-relay.test-support.ts';
import { LINE_FAULTS } from './line-faults.ts';
import { LinePool } from './line-pool.ts';
import type { LinePoolOptions } from './line-pool-options.ts';
import { TemplateRefused, type FilledMail } from './mail-template.ts';
import type { Armed, MakeMail, RelayMail, RelayOutcome } from './relay-mail.ts';
import type { RelayPace } from './relay-pool.ts';
import type { RelayProfile } from './relay-profile.ts';

const OK = '250 2.0.0 Ok\r\n';
/** Mails that are armed at once. */
const WINDOW = 100;
const PROFILE: RelayProfile = {
	key: 'test',
	connections: 4,
	mailsAConnection: 1_000,
	pipelines: true,
	messageId: 'kept',
	bounces: 'own-return-address',
	fields: [],
};

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const end of ending.splice(0).reverse()) await end();
});

async function start(script: Script = {}, options: Partial<LinePoolOptions> = {}) {
	const relay = await startHostileRelay(script);
	const pool = new LinePool(relay.open, { profile: PROFILE, ...options });
	ending.push(() => relay.close());
	return { relay, pool };
}

const mailTo = (to: string, size = 0): RelayMail => ({
	from: 'return@cadrelune.example',
	to,
	envelopeId: 'e-1',
	bytes: Buffer.from(
		`Subject: x\r\n\r\nto ${to}\r\n${'0123456789abcdef\r\n'.repeat(size / 18)}`,
	) as FilledMail,
});
const mailsTo = (count: number, size = 0) =>
	Array.from({ length: count }, (_, index) => mailTo(`p${index}@people.example`, size));

/** Sends as one window; the outcomes in the order of the mails. */
async function send(pool: LinePool, mails: readonly RelayMail[], armed?: Armed) {
	return sendMade(
		pool,
		mails.map((mail) => () => mail),
		armed,
	);
}

async function sendMade(pool: LinePool, mails: readonly MakeMail[], armed: Armed = takeClocks()) {
	const outcomes: RelayOutcome[] = [];
	await pool.send(
		{
			armed,
			mails,
			settled(index, outcome) {
				expect(outcomes[index]).toBeUndefined();
				outcomes[index] = outcome;
			},
		},
		0,
	);
	expect(JSON.stringify(outcomes)).not.toContain('@');
	return outcomes;
}

const states = (outcomes: readonly RelayOutcome[]) => outcomes.map(({ state }) => state);
const isOnce = (relay: HostileRelay, mails: readonly RelayMail[]) =>
	expect(relay.kept.toSorted()).toEqual(mails.map(({ to }) => to).toSorted());

describe('a pool of lines', () => {
	it('writes a mail when its line has come, and refuses the one that nobody can write', async () => {
		const { relay, pool } = await start();
		const mails = mailsTo(40);
		let written = 0;
		const outcomes = await sendMade(
			pool,
			mails.map((mail, index) => () => {
				expect(written - relay.kept.length).toBeLessThanOrEqual(2 * PROFILE.connections + 2);
				written += 1;
				if (index === 7 || index === 39) throw new TemplateRefused('token-invalid');
				return mail;
			}),
		);
		expect(outcomes[7]).toEqual({ state: 'rejected', fault: LINE_FAULTS.unwritten });
		expect(outcomes[39]).toEqual(outcomes[7]);
		expect(written).toBe(40);
		isOnce(
			relay,
			mails.filter((_, index) => index !== 7 && index !== 39),
		);
		await pool.close();
	});

	it.each([
		['pipelined', ['PIPELINING', 'SIZE 1000000']],
		['one by one', ['SIZE 1000000']],
	])('brings each mail once, its bytes as they are, %s', async (_, offers) => {
		const { relay, pool } = await start({ offers });
		const mails = [...mailsTo(300), mailTo('long@people.example', 400_000)];
		const outcomes = await send(pool, mails);
		expect(new Set(states(outcomes))).toEqual(new Set(['accepted']));
		isOnce(relay, mails);
		for (const { to, bytes } of mails) expect(`${relay.bodies.get(to)}\r\n`).toBe(bytes.toString());
		expect(relay.conversations.length).toBeGreaterThan(1);
		expect(relay.conversations.length).toBeLessThanOrEqual(PROFILE.connections);
		await pool.close();
		expect(relay.lines.filter((line) => line === 'QUIT')).toHaveLength(relay.conversations.length);
	});

	/** What the relay does to p0; what becomes of p0; its reply code; copies of p0. Everybody else is accepted. */
	const to0 = (answer: string | undefined) => (conversation: Conversation) =>
		conversation.to.startsWith('p0@') ? answer : OK;
	it.each<[string, Script, RelayOutcome['state'], number | undefined, number]>([
		['refuses at RCPT', { rcpt: to0('550 5.1.1 unknown\r\n') }, 'rejected', 550, 0],
		['refuses at RCPT for now', { rcpt: to0('450 4.2.0 later\r\n') }, 'rejected', 450, 0],
		['refuses in many lines', { rcpt: to0('550-5.1.1 no\r\n550 5.1.1 unknown\r\n') }, 'rejected', 550, 0],
		['refuses after the dot', { dot: to0('554 5.7.1 spam\r\n') }, 'rejected', 554, 0],
		['refuses after the dot for now', { dot: to0('451 4.3.0 queue\r\n') }, 'rejected', 451, 0],
		['takes it for a second copy', { dot: to0('250 2.6.0 DuplicateDelivery\r\n') }, 'accepted', undefined, 1],
		['answers the dot by 354', { dot: to0('354 again\r\n') }, 'unknown', undefined, 0],
		['answers the dot by 220', { dot: to0('220 hello\r\n') }, 'unknown', undefined, 1],
		['answers the dot by garbage', { dot: to0('ok then\r\n') }, 'unknown', undefined, 0],
	])(
		'tells one mail apart from the others when the relay %s',
		async (_, script, state, replyCode, copies) => {
			const { relay, pool } = await start(script);
			const mails = mailsTo(50);
			const [first, ...others] = await send(pool, mails);
			expect(first).toMatchObject({ state, ...(replyCode ? { fault: { replyCode } } : {}) });
			expect(new Set(states(others))).toEqual(new Set(['accepted']));
			expect(relay.kept.filter((to) => to === mails[0]!.to)).toHaveLength(copies);
			isOnce({ ...relay, kept: relay.kept.filter((to) => to !== mails[0]!.to) }, mails.slice(1));
			await pool.close();
		},
	);

	it('refuses what cannot be sent here, and nothing else', async () => {
		const { relay, pool } = await start({ offers: ['PIPELINING', 'SIZE 1000'] });
		const mails = [
			mailTo('p@people.example> SIZE=1\r\nRSET\r\nMAIL FROM:<x@y.example'),
			mailTo('renée@people.example'),
			mailTo('large@people.example', 2_000),
			mailTo('good@people.example'),
		];
		const outcomes = await send(pool, mails);
		expect(outcomes.map((outcome) => ('fault' in outcome ? outcome.fault.code : outcome.state))).toEqual([
			'address-invalid',
			'smtputf8-missing',
			'message-too-large',
			'accepted',
		]);
		expect(relay.kept).toEqual(['good@people.example']);
		await pool.close();
	});

	it('forgets a refused mail at the server before the next one, one by one too', async () => {
		for (const offers of [['PIPELINING'], ['SIZE']]) {
			const { relay, pool } = await start(
				{
					offers,
					rcpt: ({ to }) => (to.startsWith('p1@') ? '550 5.1.1 unknown\r\n' : OK),
					data: ({ to }) => (to.startsWith('p1@') ? '554 5.5.1 no recipients\r\n' : '354 go on\r\n'),
				},
				{ profile: { ...PROFILE, connections: 1 } },
			);
			expect(states(await send(pool, mailsTo(4)))).toEqual(['accepted', 'rejected', 'accepted', 'accepted']);
			const commands = relay.lines.map((line) => line.slice(0, 4));
			expect(commands.join(' ')).toContain(offers[0] === 'SIZE' ? 'RCPT RSET MAIL' : 'DATA RSET MAIL');
			await pool.close();
		}
	});

	it.each([['PIPELINING'], ['SIZE']])(
		'a relay that holds on to the mail whose dot it refused refuses nobody for it (%s)',
		async (offer) => {
			const held = new Set<number>();
			const { relay, pool } = await start(
				{
					offers: [offer],
					dot({ to, number }) {
						if (!to.startsWith('p1@')) return OK;
						held.add(number);
						return '451 4.3.0 rate\r\n';
					},
					mail: ({ number }) => (held.has(number) ? '503 5.5.1 Error: nested MAIL command\r\n' : OK),
					reset: ({ number }) => void held.delete(number),
				},
				{ profile: { ...PROFILE, connections: 1 } },
			);
			expect(states(await send(pool, mailsTo(4)))).toEqual(['accepted', 'rejected', 'accepted', 'accepted']);
			expect(relay.kept).toEqual(['p0@people.example', 'p2@people.example', 'p3@people.example']);
			await pool.close();
		},
	);

	it('sends no dot for a refused recipient whose DATA is answered by 354: it leaves that connection', async () => {
		const { relay, pool } = await start(
			{ rcpt: to0('550 5.1.1 unknown\r\n'), data: () => '354 go on\r\n' },
			{ profile: { ...PROFILE, connections: 1 } },
		);
		const outcomes = await send(pool, mailsTo(3));
		expect(states(outcomes)).toEqual(['rejected', 'accepted', 'accepted']);
		expect(relay.conversations).toHaveLength(2);
		expect(relay.kept).toEqual(['p1@people.example', 'p2@people.example']);
		await pool.close();
	});

	/** Where the conversation is cut once, for p0 at its first try; the state of p0; copies of p0. */
	const cutOnce = (): ((conversation: Conversation) => string | undefined) => {
		let isCut = false;
		return ({ socket, to, mails }) => {
			if (isCut || (to === '' ? mails > 1 : !to.startsWith('p0@'))) return OK;
			isCut = true;
			socket.destroy();
			return '451 never heard\r\n';
		};
	};
	it.each<[string, () => Script, RelayOutcome['state'], number]>([
		['at MAIL', () => ({ mail: cutOnce() }), 'accepted', 1],
		['at RCPT', () => ({ rcpt: cutOnce() }), 'accepted', 1],
		[
			'at DATA',
			() => {
				const cut = cutOnce();
				return { data: (conversation) => (cut(conversation) === OK ? '354 go on\r\n' : '') };
			},
			'accepted',
			1,
		],
		['after the dot', () => ({ dot: cutOnce() }), 'unknown', 0],
		[
			'in the middle of the answer to the dot',
			() => ({
				dot: ({ socket, to }) => {
					if (!to.startsWith('p0@')) return OK;
					socket.end('250 2.0.');
					return undefined;
				},
			}),
			'unknown',
			1,
		],
	])('a connection cut %s', async (_, script, state, copies) => {
		const { relay, pool } = await start(script());
		const mails = mailsTo(40);
		const [first, ...others] = await send(pool, mails);
		expect(first).toMatchObject({ state });
		expect(new Set(states(others))).toEqual(new Set(['accepted']));
		expect(relay.kept.filter((to) => to === mails[0]!.to)).toHaveLength(copies);
		isOnce({ ...relay, kept: relay.kept.filter((to) => to !== mails[0]!.to) }, mails.slice(1));
		await pool.close();
	});

	it.each<[string, Script]>([
		['by 421 at MAIL', { mail: ({ mails }) => (mails > 12 ? '421 4.4.5 enough\r\n' : OK) }],
		['by 421 at RCPT', { rcpt: ({ mails }) => (mails > 12 ? '421 4.4.5 enough\r\n' : OK) }],
		['by 421 at DATA', { data: ({ mails }) => (mails > 12 ? '421 4.4.5 enough\r\n' : '354 go\r\n') }],
		[
			'without a word',
			{
				mail: ({ mails, socket }) => {
					if (mails > 12) socket.end();
					return mails > 12 ? undefined : OK;
				},
			},
		],
	])('goes on over other connections where a relay ends each after 12 mails, %s', async (_, script) => {
		const { relay, pool } = await start(script);
		const mails = mailsTo(200);
		expect(new Set(states(await send(pool, mails)))).toEqual(new Set(['accepted']));
		isOnce(relay, mails);
		// It has learned: the later conversations end before the relay ends them.
		expect(relay.conversations.at(-1)!.mails).toBeLessThanOrEqual(12);
		expect(relay.lines.filter((line) => line === 'QUIT').length).toBeGreaterThan(3);
		await pool.close();
	});

	it.each<[string, Script]>([
		['nothing at all', { mail: () => undefined }],
		['garbage at MAIL', { mail: () => 'hello\r\n' }],
		['a line without end at MAIL', { mail: () => '2'.repeat(100_000) }],
		['a reply without end', { mail: () => '250-on and on\r\n'.repeat(10_000) }],
		['two answers to RCPT', { rcpt: () => OK + OK }],
		['354 to MAIL', { mail: () => '354 go on\r\n' }],
		['250 to DATA', { data: () => OK }],
		['the answer to the mail before its dot', { data: () => `354 go on\r\n${OK}` }],
	])('never takes it for an acceptance when a relay says %s', async (_, script) => {
		const { relay, pool } = await start(script);
		const outcomes = await send(pool, mailsTo(20), { ...takeClocks(), wall: Date.now() - 9_500 });
		expect(states(outcomes)).not.toContain('accepted');
		expect(states(outcomes)).not.toContain('unknown');
		expect(relay.kept).toEqual([]);
		await pool.close();
	});

	it.each<[string, Script]>([
		['at MAIL', { mail: ({ from }) => (from.includes('+') ? '553 5.7.1 not owned by user lettre\r\n' : OK) }],
		[
			'at RCPT',
			{ rcpt: ({ from }) => (from.includes('+') ? '553 5.7.1 Sender address rejected: not owned\r\n' : OK) },
		],
	])('leaves with the return address of all where a relay refuses each mail’s own %s', async (_, script) => {
		const { relay, pool } = await start(script);
		const mails = mailsTo(50).map((mail, place) => ({
			...mail,
			...{ from: `lettre+${place}@cadrelune.example`, plainFrom: mail.from },
		}));
		expect(new Set(states(await send(pool, mails)))).toEqual(new Set(['accepted']));
		isOnce(relay, mails);
		expect(pool.halt).toBeUndefined();
		// It has learned: only what was under way on a line at the first refusal was refused too.
		const own = relay.lines.filter((line) => line.startsWith('MAIL FROM:<lettre+'));
		expect(own.length).toBeLessThanOrEqual(2 * PROFILE.connections);
		await pool.close();
	});

	it('opens lines for what is to come as soon as one has signed in, and none for one mail', async () => {
		for (const [expected, lines] of [
			[50, PROFILE.connections],
			[1, 1],
		] as const) {
			const { relay, pool } = await start({}, { expected });
			expect(await pool.room(WINDOW)).toBeGreaterThan(0);
			void pool.room(WINDOW);
			await expect.poll(() => relay.conversations.length).toBe(lines);
			await pool.close();
		}
	});

	it('halts for what is everybody’s matter, and nobody is refused for it', async () => {
		for (const script of [
			{ mail: () => '553 5.7.1 sender address rejected: not owned by user\r\n' },
			{ dot: () => '554 5.7.1 message rejected as spam\r\n' },
			{ rcpt: () => '450 4.7.1 greylisted\r\n' },
		] satisfies Script[]) {
			const { relay, pool } = await start(script);
			const outcomes = await send(pool, mailsTo(200));
			expect(new Set(states(outcomes))).toEqual(new Set(['unsent']));
			expect(pool.halt?.reply).toMatch(/553|554|450/);
			expect(await pool.room(WINDOW)).toBe(0);
			expect(relay.kept).toEqual([]);
			await pool.close();
		}
	});

	it('never begins again what a relay may keep although it answers for now', async () => {
		const kept: string[] = [];
		const { pool } = await start({
			dot: ({ to }) => {
				kept.push(to);
				return '451 4.3.0 try later\r\n';
			},
		});
		const outcomes = await send(pool, mailsTo(100));
		expect(pool.halt).toBeDefined();
		expect(new Set(kept).size).toBe(kept.length);
		expect(states(outcomes).filter((state) => state === 'rejected')).toHaveLength(kept.length);
		expect(states(outcomes).filter((state) => state === 'unsent')).toHaveLength(100 - kept.length);
		await pool.close();
	});

	it.each<[string, (asked: number) => Script]>([
		[
			'454 after DATA',
			(most) => ({
				dot: limitedTo(most, '454 4.7.0 Throttling failure: Maximum sending rate exceeded.\r\n'),
			}),
		],
		['452 at MAIL', (most) => ({ mail: limitedTo(most, '452 4.4.5 slow down p0@people.example\r\n') })],
		['421 at MAIL', (most) => ({ mail: limitedTo(most, '421 4.7.0 too many messages\r\n') })],
	])('comes down in pace and says so when a relay answers %s', async (_, script) => {
		const told: RelayPace[] = [];
		const { relay, pool } = await start(script(20), { onPace: (pace) => told.push(pace) });
		const mails = mailsTo(60);
		const outcomes = await send(pool, mails);
		expect(new Set(states(outcomes))).toEqual(new Set(['accepted']));
		isOnce(relay, mails);
		expect(told.length).toBeGreaterThan(0);
		expect(told[0]).toMatchObject({ perSecond: expect.any(Number), fault: { matter: expect.any(String) } });
		expect(told[0]!.reply).toMatch(/45[24]|421/);
		expect(JSON.stringify(told)).not.toContain('@');
		await pool.close();
	});

	it('takes 421 after the first dot of a line for a wish for less, though the next envelope left with that dot', async () => {
		const told: number[] = [];
		const { relay, pool } = await start(
			{ dot: () => '421 4.3.2 come back\r\n' },
			{
				profile: { ...PROFILE, connections: 1 },
				onPace: () => void told.push(relay.conversations.length),
			},
		);
		const sending = send(pool, mailsTo(3));
		await expect.poll(() => told.length).toBeGreaterThan(0);
		expect(told[0]).toBe(1);
		await pool.close();
		await sending;
	});

	it('writes no dot of a mail that was armed more than 10 s ago, by either clock', async () => {
		for (const armed of [
			{ ...takeClocks(), wall: Date.now() - 10_001 },
			{ ...takeClocks(), monotonic: performance.now() - 10_001 },
		]) {
			const { relay, pool } = await start();
			expect(new Set(states(await send(pool, mailsTo(5), armed)))).toEqual(new Set(['unsent']));
			expect(relay.kept).toEqual([]);
			await pool.close();
		}
	});

	it('writes no dot when its time is over between the envelope and 354', async () => {
		const { relay, pool } = await start({ data: () => wait(600).then(() => '354 go on\r\n') });
		const armed = { ...takeClocks(), wall: Date.now() - 9_700 };
		const outcomes = await send(pool, mailsTo(5), armed);
		expect(new Set(states(outcomes))).toEqual(new Set(['unsent']));
		await wait(700);
		expect(relay.kept).toEqual([]);
		await pool.close();
	});

	it('tells what a dot without an answer is, and what its neighbour behind it is', async () => {
		const { relay, pool } = await start(
			{ dot: ({ to }) => (to.startsWith('p0@') ? new Promise<string>(() => {}) : OK) },
			{ profile: { ...PROFILE, connections: 1 }, replyWithin: 300 },
		);
		const outcomes = await send(pool, mailsTo(3));
		expect(states(outcomes)).toEqual(['unknown', 'accepted', 'accepted']);
		expect(relay.kept).toEqual(['p1@people.example', 'p2@people.example']);
		await pool.close();
	});

	it('stops on a signal: what has no dot is unsent, what has one is waited for', async () => {
		const stopping = new AbortController();
		const dots: string[] = [];
		const { relay, pool } = await start(
			{
				dot: async ({ to }) => {
					dots.push(to);
					if (dots.length === 4) stopping.abort();
					await wait(50);
					return OK;
				},
			},
			{ signal: stopping.signal },
		);
		const mails = mailsTo(100);
		const outcomes = await send(pool, mails);
		await pool.close();
		const accepted = mails.filter((_, index) => outcomes[index]!.state === 'accepted').map(({ to }) => to);
		expect(accepted.toSorted()).toEqual(relay.kept.toSorted());
		expect(states(outcomes).filter((state) => state === 'unsent').length).toBeGreaterThan(80);
		expect(states(outcomes)).not.toContain('unknown');
		expect(await pool.room(WINDOW)).toBe(0);
	});

	it('takes a relay that is not there, or that refuses us, for what it is', async () => {
		const gone = await startHostileRelay();
		await gone.close();
		const pool = new LinePool(gone.open, { profile: PROFILE });
		const outcomes = await send(pool, mailsTo(2));
		expect(outcomes[0]).toMatchObject({ state: 'unsent', fault: { matter: 'server' } });
		await pool.close();

		const { pool: refusing } = await start({ greeting: () => '554 5.7.1 go away\r\n' });
		expect(await refusing.room(WINDOW)).toBe(0);
		expect(refusing.halt).toMatchObject({ fault: { code: 'session-refused' }, reply: '554 5.7.1 go away' });
		await refusing.close();
	});

	it('keeps to as many connections as the relay takes', async () => {
		const { relay, pool } = await start({
			greeting: (number) => (number > 2 ? '421 4.7.0 too many connections\r\n' : '220 relay ESMTP\r\n'),
		});
		const mails = mailsTo(100);
		expect(new Set(states(await send(pool, mails)))).toEqual(new Set(['accepted']));
		isOnce(relay, mails);
		expect(relay.conversations.length).toBeLessThanOrEqual(PROFILE.connections);
		await pool.close();
	});
});

describe('room', () => {
	it('lets a list of any length through, a few windows at a time, at the pace that is set', async () => {
		const { relay, pool } = await start({}, { perSecond: 400 });
		let waiting = 0;
		let most = 0;
		let left = 800;
		const began = performance.now();
		const sending: Promise<void>[] = [];
		while (left > 0) {
			const room = await pool.room(WINDOW);
			const mails = Array.from({ length: Math.min(room, left) }, () => {
				const mail = mailTo(`p${left--}@people.example`);
				return () => mail;
			});
			waiting += mails.length;
			most = Math.max(most, waiting);
			sending.push(pool.send({ armed: takeClocks(), mails, settled: () => (waiting -= 1) }, room));
		}
		await Promise.all(sending);
		expect(relay.kept).toHaveLength(800);
		expect(most).toBeLessThanOrEqual(4.5 * WINDOW);
		expect(performance.now() - began).toBeGreaterThan(1_500);
		await pool.close();
	});
});

/** Says `words` to what comes after so many in a row, for half a second. */
function limitedTo(most: number, words: string): (conversation: Conversation) => string {
	let asked = 0;
	let until = Infinity;
	return () => {
		asked += 1;
		if (asked === most) until = performance.now() + 500;
		return asked >= most && performance.now() < until ? words : OK;
	};
}
