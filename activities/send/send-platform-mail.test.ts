import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLinkToken } from '#domain/accounts/link-token.ts';
import { askAdministrator } from '#domain/connections/ask-administrator.ts';
import { withdrawConnection } from '#domain/connections/withdraw-connection.ts';
import { fateOfMail } from '#domain/platform-mails/fate-of-mail.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import { unsubscribe } from '#domain/behind-mails/acts-of-page.ts';
import { readMailPage } from '#domain/behind-mails/mail-page.ts';
import { writePlatformMail, type NewPlatformMail } from '#domain/platform-mails/write-platform-mail.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { SendRig } from '#tests/crash/send-rig.ts';
import { createUser } from '#tests/environment/rows/user.ts';

let rig: SendRig;
let contact: EngagedContact;
let camille: Actor;
let connectionId: string;
let token: string;

beforeAll(async () => {
	rig = await SendRig.open();
});
afterAll(() => rig?.close());
beforeEach(async () => {
	contact = await rig.engage('anybody');
	connectionId = randomUUID();
	const { subscriptionId } = contact;
	await rig.inside(contact, async ({ db, at }) => {
		const { id: userId } = await db.user.findFirstOrThrow();
		camille = { subscriptionId, userId, licence: 'utilisateur' };
		const link = createLinkToken(subscriptionId);
		token = link.token;
		await db.mailboxConnection.create({
			data: {
				...{ subscriptionId, id: connectionId, ownerId: userId, actedById: userId, language: 'fr' },
				address: `${randomUUID()}@cadrelune.example`,
				...{ stage: 'consent', reason: 'connect-consent', since: at, startedAt: at, way: 'microsoft' },
				consent: {
					create: {
						...{ vendor: 'microsoft', domain: 'cadrelune.example', askedAt: at, tokenHash: link.hash },
						tokenSealed: new Uint8Array(rig.envelopes.seal(token, `consent:${connectionId}`)),
					},
				},
			},
		});
	});
});

async function ask(script = 'informatique', domain = 'cadrelune.example') {
	const address = `${script}.${randomUUID().slice(0, 8)}@${domain}`;
	const { sendId: id } = await rig.inside(contact, (tx) =>
		askAdministrator(tx, camille, { connectionId, address }),
	);
	return { id, address };
}
const run = (id: string) =>
	rig.run(rig.activities.sendMessage, { subscriptionId: contact.subscriptionId, id });
const reconcile = (id: string) =>
	rig.run(rig.activities.reconcileMessage, { subscriptionId: contact.subscriptionId, id });
const fate = (id: string) =>
	rig.inside(contact, async ({ db }) => {
		const mail = await db.platformMail.findFirstOrThrow({ where: { sendId: id }, include: { send: true } });
		return fateOfMail(mail.send, mail);
	});
const copies = (address: string) => rig.smtp.copies.filter(({ to }) => to === address);
const kept = (id: string) => rig.inside(contact, ({ db }) => db.sendContent.count({ where: { sendId: id } }));

/** A mail as it reads, its lines joined again. */
const readable = (bytes: Buffer) =>
	bytes
		.toString('latin1')
		.replaceAll('=\r\n', '')
		.replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

