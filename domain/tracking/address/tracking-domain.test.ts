import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import {
	readTrackingDomain,
	recordCheck,
	removeTrackingDomain,
	setTrackingDomain,
	trackingHostSchema,
	type TrackingFault,
} from './tracking-domain.ts';
import { trackingAddressOf } from './tracking-address-of.ts';

const host = 'liens.atelier.example';
let office: Office;
beforeAll(async () => {
	office = await Office.open('links', { sandbox: false, publicUrl: 'https://refrain.example' });
});
afterAll(() => office?.close());
beforeEach(() => office.tx(removeTrackingDomain));

const set = (name = host) => office.tx((tx) => setTrackingDomain(tx, office.ines, { host: name }));
const found = (fault: TrackingFault | null) => office.tx((tx) => recordCheck(tx, host, fault));
const state = async () => (await office.tx(readTrackingDomain))?.state;
const address = () => office.tx(trackingAddressOf);

it('is used once a check found it right, and no sooner', async () => {
	await set();
	expect([await state(), await address()]).toEqual(['checking', null]);
	await found('no-name');
	expect([await state(), await address()]).toEqual(['wrong', null]);
	await found(null);
	expect([await state(), await address()]).toEqual(['right', `https://${host}`]);
});

it('that was right stays so over two failures, and not over three', async () => {
	await set();
	await found(null);
	for (const expected of ['right', 'right', 'wrong'] as const) {
		await found('unreachable');
		expect(await state()).toBe(expected);
	}
	expect(await address()).toBeNull();
});

it('begins anew where another name is set, and keeps what it is where the same is checked again', async () => {
	await set();
	await found(null);
	await set();
	expect(await state()).toBe('right');
	await set('mails.atelier.example');
	expect(await state()).toBe('checking');
});

it('is never the installation’s own host, nor a bare domain or an address', async () => {
	await expect(set('refrain.example')).rejects.toThrow('tracking-host-own');
	for (const name of ['atelier', 'atelier.example', 'https://a.b.example', '127.0.0.1', 'a..b.example', ' '])
		expect(trackingHostSchema.safeParse({ host: name }).success, name).toBe(false);
});
