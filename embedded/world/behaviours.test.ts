import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { days, hours, minutes, seconds } from '#prisma/demo/duration.ts';
import { DEMO_LETTERS } from '#prisma/demo/letters.ts';
import { createWorldClient } from '#platform/world/client.ts';
import type { WorldClient } from '#platform/world/client.ts';
import { readMail } from './letters/read-mail.ts';
import type { ReadMail } from './letters/read-mail.ts';
import { dayInWords } from './letters/words-for-dates.ts';
import { readFolder, send, signIn } from './testing/demo-mailbox.ts';
import type { WorldAddress } from './testing/demo-mailbox.ts';
import { startWorld } from './world.ts';
import type { World } from './world.ts';

const CAMILLE = 'camille.aubrelle@cadrelune.example';
const BAPTISTE = 'baptiste.courlay@cadrelune.example';

let folder: string;
let world: World;
let address: WorldAddress;
let client: WorldClient;
/** The product's public pages, played by a server that notes what it is asked. */
let pages: Server;
let pagesUrl: string;
const visits: string[] = [];
const faults: unknown[] = [];
let offset = 0;
let subjects = 0;

beforeAll(async () => {
	pages = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			visits.push(`${request.method} ${request.url}${body && ` ${body}`}`);
			response.setHeader('content-type', 'text/html');
			response.end(
				'<form method="get"></form><form method="POST" action="?/confirm"><input type="hidden" name="key" value="k1"><button name="scope" value="all">Ne plus recevoir</button></form><form method="post" action="?/measuring"><input type="hidden" name="key" value="k2"><button>Refuser la mesure</button></form>',
			);
		});
	});
	await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
	pagesUrl = `http://localhost:${(pages.address() as { port: number }).port}`;
	folder = await mkdtemp(join(tmpdir(), 'world-'));
	world = await startWorld({ folder, publicUrl: pagesUrl, onFault: (error) => faults.push(error) });
	address = { ports: world.ports, authority: await readFile(world.authorityFile, 'utf8') };
	client = createWorldClient({ url: `http://127.0.0.1:${world.ports.control}`, token: world.token });
});

afterAll(async () => {
	await world.stop();
	pages.close();
	await rm(folder, { recursive: true });
});

beforeEach(() => {
	visits.length = 0;
});

/** Moves domain time on and lets the people act. */
async function pass(span: number): Promise<void> {
	offset += span;
	await client.setClock(offset);
	await client.settle();
}

/** Sends a first mail, or the next one of a thread, as the product does. */
async function write(to: string, thread: { messageId: string }[] = [], more: object = {}) {
	const subject = thread.length > 0 ? 'Re: Planification' : `Planification ${++subjects}`;
	return send(address, {
		from: CAMILLE,
		to,
		subject,
		text: `Bonjour,\n\nUn mot.\n\nNe plus recevoir de messages de ma part : ${pagesUrl}/objection/t1`,
		html: `<p>Un mot. <a href="${pagesUrl}/page?a=1&amp;b=2">lire</a><img src="${pagesUrl}/image.png"></p><p>Ne plus recevoir de messages de ma part : <a href="${pagesUrl}/objection/t1">ici</a></p>`,
		headers: { 'List-Unsubscribe': `<${pagesUrl}/objection/t1>` },
		...(thread.length > 0
			? {
					inReplyTo: thread.at(-1)!.messageId,
					references: thread.map(({ messageId }) => messageId),
				}
			: {}),
		...more,
	});
}

/** What came to a mailbox of ours since `before`, read. */
async function received(since: number, mailbox = CAMILLE): Promise<ReadMail[]> {
	const all = await readFolder(address, mailbox);
	return Promise.all(all.slice(since).map(({ source }) => readMail(Buffer.from(source))));
}

const count = async (mailbox = CAMILLE) => (await readFolder(address, mailbox)).length;
const header = (mail: ReadMail, name: string) => mail.headers.find((one) => one.name === name)?.value;
const firstWords = (key: keyof typeof DEMO_LETTERS) => DEMO_LETTERS[key].text.split('\n\n')[1]!;

