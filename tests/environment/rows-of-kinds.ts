import { randomUUID } from 'node:crypto';
import { notify } from '#domain/notifications/notify.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database/database.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import { createEngagement } from './engagement-rows.ts';

interface Services {
	readonly database: Database;
	readonly config: Pick<Config, 'masterKey'>;
}

/** A row that must have a run. */
export interface LiveRow {
	readonly kind: RunKind;
	readonly subscriptionId: string;
	readonly id: string;
	readonly ownerId: string | null;
}

/**
 * One live row of each kind in one subscription, as rows: nobody has poked their runs. Those that wait for an instant of
 * domain time are due in `dueIn` milliseconds. The installation must have its row, in a sandbox.
 */
export async function createRowsOfKinds(
	services: Services,
	{ dueIn }: { dueIn: number },
): Promise<Record<RunKind, LiveRow>> {
	const run = await createEngagement(services, { startsIn: dueIn });
	const { subscriptionId, mailboxId, senderId, userId, companyId } = run;
	const [sendId, testId, connectionId, domainId, effectId, newsletterId, issueId, partId] = Array.from(
		{ length: 8 },
		() => randomUUID(),
	) as [string, string, string, string, string, string, string, string];
	await services.database.inSubscription(subscriptionId, async (tx) => {
		const due = new Date(tx.at.getTime() + dueIn);
		await tx.db.engagement.update({
			where: { subscriptionId_id: { subscriptionId, id: run.id } },
			data: { nextLookAt: due },
		});
		await tx.db.send.create({
			data: {
				subscriptionId,
				id: sendId,
				kind: 'personal',
				senderId,
				authorId: userId,
				companyId,
				recipient: 'lea@ardelouse.example',
				state: 'ready',
				notBefore: due,
				createdAt: tx.at,
			},
		});
		await tx.db.connectionTest.create({
			data: {
				subscriptionId,
				id: testId,
				userId,
				mailboxId,
				address: 'camille@cadrelune.example',
				settings: {},
				sealed: new Uint8Array([1]),
				startedAt: tx.at,
			},
		});
		await tx.db.mailboxConnection.create({
			data: {
				...{ subscriptionId, id: connectionId, ownerId: userId, actedById: userId, language: 'fr' },
				address: 'lea@cadrelune.example',
				...{ stage: 'mending', reason: 'connect-retrying', fault: 'protocol-disabled' },
				...{ since: tx.at, startedAt: tx.at, nextLookAt: due },
			},
		});
		await tx.db.sendingDomain.create({
			data: {
				...{ subscriptionId, id: domainId, domain: 'cadrelune.example' },
				...{ state: 'to-publish', reason: 'domain-to-publish' },
				...{ since: tx.at, startedAt: tx.at, nextLookAt: due },
			},
		});
		const notification = await notify(tx, { userId, kind: 'reply', companyId, data: {} });
		await tx.db.notification.updateMany({ where: { id: notification!.id }, data: { treatedDueAt: due } });
		const { id: causeId } = await recordEvent(tx, {
			kind: 'engagement-continued',
			engagementId: run.id,
			companyId,
			data: {},
		});
		await tx.db.automationEffect.create({
			data: {
				subscriptionId,
				id: effectId,
				kind: 'engage',
				causeId,
				userId,
				companyId,
				contactId: run.contactId,
				sequenceId: run.sequenceId,
				createdAt: tx.at,
			},
		});
		await tx.db.newsletter.create({
			data: {
				...{ subscriptionId, id: newsletterId, title: 'La lettre de l’atelier', ownerId: userId },
				...{ activatedAt: tx.at, recurrence: {}, content: {}, contentChangedAt: tx.at },
				...{ nextDate: due, nextAt: due, createdAt: tx.at, changedAt: tx.at },
			},
		});
		await tx.db.newsletterIssue.create({
			data: {
				...{ subscriptionId, id: issueId, newsletterId, date: tx.at, dueAt: tx.at, language: 'fr', createdAt: tx.at },
				...{ state: 'observing', observedUntil: due, nextLookAt: due },
			},
		});
		await tx.db.issuePart.create({
			data: {
				...{ subscriptionId, id: partId, issueId, senderId, mode: 'windows', firstPlace: 1, lastPlace: 1, nextPlace: 1 },
				...{ state: 'blocked', reason: 'mailbox-refused', since: tx.at, nextLookAt: due },
			},
		});
		await tx.db.outbox.deleteMany();
	});
	const installation = await services.database.inInstallation(async ({ db, at }) => {
		await db.installation.updateMany({ data: { travelFrom: at, travelTo: new Date(at.getTime() + 60_000) } });
		return db.installation.findFirstOrThrow({ select: { id: true } });
	});
	const row = (kind: RunKind, id: string): LiveRow => ({ kind, subscriptionId, id, ownerId: userId });
	return {
		engagement: row('engagement', run.id),
		mailbox: row('mailbox', mailboxId),
		message: row('message', sendId),
		connection: row('connection', testId),
		connect: row('connect', connectionId),
		domain: { ...row('domain', domainId), ownerId: null },
		notifications: row('notifications', userId),
		effect: row('effect', effectId),
		newsletter: row('newsletter', newsletterId),
		issue: { ...row('issue', issueId), ownerId: null },
		part: { ...row('part', partId), ownerId: null },
		clock: { kind: 'clock', subscriptionId: installation.id, id: installation.id, ownerId: null },
	};
}
