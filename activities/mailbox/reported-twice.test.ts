/** Reports that come more than once, before and after a person said that the first one is none (5.7-1, 5.7-8). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { correctMessageVerdict, type CorrectedVerdict } from '#domain/inbound/correct-message-verdict.ts';
import type { Recorded } from '#domain/inbound/record-inbound.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { removeSuppression } from '#domain/suppressions/removal/remove-suppression.ts';
import { Office } from '#tests/environment/office.ts';
import { LetterBox } from './letters.test-support.ts';
import type { Watching } from './mailbox-deps.ts';

let office: Office;
let letters: LetterBox;
let camille: Watching;
beforeAll(async () => {
	office = await Office.open('reported-twice');
	letters = new LetterBox(office);
	await office.watch({});
	camille = await letters.watch();
});
afterAll(async () => {
	await letters.close();
	await office.close();
});

const part = (...lines: string[]) => ['--b', ...lines];
function report(
	type: 'feedback-report' | 'delivery-status',
	sendId: string,
	fields: readonly string[],
): Buffer {
	return Buffer.from(
		[
			'From: Reports <postmaster@provider.example>',
			'Subject: Report',
			`Message-ID: <${randomUUID()}@provider.example>`,
			`Content-Type: multipart/report; report-type=${type}; boundary="b"`,
			'',
			...part('Content-Type: text/plain', '', 'A report about a mail of yours.'),
			...part(`Content-Type: message/${type}`, '', ...fields),
			...part('Content-Type: text/rfc822-headers', '', `Message-ID: <${sendId}@cadrelune.example>`),
			'--b--',
		].join('\r\n'),
	);
}
const complain = (sendId: string) =>
	letters.takeIn(camille, report('feedback-report', sendId, ['Feedback-Type: abuse', 'Version: 1']));
const bounce = (sendId: string, address: string) =>
	letters.takeIn(
		camille,
		report('delivery-status', sendId, [
			'Reporting-MTA: dns; mx.provider.example',
			'',
			`Final-Recipient: rfc822; ${address}`,
			'Action: failed',
			'Status: 5.1.1',
		]),
	);
const idOf = (recorded: Recorded) => ('messageId' in recorded ? recorded.messageId : '');
const say = (recorded: Recorded, verdict: CorrectedVerdict) =>
	office.tx((tx) =>
		correctMessageVerdict(tx, office.ines, {
			requestId: randomUUID(),
			messageId: idOf(recorded),
			verdict,
			reason: 'Signalé par erreur, elle nous l’a dit.',
		}),
	);
const listed = (address: string) => office.tx(async (tx) => Boolean(await isSuppressed(tx, address)));
const linesOf = (recorded: Recorded) =>
	office.tx(async ({ db }) =>
		(await db.event.findMany({ where: { messageId: idOf(recorded) } })).map(({ kind }) => kind),
	);

it('a complaint that comes again after a responsable corrected the first ends nothing: it has its line, holds and asks', async () => {
	const { id, address, sendId } = await letters.engaged();
	const first = await complain(sendId);
	await say(first, 'none');
	expect((await office.run(id)).endedAt).toBeNull();
	const second = await complain(sendId);
	expect(second).toMatchObject({ verdict: 'doubtful', effect: { ended: [], waiting: [id] } });
	expect(await linesOf(second)).toEqual(['doubtful-message-received']);
	expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'verdict-doubtful' });
	expect(await listed(address)).toBe(false);
	await say(second, 'objection');
	expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-objection' });
});

it('the same after the address came off the list with a recorded consent', async () => {
	const { id, address, sendId } = await letters.engaged();
	const first = await complain(sendId);
	const suppression = await office.tx(({ db }) =>
		db.suppression.findFirstOrThrow({ where: { messageId: idOf(first) } }),
	);
	const consentedOn = await office.dayIn(0);
	await office.tx((tx) =>
		removeSuppression(tx, office.ines, {
			suppressionId: suppression.id,
			ground: 'consent',
			reason: 'Mail du jour',
			consentedOn,
		}),
	);
	expect(await complain(sendId)).toMatchObject({ verdict: 'doubtful' });
	expect(await listed(address)).toBe(false);
	expect((await office.run(id)).reason).toBe('ended-complaint');
});

it('of two complaints that came before, the second stands until it is corrected too', async () => {
	const { id, address, sendId } = await letters.engaged();
	const first = await complain(sendId);
	const second = await complain(sendId);
	expect(await linesOf(second)).toContain('complaint-received');
	expect(await say(first, 'none')).toMatchObject({ reopened: 0, ended: 0 });
	expect(await office.run(id)).toMatchObject({ state: 'failed', endedByMessageId: idOf(second) });
	expect(await listed(address)).toBe(true);
	expect(await say(second, 'none')).toMatchObject({ reopened: 1 });
	expect((await office.run(id)).endedAt).toBeNull();
	expect(await listed(address)).toBe(false);
});

it('a complaint about another mail of ours is proof of its own', async () => {
	const { id, address, sendId } = await letters.engaged();
	await say(await complain(sendId), 'none');
	const next = await office.leaveNext(id);
	await office.tx(({ db }) =>
		db.sendIdentity.create({
			data: {
				subscriptionId: office.subscriptionId,
				messageIdKey: `${next}@cadrelune.example`,
				sendId: next,
			},
		}),
	);
	expect(await complain(next)).toMatchObject({ verdict: 'complaint', effect: { ended: [id] } });
	expect(await listed(address)).toBe(true);
});

it('a delivery report that comes again after its correction marks nothing dead', async () => {
	const { id, contactId, address, sendId } = await letters.engaged();
	const first = await bounce(sendId, address);
	expect(first).toMatchObject({ verdict: 'bounce-hard' });
	await say(first, 'none');
	expect(await bounce(sendId, address)).toMatchObject({ verdict: 'doubtful', effect: { ended: [] } });
	expect((await office.run(id)).endedAt).toBeNull();
	const known = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
	expect(known.invalidAt).toBeNull();
});
