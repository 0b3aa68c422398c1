import { advanceTimeTo } from '#activities/clock/advance-time-to.ts';
import { startTravel } from '#domain/clock/start-travel.ts';
import { applyVerdict } from '#domain/inbound/apply-verdict.ts';
import { beginConnection } from '#domain/connections/begin-connection.ts';
import { givePassword } from '#domain/connections/give-password.ts';
import { stopEngagement } from '#domain/engagements/acts/stop-engagement.ts';
import { deleteMailbox } from '#domain/mailboxes/delete-mailbox.ts';
import { askForReading } from '#domain/sending-domains/ask-for-reading.ts';
import { followDomainOf } from '#domain/sending-domains/follow-domain.ts';
import { startConnectionTest } from '#domain/mailboxes/start-connection-test.ts';
import { notify } from '#domain/notifications/notify.ts';
import { visitSheet } from '#domain/notifications/visit-sheet.ts';
import { poke } from '#domain/outbox/poke.ts';
import { writeReply } from '#domain/mails/write-reply.ts';
import { writeTestMail } from '#domain/mails/write-test-mail.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { countLooks, createEngagement, type EngagementWish } from '#tests/environment/engagement-rows.ts';
import type { SandboxRig } from '#tests/environment/sandbox-rig.ts';
import { until, untilEqual } from '#tests/environment/until.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { createReceivedMail } from '#tests/environment/rows/message.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One way through a workflow, played on real parts. */
export interface Path {
	/** Names its recorded history. */
	readonly name: string;
	/** Plays it to its end. @returns the workflow id. */
	play(rig: SandboxRig): Promise<string>;
}

type Run = Awaited<ReturnType<typeof createEngagement>>;

/** Address of somebody of docs/demonstration-world/people.md who behaves so. */
function whoDoes(behaviour: string): string {
	return DEMO_PEOPLE.find((person) => person.behaviour.does === behaviour)!.addresses[0]!;
}

async function engage(rig: SandboxRig, wish: Partial<EngagementWish> = {}): Promise<Run> {
	const run = await createEngagement(rig.services, {
		startsIn: 0,
		mailbox: rig.mailbox,
		to: rig.silentAddress,
		...wish,
	});
	await pokeRun(rig, run);
	return run;
}

const pokeRun = (rig: SandboxRig, run: Run): Promise<void> =>
	inSubscription(rig, run, (tx) => poke(tx, 'engagement', run.id));

const rowOf = (rig: SandboxRig, run: Run) =>
	inSubscription(rig, run, ({ db }) => db.engagement.findFirstOrThrow({ where: { id: run.id } }));

const inSubscription = <T>(
	rig: SandboxRig,
	{ subscriptionId }: { readonly subscriptionId: string },
	work: (tx: Transaction) => Promise<T>,
): Promise<T> => rig.services.database.inSubscription(subscriptionId, work);

const actorOf = ({ subscriptionId, userId }: Run) => ({
	subscriptionId,
	userId,
	licence: 'utilisateur' as const,
});

const untilAt = (rig: SandboxRig, run: Run, position: number): Promise<void> =>
	until(
		`position ${position}`,
		() => rowOf(rig, run),
		(row) => row.position === position,
	).then(() => {});

/** The run may not have begun yet: its poke is still on its way. */
const statusOf = async (rig: SandboxRig, workflowId: string): Promise<string | undefined> => {
	const handle = rig.client.workflow.getHandle(workflowId);
	return (await handle.describe().catch(() => undefined))?.status.name;
};

async function untilClosed(rig: SandboxRig, workflowId: string): Promise<string> {
	await untilEqual(`status of ${workflowId}`, () => statusOf(rig, workflowId), 'COMPLETED');
	return workflowId;
}

const days = async (rig: SandboxRig, count: number): Promise<unknown> =>
	advanceTimeTo(rig.clock, new Date((await rig.now()).getTime() + count * DAY));

