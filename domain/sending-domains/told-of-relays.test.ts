import { afterAll, beforeAll, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { followDomainOf } from './follow-domain.ts';
import { readDomainToRead, recordReading } from './record-reading.ts';

let office: Office;

beforeAll(async () => {
	office = await Office.open('told-of-relays');
});
afterAll(() => office.close());

it('a domain that only a relay sends from, and that breaks, is told', async () => {
	const address = 'nouvelles@lettre.example';
	await office.tx(async (tx) => {
		const server = { smtpHost: 'smtp.example', smtpPort: 465, smtpSecurity: 'tls', loginName: 'relay' };
		await tx.db.sender.create({
			data: {
				...{ subscriptionId: tx.subscriptionId, kind: 'relay', address, displayName: 'La lettre' },
				...{ ...server, timeZone: 'Europe/Paris', takesSequences: false, replyMailboxId: office.mailboxId },
			},
		});
		await followDomainOf(tx, address);
		const row = await tx.db.sendingDomain.findFirstOrThrow({ where: { domain: 'lettre.example' } });
		const asked = (await readDomainToRead(tx, row.id))!;
		await recordReading(tx, asked, {
			...{
				reading: {} as never,
				state: 'to-publish',
				changes: [],
				turn: 'broken',
				isSame: false,
				proofs: [],
			},
			next: () => undefined,
		});
	});
	const told = await office.tx(({ db }) => db.notification.findMany({ where: { kind: 'domain-broken' } }));
	expect(told).toMatchObject([{ userId: office.ines.userId, mailboxId: office.mailboxId }]);
});