describe('answers', () => {
	test('answers: in the thread of step 2, our text quoted, nothing on the other steps', async () => {
		const before = await count();
		const first = await write('mathilde.ronsavel@brumevent.example');
		await pass(days(4));
		const second = await write('mathilde.ronsavel@brumevent.example', [first]);
		await pass(seconds(19));
		expect(await received(before)).toEqual([]);
		await pass(seconds(2));
		const [reply, ...more] = await received(before);
		expect(more).toEqual([]);
		expect(reply).toMatchObject({
			from: { name: 'Mathilde Ronsavel', address: 'mathilde.ronsavel@brumevent.example' },
			subject: 'Re: Planification',
			references: [first.messageId, second.messageId],
		});
		expect(header(reply!, 'in-reply-to')).toBe(second.messageId);
		expect(reply!.text).toContain(firstWords('REP-1'));
		expect(reply!.text).toMatch(/^Le \w+ \d+(?:er)? \S+ \d{4} à \d\d:\d\d, .*camille.* a écrit\u00a0:$/m);
		expect(reply!.text).toContain('> Un mot.');
		expect(header(reply!, 'auto-submitted')).toBeUndefined();
		expect(reply!.date!.getTime()).toBeGreaterThan(Date.now() + days(4));
		const third = await write('mathilde.ronsavel@brumevent.example', [first, second]);
		await pass(days(1));
		expect(third.accepted).toHaveLength(1);
		expect(await count()).toBe(before + 1);
	});

	test('a second copy of the same mail stands beside the first and is answered by nobody', async () => {
		const before = await count();
		const mail = await write('pierre-yves.dombasson@calquemain.example');
		await write('pierre-yves.dombasson@calquemain.example', [], { messageId: mail.messageId });
		await pass(minutes(3));
		expect(await count()).toBe(before + 1);
		expect(await client.mailsOf('pierre-yves.dombasson@calquemain.example')).toMatchObject([
			{ messageId: mail.messageId, step: 1, acts: [] },
			{ messageId: mail.messageId, step: 1, acts: [{ kind: 'letter', state: 'done' }] },
		]);
	});

	test('made to, a colleague of the person answers in the thread, and one of ours to the sender alone', async () => {
		const to = 'elodie.pastourne@boisnoue.example';
		const mail = await write(to);
		const senders = [CAMILLE, BAPTISTE];
		const before = await count();
		await client.act(to, { behaviour: 'colleague-answers', senders });
		await client.act(to, { behaviour: 'in-house-answers', senders, text: 'Appelle-moi avant.' });
		const [colleague, inHouse] = await received(before);
		expect(colleague!.from.address).not.toBe(to);
		expect(colleague!.from.address).toContain(to.split('@')[1]!);
		expect(header(colleague!, 'cc')).toContain(to);
		for (const answer of [colleague!, inHouse!]) expect(header(answer, 'in-reply-to')).toBe(mail.messageId);
		expect(inHouse!.from.address).toBe(BAPTISTE);
		expect(header(inHouse!, 'cc')).toBeUndefined();
		expect(inHouse!.text).toContain('Appelle-moi avant.');
	});

	test('made to, somebody who received nothing writes first, to the mailbox that is named', async () => {
		const person = 'nobody.yet@ailleurs.example';
		const senders = [CAMILLE, BAPTISTE];
		const [camille, baptiste] = [await count(), await count(BAPTISTE)];
		await client.act(person, { behaviour: 'writes-first', senders });
		await client.act(person, { behaviour: 'writes-first', senders, to: BAPTISTE, text: 'Bonjour Baptiste' });
		const [first] = await received(camille);
		expect(first).toMatchObject({ from: { address: person }, subject: 'Prise de contact', references: [] });
		expect(header(first!, 'in-reply-to')).toBeUndefined();
		expect((await received(baptiste, BAPTISTE))[0]!.text).toContain('Bonjour Baptiste');
		await expect(client.act(person, { behaviour: 'answers', senders })).rejects.toThrow();
		await expect(client.act(person, { behaviour: 'writes-first', senders: [] })).rejects.toThrow();
		const foreign = { behaviour: 'writes-first', senders: [CAMILLE], to: BAPTISTE } as const;
		await expect(client.act(person, foreign)).rejects.toThrow();
	});

	test('answers twice: two minutes apart', async () => {
		const before = await count();
		await write('erwan.lestrohan@marevane.example');
		await pass(minutes(1));
		expect(await count()).toBe(before + 1);
		await pass(minutes(2));
		const texts = (await received(before)).map((mail) => mail.text.split('\n')[0]);
		expect(texts).toEqual([DEMO_LETTERS['REP-9'].text, DEMO_LETTERS['REP-9-again'].text]);
	});

	test('answers in English, with an English quotation line', async () => {
		const before = await count();
		await write('oliver.penwright@wexholm.example');
		await pass(days(1));
		expect((await received(before))[0]!.text).toMatch(/could we speak in English[\s\S]*^On .* wrote:$/m);
	});

	test('answers-other-address, colleague-answers: in the thread, from another address', async () => {
		const before = await count();
		const toRachid = await write('rachid.benzarou@vertanse.example');
		const toVincent = await write('vincent.kerhoas@ardelouse.example');
		await pass(hours(4));
		const [other, colleague] = await received(before);
		expect(other).toMatchObject({
			from: { name: 'Rachid Benzarou', address: 'rachid.benzarou@vertanse-technique.example' },
			references: [toRachid.messageId],
		});
		expect(colleague).toMatchObject({
			from: { name: 'Anaïs Plouvenn', address: 'anais.plouvenn@ardelouse.example' },
			references: [toVincent.messageId],
		});
		expect(header(other!, 'cc')).toBeUndefined();
		expect(header(colleague!, 'cc')).toContain('vincent.kerhoas@ardelouse.example');
	});

	test('answers-without-references, answers-new-thread: nothing that threads', async () => {
		const before = await count();
		await write('agnes.bellorme@nacrefort.example');
		const subject = `RE: Planification ${subjects}`;
		const first = await write('sonia.haddarou@nacrefort.example');
		await pass(hours(2));
		await write('sonia.haddarou@nacrefort.example', [first]);
		await pass(hours(2));
		const replies = await received(before);
		expect(replies.map((reply) => reply.subject)).toEqual([subject, 'Votre logiciel de planification']);
		expect(replies.map((reply) => reply.references)).toEqual([[], []]);
	});

	test('asks-removal: a reply whose words object', async () => {
		const before = await count();
		await write('claire.montignasse@auberlac.example');
		await pass(hours(2));
		expect((await received(before))[0]!.text).toContain(firstWords('REP-10'));
	});
});

