import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookAtPlatformMail } from '#domain/platform-mails/look-at-platform-mail.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { proofLimits } from '#platform/limits.ts';
import { Office } from '#tests/environment/office.ts';
import { addFromAddress } from './add-from-address.ts';
import { removeFromAddress } from './prove-from-address.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;

beforeAll(async () => {
	office = await Office.open('codes-bounded');
});
afterAll(() => office.close());

const add = (address: string) =>
	office.tx((tx) =>
		addFromAddress(tx, envelopes, office.camille, { mailboxId: office.mailboxId, address, language: 'fr' }),
	);
const remove = (fromAddressId: string) =>
	office.tx((tx) => removeFromAddress(tx, office.camille, { mailboxId: office.mailboxId, fromAddressId }));

it('a person who takes the address away again writes no more codes to a stranger for it', async () => {
	for (let sent = 0; sent < proofLimits.codes; sent++)
		await remove((await add('stranger@elsewhere.example')).fromAddressId);
	await expect(add('stranger@elsewhere.example')).rejects.toThrow('too-many-codes');
});

it('a code whose address was taken away before it left is stopped, not left waiting', async () => {
	const sends = await office.tx(({ db }) => db.send.findMany({ where: { kind: 'platform' } }));
	for (const { id } of sends) await office.tx((tx) => lookAtPlatformMail(tx, id));
	const after = await office.tx(({ db }) => db.send.findMany({ where: { kind: 'platform' } }));
	expect([...new Set(after.map(({ state }) => state))]).toEqual(['revoked']);
});
