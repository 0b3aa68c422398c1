import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeProofMails } from '#domain/mails/write-proof-mails.ts';
import { Office } from '#tests/environment/office.ts';
import { followDomainOf } from './follow-domain.ts';
import { listDomains } from './list-domains.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('proofs-of-one-address');
});
afterAll(() => office.close());

it('a mailbox and a relay of one address are two senders, whose proofs are told apart', async () => {
	const { address } = await office.tx(({ db }) =>
		db.mailbox.findFirstOrThrow({ where: { id: office.mailboxId }, select: { address: true } }),
	);
	await office.tx(async (tx) => {
		const server = { smtpHost: 'smtp.example', smtpPort: 465, smtpSecurity: 'tls', loginName: 'relay' };
		await tx.db.sender.create({
			data: {
				...{ subscriptionId: tx.subscriptionId, kind: 'relay', address, displayName: 'La lettre' },
				...{ ...server, timeZone: 'Europe/Paris', takesSequences: false, replyMailboxId: office.mailboxId },
			},
		});
		await followDomainOf(tx, address);
	});
	const domain = address.slice(address.indexOf('@') + 1);
	const { id: domainId } = await office.tx(({ db }) =>
		db.sendingDomain.findFirstOrThrow({ where: { domain } }),
	);
	const words = { subjectFor: () => 'Preuve', bodyFor: () => '<p>Preuve</p>', plusBody: '' };
	const { count } = await office.tx((tx) => writeProofMails(tx, office.ines, { domainId, ...words }));
	expect(count).toBe(2);
	const [view] = await office.tx((tx) => listDomains(tx, office.ines));
	expect(view!.proofs.map((proof) => proof.address)).toEqual([address, address]);
	// The list on the screen is keyed by it.
	expect(new Set(view!.proofs.map(({ senderId }) => senderId)).size).toBe(2);
});
