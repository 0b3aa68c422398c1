import { afterEach, describe, expect, it } from 'vitest';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import { slowness } from '#tests/environment/processor-time.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import type { MailReader, ReadingLimits } from '#mail/inbound/threads/mail-reader.ts';

const ground = { at: { receivedAt: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Paris' }, ours: [] };
/** More than any mail here takes, on a busy machine too. */
const LIMITS: ReadingLimits = { threads: 2, processor: 1_000, clock: 300_000, memory: 192 };
const HOSTILE = new URL('hostile-thread.ts', import.meta.url);
const mail = (body: string, attack = 'none') =>
	Buffer.from(`From: a@b.example\r\nSubject: Bonjour\r\nX-Attack: ${attack}\r\n\r\n${body}`);
const code = (error: unknown) => (error instanceof UnreadableMail ? error.code : error);

let reader: MailReader | undefined;
afterEach(() => reader?.close());
const open = (limits: Partial<ReadingLimits> = {}) =>
	(reader = createMailReader({ ...LIMITS, ...limits }, HOSTILE));

describe('a reader in threads of its own', () => {
	it('reads a mail as it would be read here', async () => {
		reader = createMailReader(LIMITS);
		const read = await reader.mail('one', mail('Parlons-en mardi.'), ground);
		expect(read).toMatchObject({
			text: 'Parlons-en mardi.',
			html: null,
			head: { subject: 'Bonjour', from: { address: 'a@b.example' } },
			found: { kind: 'human' },
		});
		expect(read.head.fields.get('subject')).toEqual(['Bonjour']);
	});

	it('says what makes a mail unreadable', async () => {
		await expect(open().mail('one', Buffer.alloc(0), ground).catch(code)).resolves.toBe('empty');
	});

	it.each([
		['spin', 'took-too-long', {}],
		['wait', 'took-too-long', { clock: 10_000 }],
		['grow', 'took-too-much-memory', { processor: 60_000 }],
		['exit', 'reader-died', {}],
	] as const)(
		'a mail that makes it %s is given up, and the next one is read',
		async (attack, why, limits) => {
			const { mail: read } = open({ threads: 1, ...limits });
			await expect(read('one', mail('', attack), ground).catch(code)).resolves.toBe(why);
			await expect(read('two', mail('Bonjour'), ground)).resolves.toMatchObject({ text: 'Bonjour' });
		},
	);

	it('a header that cannot be read spoils no other of its batch', async () => {
		const blocks = ['Subject: one', 'X-Attack: spin', 'Subject: two'].map((head) =>
			Buffer.from(`${head}\r\n`),
		);
		const heads = await open().heads('one', blocks);
		expect(heads.map(({ head }) => head.subject)).toEqual(['one', '', 'two']);
		expect(heads.map(({ unreadable }) => unreadable)).toEqual([undefined, 'took-too-long', undefined]);
	});

	it('reads the mails of one mailbox one after the other, those of others meanwhile', async () => {
		const { mail: read } = open();
		const order: string[] = [];
		const noting = (name: string) => () => order.push(name);
		await Promise.all([
			read('one', mail('', 'spin'), ground).catch(noting('first of one')),
			read('one', mail('Bonjour'), ground).then(noting('second of one')),
			read('two', mail('Bonjour'), ground).then(noting('two')),
		]);
		expect(order).toEqual(['two', 'first of one', 'second of one']);
	});

	it('more hostile mailboxes than threads leave one to the others', async () => {
		// A thread that has just begun takes its time for its first mail.
		const { mail: read } = open({ processor: 500 * (await slowness()) });
		const hostile = ['h1', 'h2', 'h3'];
		let caught = 0;
		let goesOn = true;
		const attacks = hostile.map(async (mailbox) => {
			while (goesOn) {
				await read(mailbox, mail('', 'spin'), ground).catch(code);
				caught++;
			}
		});
		// Each has been caught, and is known to take much.
		while (caught < 6) await read('innocent', mail('Bonjour'), ground);
		const waited: number[] = [];
		for (let round = 0; round < 40; round++) {
			const before = caught;
			await read(`innocent ${round}`, mail('Bonjour'), ground);
			waited.push(caught - before);
		}
		goesOn = false;
		await Promise.all(attacks);
		// A place is free for each of them: at most the attack that runs beside ends meanwhile.
		expect(waited.filter((others) => others > 1)).toEqual([]);
	});
});