/** Stores a received mail of the contact with its verdict, as the mailbox's watcher does. */
async function receive(rig: SandboxRig, run: Run, verdict: string, evidence: object = {}): Promise<void> {
	await inSubscription(rig, run, async (tx) => {
		const whose = { fromAddress: rig.silentAddress, engagementId: run.id };
		await applyVerdict(tx, await keepMail(tx, run, verdict, whose, evidence));
	});
}

function keepMail(
	tx: Transaction,
	run: Run,
	verdict: string,
	whose: { fromAddress: string; engagementId?: string },
	evidence: object = {},
) {
	return createReceivedMail(tx, {
		mailboxId: run.mailboxId,
		contactId: run.contactId,
		companyId: run.companyId,
		verdict,
		evidence: { rule: 'references', ...evidence },
		...whose,
	});
}

export const PATHS: readonly Path[] = [
	{
		// The first: it waits for the readers of the mailboxes, and nobody has written anything yet.
		name: 'clock-advanced-two-days',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY });
			const id = await inSubscription(rig, run, async (tx) => {
				await startTravel(tx, { to: new Date(tx.at.getTime() + 2 * DAY) });
				return (await tx.db.installation.findFirstOrThrow()).id;
			});
			return untilClosed(rig, `clock/${id}`);
		},
	},
	{
		name: 'engagement-to-its-closing-delay',
		async play(rig) {
			const run = await engage(rig, { startsIn: DAY });
			await days(rig, 20);
			return untilClosed(rig, `engagement/${run.id}`);
		},
	},
	{
		name: 'engagement-stopped-by-a-reply',
		async play(rig) {
			const run = await engage(rig);
			await untilAt(rig, run, 2);
			await receive(rig, run, 'reply');
			return untilClosed(rig, `engagement/${run.id}`);
		},
	},
	{
		name: 'engagement-away-until-then-stopped',
		async play(rig) {
			const run = await engage(rig);
			await untilAt(rig, run, 2);
			const returnAt = new Date((await rig.now()).getTime() + 9 * DAY).toISOString();
			await receive(rig, run, 'absence', { returnAt });
			await days(rig, 12);
			const { position } = await rowOf(rig, run);
			if (position !== 3) throw new Error(`after the absence the run is at ${position}`);
			await stop(rig, run);
			return untilClosed(rig, `engagement/${run.id}`);
		},
	},
	{
		name: 'engagement-stopped-by-a-person-while-it-waits',
		async play(rig) {
			const run = await engage(rig, { startsIn: 3 * DAY });
			await until('first look', async () => (await countLooks(rig.services, run)) === 1);
			await pokeRun(rig, run);
			await until('second look', async () => (await countLooks(rig.services, run)) === 2);
			await stop(rig, run);
			return untilClosed(rig, `engagement/${run.id}`);
		},
	},
	{
		name: 'engagement-refused-for-good',
		async play(rig) {
			const run = await engage(rig, { to: whoDoes('unknown-recipient') });
			return untilClosed(rig, `engagement/${run.id}`);
		},
	},
	{
		name: 'engagement-put-off-by-the-recipient',
		async play(rig) {
			const run = await engage(rig, { to: whoDoes('greylists') });
			await until('deferral', async () => (await rowOf(rig, run)).reason === 'recipient-later');
			await days(rig, 1);
			await untilAt(rig, run, 2);
			await stop(rig, run);
			return untilClosed(rig, `engagement/${run.id}`);
		},
	},
	{
		name: 'engagement-uncertain-then-reconciled',
		async play(rig) {
			const run = await engage(rig, { to: whoDoes('cuts-connection') });
			await until('its end in doubt', async () => (await rowOf(rig, run)).position === 2);
			await stop(rig, run);
			return untilClosed(rig, `engagement/${run.id}`);
		},
	},
	{
		name: 'message-sent',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
			const { sendId } = await inSubscription(rig, run, (tx) =>
				writeTestMail(tx, actorOf(run), {
					requestId: crypto.randomUUID(),
					subject: 'Essai',
					bodyHtml: '<p>Bonjour</p>',
					contactId: run.contactId,
					language: 'fr',
					unsubscribeUrl: 'https://refrain.example/',
				}),
			);
			return untilClosed(rig, `message/${sendId}`);
		},
	},
	{
		name: 'message-uncertain-then-reconciled',
		async play(rig) {
			const whoCuts = whoDoes('cuts-connection');
			// The connection is cut once, and another path may have had that.
			await rig.world.client.act(whoCuts, { behaviour: 'cuts-connection', senders: [rig.mailbox.address] });
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
			const { sendId } = await inSubscription(rig, run, async (tx) => {
				const { id: messageId } = await keepMail(tx, run, 'none', { fromAddress: whoCuts });
				const reply = { requestId: crypto.randomUUID(), messageId, bodyHtml: '<p>Bonjour</p>' };
				return writeReply(tx, actorOf(run), reply);
			});
			const id = await untilClosed(rig, `message/${sendId}`);
			const { evidence } = await inSubscription(rig, run, ({ db }) =>
				db.send.findFirstOrThrow({ where: { id: sendId } }),
			);
			if (evidence !== 'sent-folder') throw new Error(`evidence: ${evidence}`);
			return id;
		},
	},
	{
		name: 'notifications-treated-by-their-hours',
		async play(rig) {
			const run = await told(rig, 4);
			await days(rig, 1);
			return untilClosed(rig, `notifications/${run.userId}`);
		},
	},
	{
		name: 'notifications-treated-by-a-visit',
		async play(rig) {
			const run = await told(rig, 48);
			const { subscriptionId, companyId, userId } = run;
			await rig.services.database.inSubscription(subscriptionId, (tx) =>
				visitSheet(tx, { companyId, userId }),
			);
			return untilClosed(rig, `notifications/${userId}`);
		},
	},
	{
		name: 'effect-engages',
		async play(rig) {
			const next = await createEngagement(rig.services, { startsIn: 300 * DAY });
			const { subscriptionId, sequenceId } = next;
			const onFailure = [{ kind: 'engage', sequenceId }];
			const run = await createEngagement(rig.services, { subscriptionId, startsIn: 300 * DAY, onFailure });
			await stop(rig, run);
			const effect = () => inSubscription(rig, run, ({ db }) => db.automationEffect.findFirstOrThrow());
			const { id } = await effect();
			await untilClosed(rig, `effect/${id}`);
			const { state, reason } = await effect();
			if (state !== 'done') throw new Error(`the effect is ${state}: ${reason}`);
			return `effect/${id}`;
		},
	},
	{
		name: 'mailbox-watched-poked-deleted',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
			const { mailboxId } = run;
			const fence = () =>
				inSubscription(rig, run, async ({ db }) => (await db.mailboxWatch.findFirstOrThrow()).fence);
			await inSubscription(rig, run, (tx) => poke(tx, 'mailbox', mailboxId));
			await until('its watch', async () => (await fence()) === 1);
			await inSubscription(rig, run, (tx) => poke(tx, 'mailbox', mailboxId));
			await until('its second watch', async () => (await fence()) === 2);
			await inSubscription(rig, run, (tx) => deleteMailbox(tx, actorOf(run), { mailboxId, withdraw: true }));
			return untilClosed(rig, `mailbox/${mailboxId}`);
		},
	},
	{
		// A watch that fails, as while the database refuses: nobody watches, and it is tried again.
		name: 'mailbox-unwatched-then-watched',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
			const { mailboxId } = run;
			await rig.asAdmin('REVOKE SELECT ON mailbox_folder FROM refrain_app');
			await inSubscription(rig, run, (tx) => poke(tx, 'mailbox', mailboxId));
			const scheduled = async (activity: string) =>
				JSON.stringify(await rig.client.workflow.getHandle(`mailbox/${mailboxId}`).fetchHistory()).includes(
					activity,
				);
			await until('that it is noted', () => scheduled('noteUnwatched').catch(() => false));
			await rig.asAdmin('GRANT SELECT ON mailbox_folder TO refrain_app');
			await until('its watch', () =>
				inSubscription(rig, run, async ({ db }) => (await db.mailboxWatch.findFirstOrThrow()).fence > 0),
			);
			await inSubscription(rig, run, (tx) => deleteMailbox(tx, actorOf(run), { mailboxId, withdraw: true }));
			return untilClosed(rig, `mailbox/${mailboxId}`);
		},
	},
	{
		// Both attempts fail: the test ends without a result.
		name: 'connection-given-up',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY });
			const { address, password, imapPort, smtpPort } = rig.mailbox;
			const server = { host: '127.0.0.1', security: 'tls', user: address } as const;
			const { testId } = await inSubscription(rig, run, (tx) =>
				startConnectionTest(tx, rig.services.envelopes, actorOf(run), {
					address,
					settings: {
						imap: { ...server, port: imapPort },
						smtp: { ...server, port: smtpPort },
						isShared: false,
					},
					secrets: { imap: password },
					language: 'fr',
				}),
			);
			await rig.asAdmin('REVOKE SELECT ON "user" FROM refrain_app');
			try {
				return await untilClosed(rig, `connection/${testId}`);
			} finally {
				await rig.asAdmin('GRANT SELECT ON "user" TO refrain_app');
			}
		},
	},
	{
		name: 'connection-tested',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY });
			const { address, password, imapPort, smtpPort } = rig.mailbox;
			const server = { host: '127.0.0.1', security: 'tls', user: address } as const;
			const { testId } = await inSubscription(rig, run, async (tx) => {
				await tx.db.user.updateMany({ where: { id: run.userId }, data: { email: address } });
				return startConnectionTest(tx, rig.services.envelopes, actorOf(run), {
					address,
					settings: {
						imap: { ...server, port: imapPort },
						smtp: { ...server, port: smtpPort },
						isShared: false,
					},
					secrets: { imap: password },
					language: 'fr',
				});
			});
			const id = await untilClosed(rig, `connection/${testId}`);
			const test = await inSubscription(rig, run, ({ db }) =>
				db.connectionTest.findFirstOrThrow({ where: { id: testId } }),
			);
			if (test.state !== 'succeeded') throw new Error(`the test ${test.state}`);
			return id;
		},
	},
	{
		// Read, asked for by a person, left by its last sender.
		name: 'domain-read-twice-then-unused',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
			await inSubscription(rig, run, (tx) => followDomainOf(tx, rig.mailbox.address));
			const domain = () => inSubscription(rig, run, ({ db }) => db.sendingDomain.findFirstOrThrow());
			const { id } = await domain();
			const first = await until('its first reading', domain, (row) => row.readAt !== null);
			await inSubscription(rig, run, (tx) => askForReading(tx, id));
			await until('its second reading', domain, (row) => row.readAt! > first.readAt!);
			const { mailboxId } = run;
			await inSubscription(rig, run, (tx) => deleteMailbox(tx, actorOf(run), { mailboxId, withdraw: true }));
			return untilClosed(rig, `domain/${id}`);
		},
	},
	{
		// Recognised, servers of one's own typed, their test, saved.
		name: 'connect-by-password',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY });
			const { address, password, imapPort, smtpPort } = rig.mailbox;
			const server = { host: '127.0.0.1', security: 'tls', user: address } as const;
			await rig.asAdmin(`UPDATE "user" SET email = id || '@elsewhere.example' WHERE email = '${address}'`);
			const { connectionId } = await inSubscription(rig, run, async (tx) => {
				await tx.db.user.updateMany({ where: { id: run.userId }, data: { email: address } });
				return beginConnection(tx, actorOf(run), { language: 'fr' });
			});
			const stageIs = (stage: string) =>
				until(
					`the connection at ${stage}`,
					() =>
						inSubscription(rig, run, ({ db }) =>
							db.mailboxConnection.findFirstOrThrow({ where: { id: connectionId } }),
						),
					(row) => row.stage === stage,
				);
			await stageIs('choosing');
			await inSubscription(rig, run, (tx) =>
				givePassword(tx, rig.services.envelopes, actorOf(run), {
					...{ connectionId, password },
					servers: { imap: { ...server, port: imapPort }, smtp: { ...server, port: smtpPort } },
				}),
			);
			await stageIs('done');
			return untilClosed(rig, `connect/${connectionId}`);
		},
	},
	{
		// Its one occurrence falls due and becomes an issue.
		name: 'newsletter-once',
		async play(rig) {
			const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
			const newsletterId = await inSubscription(rig, run, async (tx) => {
				const date = new Date(tx.at.toISOString().slice(0, 10));
				const from = date.toISOString().slice(0, 10);
				const recurrence = { kind: 'once', from, time: '00:00' };
				const due = { recurrence, nextDate: date, nextAt: tx.at };
				const id = await createLetter(tx, { ownerId: run.userId, ...due });
				await poke(tx, 'newsletter', id);
				return id;
			});
			return untilClosed(rig, `newsletter/${newsletterId}`);
		},
	},
	{
		// Written down, its only part leaves, observed to its end.
		name: 'issue-observed-to-its-end',
		async play(rig) {
			const { issueId, partId } = await leave(rig, 'relay');
			await untilClosed(rig, `part/${partId}`);
			await days(rig, 8);
			return untilClosed(rig, `issue/${issueId}`);
		},
	},
	{
		name: 'part-in-windows',
		async play(rig) {
			const { partId } = await leave(rig, 'relay');
			return untilClosed(rig, `part/${partId}`);
		},
	},
	{
		// One mail after the other, at the pace of somebody's mailbox.
		name: 'part-mail-by-mail',
		async play(rig) {
			const { partId } = await leave(rig, 'mailbox');
			await days(rig, 1);
			return untilClosed(rig, `part/${partId}`);
		},
	},
];