describe('a mail of the platform', () => {
	it('leaves once from the platform’s own sender, in the person’s name, with link, answers to her and a way out', async () => {
		const { id, address } = await ask();
		expect(await run(id)).toMatchObject({ ended: true });
		expect(await run(id)).toMatchObject({ ended: true });
		const [copy, ...others] = copies(address);
		expect(others).toEqual([]);
		expect(copy!.from).toBe('refrain@plateforme.example');
		const mail = readable(copy!.bytes);
		expect(mail).toMatch(/^From: .*<refrain@plateforme\.example>/m);
		expect(mail).toMatch(/^Reply-To: /m);
		expect(mail).toContain(`https://refrain.example/consent/${token}`);
		expect(mail.match(new RegExp(token, 'g'))!.length).toBeGreaterThan(2);
		expect(mail).toMatch(/^List-Unsubscribe: <https:\/\/refrain\.example\/u\/[\w-]{71}>/m);
		expect(await fate(id)).toEqual({ state: 'accepted', fault: null });
	});

	it('keeps no bytes, and with them no link, once its fate is known', async () => {
		const { id } = await ask();
		await run(id);
		expect(await kept(id)).toBe(0);
		const refused = await ask('unknown550');
		await run(refused.id);
		expect(await kept(refused.id)).toBe(0);
	});

	it('that the administrator’s server refuses is told with its reason, and tried no more', async () => {
		const { id } = await ask('unknown550');
		expect(await run(id)).toMatchObject({ ended: true });
		expect(await fate(id)).toEqual({ state: 'refused', fault: 'recipient-unknown' });
		expect(await run(id)).toMatchObject({ ended: true });
	});

	it('that is put off waits by the schedule of a step, and says so meanwhile', async () => {
		const { id, address } = await ask('grey450');
		expect(await run(id)).toMatchObject({ ended: false, reason: 'recipient-later' });
		expect(await fate(id)).toEqual({ state: 'later', fault: 'greylisted' });
		await rig.advance(contact, 3 * 86_400_000);
		expect(await run(id)).toMatchObject({ ended: true });
		expect(await fate(id)).toEqual({ state: 'stopped', fault: 'given-up' });
		expect(copies(address)).toEqual([]);
	});

	it('without an answer to the dot is never sent again, and says that nobody knows', async () => {
		const { id, address } = await ask('dropdot');
		await expect(run(id)).rejects.toThrow('send-uncertain');
		await reconcile(id);
		await rig.endEvidenceWindow(contact);
		expect(await reconcile(id)).toMatchObject({ ended: true });
		expect(await run(id)).toMatchObject({ ended: true });
		expect(await fate(id)).toMatchObject({ state: 'uncertain' });
		expect(copies(address)).toHaveLength(1);
	});

	it('leaves no more where its request was withdrawn, also between its claim and the dot', async () => {
		const before = await ask();
		const during = await ask('hold354');
		const sending = run(during.id);
		await rig.smtp.until('held', ({ to }) => to === during.address);
		await rig.inside(contact, (tx) => withdrawConnection(tx, camille, connectionId));
		rig.smtp.release('354');
		await sending;
		expect(await run(before.id)).toMatchObject({ ended: true });
		expect(await run(during.id)).toMatchObject({ ended: true });
		expect(await fate(before.id)).toEqual({ state: 'stopped', fault: 'no-longer-true' });
		expect(await fate(during.id)).toEqual({ state: 'stopped', fault: 'no-longer-true' });
		expect([...copies(before.address), ...copies(during.address)]).toEqual([]);
	});

	it('is not sent to who wants no more of them: his link is that of any mail', async () => {
		const first = await ask();
		await run(first.id);
		const link = /u\/([\w-]{71})/.exec(readable(copies(first.address)[0]!.bytes))![1]!;
		expect(await readMailPage(rig.database, rig.ring, link)).toMatchObject({
			suppressed: false,
			language: 'fr',
		});
		const waiting = await rig.inside(contact, (tx) =>
			writePlatformMail(tx, {
				...{ kind: 'consent-request', connectionId, recipient: first.address },
				...{ language: 'fr', authorId: camille.userId },
			}),
		);
		await unsubscribe(rig.database, rig.envelopes, rig.ring, link, { cause: 'link' });
		expect(await run(waiting!)).toMatchObject({ ended: true });
		expect(await fate(waiting!)).toEqual({ state: 'stopped', fault: 'recipient-objects' });
		const again = { connectionId, address: first.address };
		await expect(rig.inside(contact, (tx) => askAdministrator(tx, camille, again))).rejects.toThrow(
			'administrator-objects',
		);
		expect(copies(first.address)).toHaveLength(1);
	});

	it('whose link cannot be opened any more is over at its first look, and says so', async () => {
		const { id, address } = await ask();
		const sealed = createEnvelopes(randomBytes(32)).seal(token, `consent:${connectionId}`);
		await rig.inside(contact, ({ db }) =>
			db.consentRequest.updateMany({
				where: { connectionId },
				data: { tokenSealed: new Uint8Array(sealed) },
			}),
		);
		expect(await run(id)).toMatchObject({ ended: true });
		expect(await fate(id)).toEqual({ state: 'refused', fault: 'secret-broken' });
		const attempts = await rig.inside(contact, ({ db }) =>
			db.sendAttempt.findMany({ where: { sendId: id } }),
		);
		expect(attempts).toMatchObject([{ outcome: 'rejected', code: 'secret-broken' }]);
		expect(await run(id)).toMatchObject({ ended: true });
		expect(copies(address)).toEqual([]);
	});

	it('waits while support holds all sending', async () => {
		const { id } = await ask();
		await rig.inside(contact, ({ db, at }) =>
			db.halt.create({
				data: {
					...{ subscriptionId: contact.subscriptionId, scope: 'subscription', reason: 'Essai' },
					...{ setById: randomUUID(), setAt: at },
				},
			}),
		);
		expect(await run(id)).toMatchObject({ ended: false, reason: 'sending-halted' });
	});

	it('that was written before a backup came back leaves no more: nobody knows whether it left', async () => {
		const { id } = await ask();
		await rig.database.asHalt(
			({ db, at }) =>
				db.$executeRaw`INSERT INTO restore_incident (number, proven_at, lost_since, proven_by)
					VALUES (1, ${at}, ${at}, 'command')`,
		);
		expect(await run(id)).toMatchObject({ ended: true });
		expect(await fate(id)).toEqual({ state: 'stopped', fault: 'restored' });
	});

	it('to an address on the list for another reason is refused as well', async () => {
		const address = `informatique.${randomUUID()}@cadrelune.example`;
		await rig.inside(contact, (tx) => suppress(tx, rig.envelopes, { address, cause: 'manual' }));
		await expect(
			rig.inside(contact, (tx) => askAdministrator(tx, camille, { connectionId, address })),
		).rejects.toThrow('administrator-objects');
	});
});