describe('automatic replies', () => {
	test('away-until: the same return date throughout a thread, every four days at most, none once back', async () => {
		const before = await count();
		const nadege = 'nadege.porchelet@brumevent.example';
		const first = await write(nadege);
		const returns = new Date(Date.now() + offset + days(9));
		await pass(minutes(1));
		const second = await write(nadege, [first]);
		await pass(days(5));
		const third = await write(nadege, [first, second]);
		await pass(days(5));
		await write(nadege, [first, second, third]);
		await pass(minutes(1));
		const replies = await received(before);
		expect(replies).toHaveLength(2);
		for (const reply of replies) {
			expect(reply.text).toContain(`serai de retour le ${dayInWords(returns, 'fr')}.`);
			expect(header(reply, 'auto-submitted')).toBe('auto-replied');
			expect(header(reply, 'return-path')).toBe('<>');
		}
		expect(replies[0]!.subject).toBe(`Réponse automatique\u00a0: Planification ${subjects}`);
		expect(replies[0]!.references).toEqual([first.messageId]);
	});

	test('away-until in English: six days', async () => {
		const before = await count();
		await write('emily.hartsworth@wexholm.example');
		const returns = new Date(Date.now() + offset + days(6));
		await pass(minutes(1));
		expect((await received(before))[0]!.text).toContain(`until ${dayInWords(returns, 'en')} with limited`);
	});

	test('away-undated: only X-Autoreply says that it is automatic', async () => {
		const before = await count();
		await write('solenn.guivarcel@marevane.example');
		await pass(minutes(1));
		const [reply] = await received(before);
		expect(reply!.subject).toBe('Absence du bureau');
		expect(header(reply!, 'x-autoreply')).toBe('yes');
		expect(header(reply!, 'auto-submitted')).toBeUndefined();
		expect(header(reply!, 'return-path')).toBe('<solenn.guivarcel@marevane.example>');
	});

	test.each([
		['left-company', 'marianne.lopvet@tramoigne.example', 'AUTO-5', 'marianne.lopvet@tramoigne.example'],
		['acknowledges', 'qualite@vertanse.example', 'AUTO-4', 'qualite@vertanse.example'],
		['challenges', 'olivier.deschanvre@tramoigne.example', 'AUTO-6', 'filtre@tramoigne.example'],
	] as const)('%s', async (_behaviour, to, letter, from) => {
		const before = await count();
		await write(to);
		await pass(minutes(1));
		const [reply] = await received(before);
		expect(reply!.from.address).toBe(from);
		expect(reply!.text.trim()).toBe(DEMO_LETTERS[letter].text);
		expect(reply!.subject).toBe(DEMO_LETTERS[letter].subject.replace('{objet}', `Planification ${subjects}`));
		expect(header(reply!, 'auto-submitted')).toBe('auto-replied');
	});
});

