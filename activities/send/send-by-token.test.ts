import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepGrant, leaseGrant } from '#domain/mailboxes/token-lease.ts';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { SendRig } from '#tests/crash/send-rig.ts';

let rig: SendRig;
let contact: EngagedContact;
const renewed = { body: { access_token: 'valid', expires_in: 3_600 } };

beforeAll(async () => {
	rig = await SendRig.open({ byToken: true });
});
afterAll(() => rig?.close());
beforeEach(async () => {
	rig.tokens.answer(() => renewed);
	contact = await rig.engage('anybody');
	await rig.inside(contact, async (tx) => {
		await tx.lock('mailbox', [contact.mailboxId]);
		const tokens = { accessToken: 'over', holds: 0, grant: 'kept' };
		await keepGrant(tx, rig.envelopes, contact.mailboxId, { provider: 'test', ...tokens });
	});
});

const attempts = async () => (await rig.attemptsOf(contact)).map(({ outcome, code }) => ({ outcome, code }));

describe('a sender with a token', () => {
	it('gets it before the claim, and its step leaves at the first look', async () => {
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'closing-delay' });
		expect(await attempts()).toEqual([{ outcome: 'accepted', code: null }]);
		expect(rig.copiesTo(contact)).toHaveLength(1);
	});

	it('whose token the mail server refuses is given another for its next try', async () => {
		rig.tokens.answer(() => ({ body: { access_token: 'revoked', expires_in: 3_600 } }));
		const { wait } = await rig.step(contact);
		expect(await attempts()).toEqual([{ outcome: 'deferred', code: 'auth-refused' }]);
		rig.tokens.answer(() => renewed);
		await rig.advance(contact, wait);
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'closing-delay' });
	});

	it('claims nothing while another worker asks the provider, and looks again at once', async () => {
		await rig.inside(contact, (tx) => leaseGrant(tx, contact.mailboxId));
		const look = await rig.step(contact);
		expect(look.ended).toBe(false);
		expect(look.wait).toBeLessThan(10_000);
		expect(await attempts()).toEqual([]);
	});

	it('waits with its reason where the provider cannot be asked: a matter of the way to it, which fails nobody', async () => {
		rig.tokens.answer(() => ({ status: 503, body: '' }));
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'server-unreachable' });
		expect(await attempts()).toEqual([{ outcome: 'deferred', code: 'auth-later' }]);
		const { send } = await rig.rowsOf(contact);
		expect(send).toMatchObject({ state: 'ready', refusals: 0 });
		expect(rig.copiesTo(contact)).toHaveLength(0);
	});

	it('whose grant the provider refuses is lost before anything is claimed', async () => {
		rig.tokens.answer(() => ({ status: 400, body: { error: 'invalid_grant' } }));
		expect(await rig.step(contact)).toMatchObject({ ended: false, reason: 'mailbox-lost' });
		expect(await attempts()).toEqual([]);
	});
});
