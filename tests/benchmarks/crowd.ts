import { randomUUID } from 'node:crypto';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { createSequence } from '#tests/environment/rows/sequence.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';

/** Runs that are due now, on mailboxes that know no gap and no cap. */
export interface CrowdWish {
	readonly mailboxes: number;
	readonly runsEach: number;
	readonly steps: number;
	/** Minutes from a step to the next one. */
	readonly minutesApart: number;
	readonly smtpPort: number;
	/** Where the mailboxes are read, if they are. */
	readonly imapPort?: number;
}

/** The text of every step: about what a salesperson writes. */
export const BODY = `<p>{{salutation}}</p>${'<p>Nous accompagnons des ateliers comme le vôtre dans la planification de leur charge, de la commande à la livraison.</p>'.repeat(6)}<p>{{expediteur.prenom}}</p>`;

/** The password of every mailbox here. */
export const PASSWORD = 'secret';

const mailboxAddress = (id: string): string => `camille.${id}@cadrelune.example`;

/** Writes a subscription of its own with such runs, as engaging leaves them; nobody has poked them. */
export async function createCrowd(
	database: Database,
	envelopes: Envelopes,
	{ mailboxes, runsEach, steps, minutesApart, smtpPort, imapPort = 993 }: CrowdWish,
): Promise<RunRef[]> {
	const subscriptionId = randomUUID();
	const boxes = Array.from({ length: mailboxes }, () => randomUUID());
	const runs = boxes.flatMap((mailboxId) =>
		Array.from({ length: runsEach }, () => ({
			id: randomUUID(),
			contactId: randomUUID(),
			companyId: randomUUID(),
			mailboxId,
		})),
	);
	await database.inSubscription(subscriptionId, async (tx) => {
		const { db, at } = tx;
		await createSubscription(tx);
		const userId = await createUser(tx, { signatureHtml: '<p>Camille Dérand</p>' });
		await db.mailbox.createMany({
			data: boxes.map((id) => ({
				subscriptionId,
				id,
				ownerId: userId,
				address: mailboxAddress(id),
				state: 'synchronised' as const,
				imapHost: '127.0.0.1',
				imapPort,
				imapSecurity: 'tls',
				loginName: mailboxAddress(id),
				filesSent: 'yes',
				synchronisedAt: at,
			})),
		});
		await db.sender.createMany({
			data: boxes.map((mailboxId) => ({
				subscriptionId,
				mailboxId,
				kind: 'personal',
				address: mailboxAddress(mailboxId),
				displayName: 'Camille Dérand',
				smtpHost: '127.0.0.1',
				smtpPort,
				smtpSecurity: 'tls',
				loginName: mailboxAddress(mailboxId),
				dailyCap: 1_000_000,
				gapMinSeconds: 0,
				gapMaxSeconds: 0,
			})),
		});
		await db.mailboxSecret.createMany({
			data: boxes.map((mailboxId) => ({
				subscriptionId,
				mailboxId,
				sealed: new Uint8Array(envelopes.seal(PASSWORD, `mailbox:${mailboxId}`)),
			})),
		});
		await db.mailboxWatch.createMany({
			data: boxes.map((mailboxId) => ({
				subscriptionId,
				mailboxId,
				epoch: 1,
				caughtUpEpoch: 1,
				provenAt: new Date(Date.now() + 3_600_000),
			})),
		});
		await db.company.createMany({
			data: runs.map(({ companyId }) => ({ subscriptionId, id: companyId, name: 'Ardelouse' })),
		});
		await db.contact.createMany({
			data: runs.map(({ contactId, companyId }) => ({
				subscriptionId,
				id: contactId,
				companyId,
				civility: 'madame' as const,
				firstName: 'Hélène',
				lastName: 'Ronsavel',
			})),
		});
		await db.contactAddress.createMany({
			data: runs.map(({ contactId }) => ({
				subscriptionId,
				contactId,
				address: `${contactId}@people.example`,
				isPrimary: true,
			})),
		});
		const { sequenceId, versionId } = await createSequence(tx, {
			ownerId: userId,
			steps: Array.from({ length: steps }, (_, index) => ({
				delay: index === 0 ? 0 : minutesApart,
				unit: 'minutes' as const,
				subject: index === 0 ? 'Planification d’atelier chez {{societe|vous}}' : null,
				bodyHtml: BODY,
			})),
		});
		await db.engagement.createMany({
			data: runs.map((run) => ({
				...run,
				subscriptionId,
				sequenceId,
				versionId,
				responsibleUserId: userId,
				engagedById: userId,
				startAt: at,
				engagedAt: at,
				timeZone: 'Europe/Paris',
				stepCount: steps,
				state: 'scheduled' as const,
				reason: 'before-start',
				reasonSince: at,
				dueAt: at,
				plannedAt: at,
				nextLookAt: at,
			})),
		});
	});
	return runs.map(({ id }) => ({ subscriptionId, id }));
}