describe('what it says', () => {
	const written = async (
		subject: Pick<NewPlatformMail, 'kind'> & Record<string, unknown>,
		language: 'fr' | 'en',
	): Promise<string> => {
		const recipient = `camille.${randomUUID().slice(0, 8)}@cadrelune.example`;
		const mail = { ...subject, recipient, language, authorId: camille.userId } as NewPlatformMail;
		const id = await rig.inside(contact, (tx) => writePlatformMail(tx, mail));
		expect(await run(id!)).toMatchObject({ ended: true });
		return readable(copies(recipient)[0]!.bytes);
	};

	it('of a first reading: who set it up, where its settings are, and that nobody is to answer it', async () => {
		const by = await rig.inside(contact, (tx) => createUser(tx, { firstName: 'Jeanne', lastName: 'Ardent' }));
		await rig.inside(contact, ({ db }) => db.mailboxConnection.updateMany({ data: { actedById: by } }));
		const about = { kind: 'first-reading', connectionId, mailboxId: contact.mailboxId } as const;
		const mail = await written(about, 'en');
		expect(mail).toContain('Jeanne Ardent set up the mailbox');
		expect(mail).toContain('Your existing mails are synchronised');
		expect(mail).toContain('https://refrain.example/profile/mailbox');
		expect(mail).toMatch(/^Auto-Submitted: auto-generated/m);
		expect(mail).not.toMatch(/^(Reply-To|List-Unsubscribe):/m);
	});

	it('of a reminder: the same once more, with the day of the request', async () => {
		const { address } = await ask();
		await rig.inside(contact, ({ db, at }) =>
			db.consentRequest.updateMany({ data: { administrator: address, mailedAt: at } }),
		);
		const mail = await written({ kind: 'consent-reminder', connectionId }, 'en');
		expect(mail).toContain('Reminder: Your consent to connect my mailbox to Refrain');
		expect(mail).toContain('still waits for your consent');
		expect(mail).toContain(`https://refrain.example/consent/${token}`);
	});

	it('of a name that is a text, markup or an address of a page: its letters, and one line of them', async () => {
		await rig.inside(contact, ({ db }) =>
			db.user.updateMany({
				data: { firstName: '<b>Camille', lastName: 'https://x.example\r\nBcc: x@y.example' },
			}),
		);
		const { id, address } = await ask();
		await run(id);
		const mail = readable(copies(address)[0]!.bytes);
		expect(mail).not.toContain('href="https://x.example');
		expect(mail).not.toMatch(/^Bcc:/m);
		expect(mail).toContain('&#60;b&#62;Camille');
	});
});

describe('a sender that writes as a proven address', () => {
	it('is that address to its recipient, whose answers come where they are read', async () => {
		await rig.inside(contact, ({ db, at }) =>
			db.fromAddress.create({
				data: {
					...{ subscriptionId: contact.subscriptionId, senderId: contact.senderId },
					...{ address: 'lettre@ailleurs.example', askedById: camille.userId, createdAt: at },
					...{ provenAt: at, isUsed: true },
				},
			}),
		);
		await rig.step(contact);
		const [copy] = rig.copiesTo(contact);
		const mail = readable(copy!.bytes);
		expect(copy!.from).toBe('camille@cadrelune.example');
		expect(mail).toMatch(/^From: .*<?lettre@ailleurs\.example>?/m);
		expect(mail).toMatch(/^Reply-To: .*camille@cadrelune\.example/m);
	});
});