/** An issue to two people that begins to leave from a relay, or from Camille's own mailbox. */
async function leave(
	rig: SandboxRig,
	from: 'relay' | 'mailbox',
): Promise<{ issueId: string; partId: string }> {
	const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
	const { address, password, smtpPort } = rig.mailbox;
	const issueId = await inSubscription(rig, run, async (tx) => {
		const words = { envelopes: rig.services.envelopes, words: password };
		const relay = { address, loginName: address, smtpPort, password: words };
		const senderId = from === 'relay' ? await createRelay(tx, relay) : run.senderId;
		const newsletterId = await createLetter(tx, { ownerId: run.userId });
		await createSubscribers(tx, { newsletterId, senderId, count: 2 });
		const id = await createPreparingIssue(tx, newsletterId);
		await poke(tx, 'issue', id);
		return id;
	});
	const part = await until('its part', () =>
		inSubscription(rig, run, ({ db }) => db.issuePart.findFirst({ where: { issueId } })),
	);
	return { issueId, partId: part.id };
}

/** A reply's notification in the flag of somebody whose notifications are treated after so many hours. */
async function told(rig: SandboxRig, treatedAfterHours: number): Promise<Run> {
	const run = await createEngagement(rig.services, { startsIn: 300 * DAY });
	const { subscriptionId, userId, companyId } = run;
	await rig.services.database.inSubscription(subscriptionId, async (tx) => {
		await tx.db.user.updateMany({ where: { id: userId }, data: { treatedAfterHours } });
		await notify(tx, { userId, kind: 'reply', companyId, data: {} });
	});
	await until('its run', async () => (await statusOf(rig, `notifications/${userId}`)) === 'RUNNING');
	return run;
}

async function stop(rig: SandboxRig, run: Run): Promise<void> {
	await inSubscription(rig, run, (tx) =>
		stopEngagement(tx, actorOf(run), {
			requestId: crypto.randomUUID(),
			engagementId: run.id,
			verdict: 'failure',
		}),
	);
}
