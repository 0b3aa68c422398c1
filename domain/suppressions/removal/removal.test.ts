import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clearAddress } from '#domain/contacts/clear-address.ts';
import { correctMessageVerdict } from '#domain/inbound/correct-message-verdict.ts';
import { previewMessageVerdict } from '#domain/inbound/preview-message-verdict.ts';
import { isSuppressed } from '#domain/suppressions/ask/is-suppressed.ts';
import { listSuppressions, suppressionFiltersSchema } from '#domain/suppressions/list-suppressions.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import type { SuppressionCause } from '#domain/suppressions/suppression-causes.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Office } from '#tests/environment/office.ts';
import { listRemovals, removalFiltersSchema } from './list-removals.ts';
import { removalSchema, removeSuppression } from './remove-suppression.ts';

let office: Office;

beforeAll(async () => {
	office = await Office.open('removal');
});
afterAll(() => office.close());
beforeEach(() => office.watch({}));

const envelopes = (tx: Transaction) => tx.process.envelopes();

async function listed(cause: SuppressionCause) {
	const { contactId, address } = await office.contact();
	const { id } = await office.tx((tx) => suppress(tx, envelopes(tx), { address, cause }));
	return { id, address, contactId };
}
const isListed = (address: string) =>
	office.tx(async (tx) => (await isSuppressed(tx, address)) !== undefined);
const remove = (wish: object, actor: Actor = office.ines) =>
	office.tx((tx) =>
		removeSuppression(tx, actor, removalSchema.parse({ reason: 'Erreur de saisie', ...wish })),
	);
const removals = () => office.tx((tx) => listRemovals(tx, removalFiltersSchema.parse({})));
const today = () => office.dayIn(0);

describe('what a colleague entered by hand', () => {
	it('comes off for a reason, which is kept with who gave it, and may be written to again', async () => {
		const { id, address, contactId } = await listed('manual');
		await remove({ suppressionId: id, ground: 'entry' });
		expect(await isListed(address)).toBe(false);
		const [line] = (await removals()).rows;
		expect(line).toMatchObject({ cause: 'manual', ground: 'entry', reason: 'Erreur de saisie' });
		expect(line!.by).not.toBeNull();
		expect(line!.address).not.toBe(address);
		const kinds = await office.tx(({ db }) =>
			db.event.findMany({ where: { contactId }, select: { kind: true } }),
		);
		expect(kinds.map(({ kind }) => kind)).toContain('suppression-lifted');
		const run = await office.engage({ contactId, sequenceId: await office.sequence() });
		expect((await office.run(run)).endedAt).toBeNull();
		await expect(remove({ suppressionId: id, ground: 'entry' })).rejects.toThrow('missing');
	});

	it('takes a reason', () => {
		expect(
			removalSchema.safeParse({ suppressionId: randomUUID(), ground: 'entry', reason: ' ' }).success,
		).toBe(false);
	});
});

describe('what the person said', () => {
	it.each(['link', 'one-click', 'reply', 'complaint'] as const)(
		'by %s comes off with a recorded consent only',
		async (cause) => {
			const { id, address } = await listed(cause);
			await expect(remove({ suppressionId: id, ground: 'entry' })).rejects.toThrow('said-by-person');
			await expect(remove({ suppressionId: id, ground: 'consent' })).rejects.toThrow('consent-undated');
			for (const consentedOn of ['2020-01-01', '2199-01-01'])
				await expect(remove({ suppressionId: id, ground: 'consent', consentedOn })).rejects.toThrow(
					'consent-day',
				);
			expect(await isListed(address)).toBe(true);
			await remove({ suppressionId: id, ground: 'consent', consentedOn: await today() });
			expect(await isListed(address)).toBe(false);
			expect((await removals()).rows[0]).toMatchObject({
				cause,
				ground: 'consent',
				consentedOn: await today(),
			});
		},
	);

	it('of an erased address takes that very address', async () => {
		const { id, address } = await listed('link');
		await office.tx(({ db }) => db.suppression.updateMany({ where: { id }, data: { sealed: null } }));
		const consent = { suppressionId: id, ground: 'consent', consentedOn: await today() };
		await expect(remove(consent)).rejects.toThrow('address-unproven');
		await expect(remove({ ...consent, address: 'autre@ailleurs.example' })).rejects.toThrow(
			'address-unproven',
		);
		await remove({ ...consent, address: address.toUpperCase() });
		expect(await isListed(address)).toBe(false);
	});
});

describe('a confirmation pressed by mistake', () => {
	async function confirmed() {
		const run = await office.engaged();
		await office.leave(run.id);
		const { messageId } = await office.receive({
			verdict: 'objection',
			engagementId: run.id,
			contactId: run.contactId,
			companyId: run.companyId,
			fromAddress: run.address,
		});
		await office.tx((tx) =>
			clearAddress(tx, office.camille, envelopes(tx), {
				contactId: run.contactId,
				suppress: true,
				messageId,
			}),
		);
		return { ...run, messageId };
	}
	const correct = (messageId: string, actor: Actor, reason?: string) =>
		office.tx((tx) =>
			correctMessageVerdict(tx, actor, { requestId: randomUUID(), messageId, verdict: 'none', reason }),
		);

	it('is corrected by a responsable with a reason: off the list, the address is back, the run goes on', async () => {
		const { id, contactId, address, messageId } = await confirmed();
		const preview = await office.tx((tx) =>
			previewMessageVerdict(tx, office.ines, { messageId, verdict: 'none' }),
		);
		expect(preview).toMatchObject({ unlisted: 1, reopened: [id] });
		await expect(correct(messageId, office.camille, 'Erreur')).rejects.toThrow('listed-responsable');
		await expect(correct(messageId, office.ines)).rejects.toThrow('reason-missing');
		expect(await isListed(address)).toBe(true);
		await correct(messageId, office.ines, 'Il parlait d’un autre fournisseur');
		expect(await isListed(address)).toBe(false);
		expect((await office.run(id)).endedAt).toBeNull();
		const back = await office.tx(({ db }) => db.contactAddress.findMany({ where: { contactId } }));
		expect(back).toMatchObject([{ address, isPrimary: true }]);
		expect((await removals()).rows[0]).toMatchObject({
			ground: 'mistake',
			reason: 'Il parlait d’un autre fournisseur',
		});
	});
});

describe('the list', () => {
	const find = async (search: string) => {
		const filters = suppressionFiltersSchema.parse({ search });
		const { rows } = await office.tx((tx) => listSuppressions(tx, envelopes(tx), filters));
		return rows.map(({ address }) => address);
	};

	it('is searched by a whole address, a domain and a name', async () => {
		const { address, contactId } = await listed('manual');
		await office.tx(({ db }) =>
			db.contact.updateMany({ where: { id: contactId }, data: { lastName: 'Quévremont' } }),
		);
		expect(await find(address.toUpperCase())).toEqual([address]);
		expect(await find('quevremont')).toEqual([address]);
		expect(await find(address.split('@')[1]!)).toContain(address);
		expect(await find('personne@nulle-part.example')).toEqual([]);
	});

	it('says by what right each may come off', async () => {
		const { address } = await listed('link');
		const filters = suppressionFiltersSchema.parse({ search: address });
		const { rows } = await office.tx((tx) => listSuppressions(tx, envelopes(tx), filters));
		expect(rows[0]).toMatchObject({ cause: 'link', grounds: ['consent'] });
	});
});
