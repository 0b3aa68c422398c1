import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isOurs } from '#domain/inbound/is-ours.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { listDomains } from '#domain/sending-domains/list-domains.ts';
import { lookAtDomain } from '#domain/sending-domains/look-at-domain.ts';
import { Office } from '#tests/environment/office.ts';
import { addFromAddress } from './add-from-address.ts';
import { openCode } from './from-address-code.ts';
import { listFromAddresses } from './list-from-addresses.ts';
import { proveFromAddress, removeFromAddress, useFromAddress } from './prove-from-address.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
let address: string;

beforeAll(async () => {
	office = await Office.open('from-addresses');
});
afterAll(() => office.close());
beforeEach(async () => {
	address = `lettre@${randomUUID().slice(0, 8)}.example`;
	await office.tx(({ db }) => db.fromAddress.deleteMany());
	await office.tx(({ db }) => db.send.deleteMany({ where: { kind: 'platform' } }));
});

const add = (wanted = address, actor: Actor = office.camille) =>
	office.tx((tx) =>
		addFromAddress(tx, envelopes, actor, { mailboxId: office.mailboxId, address: wanted, language: 'fr' }),
	);
const own = (fromAddressId: string) => ({ mailboxId: office.mailboxId, fromAddressId });
const prove = (id: string, code: string) =>
	office.tx((tx) => proveFromAddress(tx, envelopes, office.camille, { ...own(id), code }));
const codeOf = (id: string) =>
	office.tx(async ({ db }) => {
		const { codeSealed } = await db.fromAddress.findFirstOrThrow({ where: { id } });
		return openCode(envelopes, id, codeSealed!).code;
	});
const use = (id: string | null) =>
	office.tx((tx) => useFromAddress(tx, office.camille, { mailboxId: office.mailboxId, fromAddressId: id }));
const others = async () =>
	(await office.tx((tx) => listFromAddresses(tx, office.camille, office.mailboxId))).others;
const other = (code: string) => (code.startsWith('1') ? '222222' : '111111');

async function proven(): Promise<string> {
	const { fromAddressId: id } = await add();
	await prove(id, await codeOf(id));
	return id;
}

describe('another From address', () => {
	it('is written as once the code that was sent to it was typed back, spaces or not', async () => {
		const { fromAddressId: id } = await add(` ${address.toUpperCase()} `);
		const mails = await office.tx(({ db }) => db.send.findMany({ where: { kind: 'platform' } }));
		expect(mails.map(({ recipient }) => recipient)).toEqual([address]);
		await expect(use(id)).rejects.toThrow('from-address-unproven');
		expect(await office.tx((tx) => isOurs(tx, address))).toBe(false);
		expect(await prove(id, ` ${await codeOf(id)} `)).toEqual({ kind: 'proven' });
		expect(await office.tx((tx) => isOurs(tx, address))).toBe(true);
		await use(id);
		expect(await others()).toMatchObject([{ address, isProven: true, isUsed: true }]);
		await use(null);
		expect(await others()).toMatchObject([{ isUsed: false }]);
	});

	it('is guessed by nobody: five wrong codes, and the right one proves nothing any more', async () => {
		const { fromAddressId: id } = await add();
		const code = await codeOf(id);
		for (const left of [4, 3, 2, 1]) expect(await prove(id, other(code))).toEqual({ kind: 'wrong', left });
		expect(await prove(id, other(code))).toEqual({ kind: 'over' });
		expect(await prove(id, code)).toEqual({ kind: 'over' });
		await add();
		expect(await prove(id, await codeOf(id))).toEqual({ kind: 'proven' });
	});

	it('is guessed by nobody from many tabs at once', async () => {
		const { fromAddressId: id } = await add();
		const code = await codeOf(id);
		const tried = await Promise.all(Array.from({ length: 12 }, () => prove(id, other(code))));
		expect(tried.filter(({ kind }) => kind === 'wrong')).toHaveLength(4);
		expect(await prove(id, code)).toEqual({ kind: 'over' });
	});

	it('takes no code that is too old, that was replaced, or of another address', async () => {
		const { fromAddressId: id } = await add();
		const first = await codeOf(id);
		await office.asOwner(`UPDATE from_address SET code_until = clock_timestamp() - interval '1 second'`);
		expect(await prove(id, first)).toEqual({ kind: 'over' });
		await add();
		const second = await codeOf(id);
		if (first !== second) expect(await prove(id, first)).toMatchObject({ kind: 'wrong' });
		expect(await prove(id, '')).toMatchObject({ kind: 'wrong' });
		expect(await prove(id, second)).toEqual({ kind: 'proven' });
		expect(await prove(id, second)).toEqual({ kind: 'over' });
	});

	it('is nobody else’s to add, and not the mailbox’s own or one that it has', async () => {
		const stranger: Actor = { ...office.camille, userId: randomUUID() };
		await expect(add(address, stranger)).rejects.toThrow('not-allowed');
		await expect(add('personne')).rejects.toThrow('address-invalid');
		const { own: mine } = await office.tx((tx) => listFromAddresses(tx, office.camille, office.mailboxId));
		await expect(add(mine)).rejects.toThrow('from-address-known');
		await proven();
		await expect(add()).rejects.toThrow('from-address-known');
	});

	it('costs ten codes a day at most', async () => {
		for (let sent = 0; sent < 10; sent++) await add();
		await expect(add()).rejects.toThrow('too-many-codes');
	});

	it('has its domain followed by Délivrabilité from its proof to its removal (E-17)', async () => {
		const domain = address.slice(address.indexOf('@') + 1);
		const followed = () =>
			office.tx(({ db }) => db.sendingDomain.findFirst({ where: { domain, endedAt: null } }));
		const { fromAddressId: id } = await add();
		expect(await followed()).toBeNull();
		await prove(id, await codeOf(id));
		const row = (await followed())!;
		expect(await office.tx((tx) => lookAtDomain(tx, row.id))).toEqual({ kind: 'read' });
		const shown = await office.tx((tx) => listDomains(tx, office.camille));
		expect(shown.find((one) => one.domain === domain)).toMatchObject({
			senders: [{ address }],
			// Its mails to itself would come to nobody who reads them here.
			mayProve: false,
		});
		await office.tx((tx) => removeFromAddress(tx, office.camille, own(id)));
		expect(await office.tx((tx) => lookAtDomain(tx, row.id))).toEqual({ kind: 'ended' });
	});

	it('that is removed is written as no more', async () => {
		const id = await proven();
		await use(id);
		await office.tx((tx) => removeFromAddress(tx, office.camille, own(id)));
		expect(await others()).toEqual([]);
		expect(await office.tx((tx) => isOurs(tx, address))).toBe(false);
		await expect(use(id)).rejects.toThrow('missing');
	});
});