describe('refusals at RCPT', () => {
	const refusal = (to: string) =>
		write(to).then(
			() => 'accepted',
			(error: { response: string }) => error.response.replace(/^.*?(?=\d{3} )/, ''),
		);

	test('unknown-recipient', async () => {
		expect(await refusal('jean-marc.oustrelle@calquemain.example')).toMatch(/^550 5\.1\.1 /);
		expect(await client.mailsOf('jean-marc.oustrelle@calquemain.example')).toEqual([]);
	});

	test('policy-refuses', async () => {
		expect(await refusal('gilles.estournac@brumevent.example')).toMatch(/^550 5\.7\.1 /);
	});

	test('greylists for twelve minutes', async () => {
		expect(await refusal('fabrice.lachenoy@nacrefort.example')).toMatch(/^451 4\.7\.1 /);
		await pass(minutes(11));
		expect(await refusal('fabrice.lachenoy@nacrefort.example')).toMatch(/^451 4\.7\.1 /);
		await pass(minutes(1));
		expect(await refusal('fabrice.lachenoy@nacrefort.example')).toBe('accepted');
	});

	test('mailbox-full for two days', async () => {
		expect(await refusal('christophe.mandrillon@roncelaine.example')).toMatch(/^452 4\.2\.2 /);
		await pass(days(1.9));
		expect(await refusal('christophe.mandrillon@roncelaine.example')).toMatch(/^452 4\.2\.2 /);
		await pass(days(0.1));
		expect(await refusal('christophe.mandrillon@roncelaine.example')).toBe('accepted');
	});

	test('a real address, and one that our own domain does not have', async () => {
		expect(await refusal('someone@refrain-world.invalid')).toMatch(/^550 5\.7\.1 /);
		expect(await refusal('nobody@cadrelune.example')).toMatch(/^550 5\.1\.1 /);
	});
});

test('cuts-connection: once, the mail is kept and filed in Sent', async () => {
	const sentBefore = (await readFolder(address, CAMILLE, 'Sent')).length;
	const messageId = '<cut-once@cadrelune.example>';
	await expect(write('samuel.ittenbachel@tramoigne.example', [], { messageId })).rejects.toMatchObject({
		code: expect.stringMatching(/^ECONN|^ESOCKET/),
	});
	const sent = (await readFolder(address, CAMILLE, 'Sent')).slice(sentBefore);
	expect(sent.map(({ source }) => source.includes(`Message-ID: ${messageId}`))).toEqual([true]);
	expect(await client.mailsOf('samuel.ittenbachel@tramoigne.example')).toMatchObject([{ messageId }]);
	await write('samuel.ittenbachel@tramoigne.example');
	expect(await client.mailsOf('samuel.ittenbachel@tramoigne.example')).toHaveLength(2);
});

describe('reports', () => {
	const parts = (source: string, type: string) =>
		source.split(new RegExp(`^Content-Type: ${type}\\r$`, 'm'))[1]?.split(/^--/m)[0] ?? '';

	test('bounces-later: a delivery report with our envelope id, to the envelope sender', async () => {
		const before = await count();
		const tagged = CAMILLE.replace('@', '+s1@');
		const to = 'gwenael.morhannic@ardelouse.example';
		const mail = await write(to, [], {
			envelope: { from: tagged, to },
			dsn: { id: 'send-42+=é'.slice(0, 9), return: 'headers', notify: 'failure', recipient: to },
		});
		await pass(minutes(10));
		const [{ source } = { source: '' }] = (await readFolder(address, CAMILLE)).slice(before);
		expect(source).toMatch(/^Return-Path: <>\r\nDelivered-To: camille\.aubrelle\+s1@cadrelune\.example\r\n/);
		expect(source).toMatch(/^Content-Type: multipart\/report; report-type=delivery-status; boundary="/m);
		const status = parts(source, 'message/delivery-status');
		expect(status).toContain('\r\nOriginal-Envelope-Id: send-42+=\r\n');
		expect(status).toContain(`\r\nFinal-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: 5.1.1\r\n`);
		expect(status).toMatch(new RegExp(`^Original-Recipient: rfc822;\\s*${to}\\r$`, 'm'));
		expect(parts(source, 'text/rfc822-headers')).toContain(`Message-ID: ${mail.messageId}\r\n`);
		expect(source).not.toContain('Un mot.');
		const imap = await signIn(address, CAMILLE);
		await imap.mailboxOpen('INBOX');
		const { bodyStructure } = (await imap.fetchOne('*', { bodyStructure: true })) as {
			bodyStructure: { type: string; childNodes: { type: string }[] };
		};
		await imap.logout();
		expect([bodyStructure.type, ...bodyStructure.childNodes.map(({ type }) => type)]).toEqual([
			'multipart/report',
			'text/plain',
			'message/delivery-status',
			'text/rfc822-headers',
		]);
	});

	test('bounces-in-words: French words from postmaster, no report part', async () => {
		const before = await count();
		await write('yasmine.torkanel@roncelaine.example');
		await pass(minutes(5));
		const [bounce] = await received(before);
		expect(bounce!.from.address).toBe('postmaster@roncelaine.example');
		expect(bounce!.text.trim()).toBe('Votre message n’a pas pu être remis\u00a0: utilisateur inconnu.');
		expect(header(bounce!, 'content-type')).toMatch(/^text\/plain/);
	});

	test('complains: an abuse report with our whole mail', async () => {
		const before = await count();
		const mail = await write('caroline.viallonge@tramoigne.example');
		await pass(hours(1));
		const [{ source } = { source: '' }] = (await readFolder(address, CAMILLE)).slice(before);
		expect(source).toMatch(/report-type=feedback-report/);
		expect(parts(source, 'message/feedback-report')).toContain('Feedback-Type: abuse\r\n');
		expect(source.split('message/rfc822')[1]).toContain(`Message-ID: ${mail.messageId}`);
	});
});

describe('visits', () => {
	test('unsubscribes: opens the page of the objection line and confirms in its form', async () => {
		await write('helene.jasperou@vertanse.example');
		await pass(minutes(1));
		expect(visits).toEqual(['GET /objection/t1', 'POST /objection/t1?/confirm key=k1&scope=all']);
	});

	test('one-click: posts to the address of List-Unsubscribe and opens nothing, where the mail takes one click', async () => {
		const to = 'salome.queyrand@tramoigne.example';
		await write(to);
		await pass(seconds(2));
		expect((await client.mailsOf(to))[0]!.acts).toMatchObject([{ kind: 'one-click', state: 'failed' }]);
		expect(visits).toEqual([]);
		const headers = {
			'List-Unsubscribe': `<mailto:x@cadrelune.example>, <${pagesUrl}/objection/t2>`,
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
		};
		await write(to, [], { headers });
		await pass(seconds(2));
		expect(visits).toEqual(['POST /objection/t2 List-Unsubscribe=One-Click']);
	});

	test('refuses-measuring: sends the form that speaks of it, on the page behind the mail', async () => {
		await write('loic.varembert@pelissandre.example');
		await pass(minutes(5));
		expect(visits).toEqual(['GET /objection/t1', 'POST /objection/t1?/measuring key=k2']);
	});

	test('opens: loads the image alone', async () => {
		await write('mickael.dreanec@boisnoue.example');
		await pass(minutes(5));
		expect(visits).toEqual(['GET /image.png']);
	});

	test('clicks: follows the first link of step 1', async () => {
		await write('etienne.roumazelle@pelissandre.example');
		await pass(minutes(15));
		expect(visits).toEqual(['GET /page?a=1&b=2']);
	});

	test('machine-opens: within two seconds image, links and the objection page, which it only reads', async () => {
		await write('maiwenn.cosquerel@marevane.example');
		await pass(seconds(2));
		expect(visits.sort()).toEqual(['GET /image.png', 'GET /objection/t1', 'GET /page?a=1&b=2']);
	});

	test('nobody follows a link that leads out of this machine', async () => {
		const html = '<a href="https://www.cadrelune.example/offre">lire</a>';
		await write('etienne.roumazelle@pelissandre.example', [], { html, text: 'Un mot.' });
		await pass(minutes(15));
		const [mail] = await client.mailsOf('etienne.roumazelle@pelissandre.example');
		expect(mail!.acts).toMatchObject([{ state: 'done', outcome: 'loaded 0 of 1' }]);
	});

	test('a page that does not answer is tried again in domain time', async () => {
		const port = (pages.address() as { port: number }).port;
		pages.closeAllConnections();
		await new Promise((resolve) => pages.close(resolve));
		await write('helene.jasperou@vertanse.example');
		await pass(minutes(1));
		expect(visits).toEqual([]);
		expect((await client.nextAct())!.getTime()).toBeGreaterThan(Date.now() + offset);
		await new Promise<void>((resolve) => pages.listen(port, '127.0.0.1', resolve));
		await pass(seconds(6));
		expect(visits).toHaveLength(2);
		expect(faults).toHaveLength(1);
	});
});

test('silent people, made-up addresses and colleagues of ours only receive', async () => {
	const before = await count();
	await write('elodie.pastourne@boisnoue.example');
	await write('quelqu.un@inconnu.example');
	await write('ines.morvallon@cadrelune.example');
	await pass(days(30));
	expect(await count()).toBe(before);
	expect(await client.mailsOf('Quelqu.un@inconnu.example')).toHaveLength(1);
	expect(await count('ines.morvallon@cadrelune.example')).toBe(1);
});

test('Baptiste loses his mailbox for real after his first mail to one of the people, once', async () => {
	const password = async () =>
		(await client.state()).mailboxes.find((mailbox) => mailbox.address === BAPTISTE)!.password;
	const first = await password();
	const connection = await signIn(address, BAPTISTE, first);
	const closed = new Promise((resolve) => connection.once('close', resolve));
	await send(address, { from: BAPTISTE, to: BAPTISTE, subject: 'test', text: 'à moi' }, { password: first });
	await pass(minutes(1));
	expect(await password()).toBe(first);
	const dominique = { from: BAPTISTE, to: 'dominique.arzelin@ardelouse.example', text: 'Bonjour' };
	await send(address, dominique, { password: first });
	await pass(seconds(5));
	await closed;
	await expect(signIn(address, BAPTISTE, first)).rejects.toMatchObject({ authenticationFailed: true });
	await expect(send(address, dominique, { password: first })).rejects.toMatchObject({ responseCode: 535 });
	const second = await password();
	await send(address, dominique, { password: second });
	await pass(days(1));
	expect(await password()).toBe(second);
	expect(await readFolder(address, BAPTISTE, 'Sent', second)).toHaveLength(3);
});
