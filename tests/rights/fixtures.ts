/** One fixture a procedure: who may call it, with what, and whether that names a row of the subscription. */
import { randomUUID } from 'node:crypto';
import { createLinkToken } from '#domain/accounts/link-token.ts';
import { inviteColleague } from '#domain/accounts/invite-colleague.ts';
import { REFERENCE_ID, type Populated } from './populate.ts';
import type { Fixture, Fixtures, Ground, ProcedurePath } from './procedures.ts';

const person = {
	firstName: 'Noé',
	lastName: 'Verrier',
	password: 'un mot de passe long',
	language: 'fr' as const,
};
const freshAddress = () => `${randomUUID()}@nouveau.example`;

const draft = (routineId: string | null) => ({
	title: 'Reprise',
	routineId,
	windowDays: [1, 2, 3, 4, 5],
	windowFrom: 540,
	windowTo: 1_080,
	onSuccess: [],
	onFailure: [],
	steps: [
		{ delayAmount: 0, delayUnit: 'days' as const, subject: 'Bonjour', bodyHtml: '<p>{{salutation}}</p>' },
	],
});

/** A run command: a fresh request on the live engagement. */
const command = (world: Populated) => ({ requestId: randomUUID(), engagementId: world.engagementId });

/** Changes columns of the live engagement. */
const engagementIs =
	(columns: string) =>
	({ engagementId }: Populated, { execute }: Ground) =>
		execute(`UPDATE engagement SET ${columns} WHERE id = $1`, [engagementId]);

const server = { host: 'mail.example', port: 993, security: 'tls' as const, user: 'utilisateur' };
const account = { imap: server, smtp: { ...server, port: 465 }, isShared: false };

const nothing = () => undefined;

const FIXTURES: Fixtures = {
	'accounts.acceptInvitation': {
		audience: 'anybody',
		namesRow: false,
		arrange: async (world, { database }) => {
			const { token } = await database.inSubscription(world.subscriptionId, (tx) =>
				inviteColleague(
					tx,
					world.responsable,
					{ email: freshAddress(), firstName: 'Noé', lastName: 'Verrier', licence: 'utilisateur' },
					new Date(),
				),
			);
			return token;
		},
		input: (_, token) => ({ token, ...person }),
	},
	'accounts.foundSubscription': {
		audience: 'anybody',
		namesRow: false,
		arrange: openFoundingLink,
		input: (_, token) => ({ token, subscriptionName: 'Nouvel abonnement', email: freshAddress(), ...person }),
	},
	'accounts.readFoundingLink': {
		audience: 'anybody',
		namesRow: false,
		arrange: openFoundingLink,
		input: (_, token) => ({ token }),
	},
	'accounts.readInvitation': {
		audience: 'anybody',
		namesRow: false,
		// Only its subscription's name and its own person stand on the page; a made-up link opens nothing.
		arrange: async (_, { database }) => {
			const subscriptionId = randomUUID();
			return database.inSubscription(subscriptionId, async (tx) => {
				await tx.db.subscription.create({ data: { id: subscriptionId, name: 'Tiers' } });
				const actor = { subscriptionId, userId: randomUUID(), licence: 'responsable' as const };
				const invitation = {
					email: freshAddress(),
					firstName: 'N',
					lastName: 'V',
					licence: 'utilisateur' as const,
				};
				return (await inviteColleague(tx, actor, invitation, new Date())).token;
			});
		},
		input: (_, token) => ({ token }),
	},

	'clock.advanceTime': {
		audience: 'user',
		namesRow: false,
		input: () => ({ to: new Date(Date.now() + 3_600_000) }),
	},
	'clock.readClock': { audience: 'user', namesRow: false, input: nothing },
	'clock.stopTravel': { audience: 'user', namesRow: false, input: nothing },

	'companies.changeCompany': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId }) => ({
			id: companyId,
			name: 'Autre nom',
			siren: null,
			activity: null,
			headcount: null,
			address: null,
			postalCode: null,
			city: null,
			timeZone: null,
			phone: null,
			website: null,
			domains: [],
			generalAddresses: [],
		}),
	},
	'companies.createCompany': {
		audience: 'user',
		namesRow: false,
		input: () => ({ name: 'Nouvelle société' }),
	},
	'companies.listCompanies': { audience: 'user', namesRow: false, input: () => ({}) },
	'companies.readCompany': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId }) => ({ companyId }),
	},

	'contacts.changeContact': {
		audience: 'user',
		namesRow: true,
		input: ({ contactId }) => ({ id: contactId, lastName: 'Autre', addresses: [] }),
	},
	'contacts.clearAddress': {
		audience: 'user',
		namesRow: true,
		input: ({ contactId }) => ({ contactId, suppress: true }),
	},
	'contacts.createContact': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId }) => ({ companyId, lastName: 'Nouveau' }),
	},
	'contacts.downloadContact': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId }) => ({ companyId, referenceId: REFERENCE_ID }),
	},
	'contacts.eraseContact': {
		audience: 'user',
		namesRow: true,
		input: ({ contactId }) => ({ contactId }),
	},
	'contacts.listContacts': { audience: 'user', namesRow: false, input: () => ({ colour: 'all' as const }) },
	'contacts.markLeft': {
		audience: 'user',
		namesRow: true,
		input: ({ contactId }) => ({ contactId, left: true }),
	},
	'contacts.readContact': {
		audience: 'user',
		namesRow: true,
		input: ({ contactId }) => ({ contactId }),
	},

	'conversations.listMails': {
		audience: 'user',
		namesRow: false,
		input: ({ contactId }) => ({ contactId }),
	},
	'conversations.correctVerdict': {
		audience: 'user',
		namesRow: true,
		input: ({ messageId }) => ({ requestId: randomUUID(), messageId, verdict: 'none' }),
	},
	'conversations.previewCorrection': {
		audience: 'user',
		namesRow: true,
		input: ({ messageId }) => ({ messageId }),
	},
	'conversations.readMail': {
		audience: 'user',
		namesRow: true,
		input: ({ messageId }) => ({ id: messageId }),
	},
	'conversations.writeReply': {
		audience: 'user',
		namesRow: true,
		input: ({ messageId }) => ({ requestId: randomUUID(), messageId, bodyHtml: '<p>Merci.</p>' }),
	},

	'engagements.continueAfterEarlyMail': {
		audience: 'user',
		namesRow: true,
		arrange: ({ engagementId, messageId }, { execute }) =>
			execute('UPDATE engagement SET early_message_id = $2 WHERE id = $1', [engagementId, messageId]),
		input: command,
	},
	'engagements.correctVerdict': {
		audience: 'user',
		namesRow: true,
		input: ({ endedEngagementId }) => ({
			requestId: randomUUID(),
			engagementId: endedEngagementId,
			verdict: 'failure',
			runAutomations: false,
		}),
	},
	'engagements.decideAbsence': {
		audience: 'user',
		namesRow: true,
		arrange: engagementIs(`away_since = now()`),
		input: (world) => ({ ...command(world), decision: { choice: 'continue' as const } }),
	},
	'engagements.decideLateBatch': {
		audience: 'user',
		// A batch of another subscription is none: there is nothing to decide.
		namesRow: false,
		arrange: openLateBatch,
		input: (_, batchId) => ({ requestId: randomUUID(), batchId, decision: 'send' as const }),
	},
	'engagements.decideUncertainSend': {
		audience: 'user',
		namesRow: true,
		arrange: ({ sendId }, { execute }) =>
			execute(`UPDATE send SET state = 'uncertain', settled_by = 'asked' WHERE id = $1`, [sendId]),
		input: (world) => ({ ...command(world), sendId: world.sendId, decision: 'left' as const }),
	},
	'engagements.engageContact': {
		audience: 'user',
		namesRow: true,
		input: ({ freeContactId, freeSequenceId }) => ({
			requestId: randomUUID(),
			contactId: freeContactId,
			sequenceId: freeSequenceId,
			confirmed: ['confirm-colleague' as const],
		}),
	},
	'engagements.listEngagements': { audience: 'user', namesRow: false, input: () => ({}) },
	'engagements.pauseEngagement': { audience: 'user', namesRow: true, input: command },
	'engagements.previewCorrection': {
		audience: 'user',
		namesRow: true,
		input: ({ endedEngagementId }) => ({ engagementId: endedEngagementId, verdict: 'failure' as const }),
	},
	'engagements.previewEngagement': {
		audience: 'user',
		namesRow: true,
		input: ({ freeContactId, freeSequenceId }) => ({ contactId: freeContactId, sequenceId: freeSequenceId }),
	},
	'engagements.previewLateBatch': { audience: 'user', namesRow: false, input: nothing },
	'engagements.previewStop': {
		audience: 'user',
		namesRow: true,
		input: ({ engagementId }) => ({ engagementId }),
	},
	'engagements.readEngagement': {
		audience: 'user',
		namesRow: true,
		input: ({ engagementId }) => ({ engagementId }),
	},
	'engagements.rescheduleStep': {
		audience: 'user',
		namesRow: true,
		input: (world) => ({ ...command(world), position: 2, to: new Date(Date.now() + 86_400_000) }),
	},
	'engagements.resumeEngagement': {
		audience: 'user',
		namesRow: true,
		arrange: engagementIs(`paused_at = now(), state = 'paused', reason = 'paused-by-user'`),
		input: command,
	},
	'engagements.retryNow': {
		audience: 'user',
		namesRow: true,
		arrange: waitingForRecipient,
		input: command,
	},
	'engagements.skipStep': {
		audience: 'user',
		namesRow: true,
		input: (world) => ({ ...command(world), position: 2 }),
	},
	'engagements.stopEngagement': {
		audience: 'user',
		namesRow: true,
		input: (world) => ({ ...command(world), verdict: 'success' as const }),
	},
	'engagements.withdrawEngagement': { audience: 'user', namesRow: true, input: command },

	'frame.readCounts': { audience: 'user', namesRow: false, input: nothing },

	'grants.grantSupport': { audience: 'user', namesRow: false, input: nothing },
	'grants.readGrant': { audience: 'user', namesRow: false, input: nothing },
	'grants.withdrawGrant': { audience: 'user', namesRow: false, input: nothing },

	// A stream: rights.test.ts follows it.
	'live.followChanges': { audience: 'user', namesRow: false, input: nothing },

	'mailboxes.changeMailboxSettings': {
		audience: 'user',
		namesRow: true,
		input: ({ mailboxId }) => ({
			mailboxId,
			displayName: 'Service commercial',
			dailyCap: 30,
			rampStart: 10,
			rampStep: 2,
			rampSince: null,
			gapMinSeconds: 60,
			gapMaxSeconds: 180,
			providerDailyLimit: null,
			uncertainPolicy: 'ask' as const,
		}),
	},
	'mailboxes.deleteMailbox': {
		audience: 'user',
		namesRow: true,
		input: ({ mailboxId }) => ({ mailboxId, withdraw: true }),
	},
	'mailboxes.listMailboxes': { audience: 'user', namesRow: false, input: nothing },
	'mailboxes.previewDeletion': {
		audience: 'user',
		namesRow: true,
		input: ({ mailboxId }) => ({ mailboxId }),
	},
	'mailboxes.readConnectionTest': {
		audience: 'user',
		namesRow: true,
		input: ({ connectionTestId }) => ({ testId: connectionTestId }),
	},
	'mailboxes.saveMailbox': {
		audience: 'user',
		namesRow: true,
		arrange: ({ connectionTestId, mailboxId }, { execute }) =>
			execute(
				`UPDATE connection_test SET state = 'succeeded', mailbox_id = $2, settings = $3,
					address = (SELECT address FROM mailbox WHERE id = $2) WHERE id = $1`,
				[connectionTestId, mailboxId, account],
			),
		input: ({ connectionTestId }) => ({ testId: connectionTestId }),
	},
	'mailboxes.startConnectionTest': {
		audience: 'user',
		namesRow: true,
		input: ({ mailboxId }) => ({ mailboxId, address: '', settings: account }),
	},

	'notes.changeNote': {
		audience: 'user',
		namesRow: true,
		input: ({ noteId }) => ({ noteId, text: 'Autre' }),
	},
	'notes.deleteNote': { audience: 'user', namesRow: true, input: ({ noteId }) => ({ noteId }) },
	'notes.writeNote': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId }) => ({ companyId, text: 'Nouvelle note' }),
	},

	'notifications.listNotifications': { audience: 'user', namesRow: false, input: () => ({}) },
	'notifications.visitMailbox': {
		audience: 'user',
		namesRow: false,
		input: ({ mailboxId }) => ({ mailboxId }),
	},
	// A sheet of nobody's holds no notification of one's own: there is nothing to treat, and nothing to tell.
	'notifications.visitSheet': {
		audience: 'user',
		namesRow: false,
		input: ({ companyId }) => ({ companyId }),
	},

	'profile.changeProfile': {
		audience: 'user',
		namesRow: false,
		input: () => ({ firstName: 'Noé', lastName: 'Verrier', function: null, phone: null }),
	},
	'profile.changeSignature': { audience: 'user', namesRow: false, input: () => ({ html: '<p>Noé</p>' }) },
	'profile.changeTreatedAfter': {
		audience: 'user',
		namesRow: false,
		input: () => ({ hours: 4, rearmOpen: true }),
	},
	'profile.chooseLanguage': {
		audience: 'signed-in',
		namesRow: false,
		input: () => ({ language: 'en' as const }),
	},
	'profile.listSessions': { audience: 'signed-in', namesRow: false, input: nothing },
	'profile.readProfile': { audience: 'user', namesRow: false, input: nothing },
	'profile.revokeOtherSessions': { audience: 'signed-in', namesRow: false, input: nothing },
	'profile.revokeSession': {
		audience: 'signed-in',
		namesRow: true,
		input: ({ utilisateur }) => ({ sessionId: `second-${utilisateur.userId}` }),
	},

	'relances.changeRelance': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId }) => ({ companyId, priority: 'high' as const }),
	},
	'relances.createRelance': {
		audience: 'user',
		namesRow: true,
		input: ({ freeCompanyId }) => ({ companyId: freeCompanyId }),
	},
	'relances.deleteRelance': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId }) => ({ companyId }),
	},
	'relances.followRelance': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId, colleague }) => ({ companyId, userId: colleague.userId, follows: true }),
	},
	'relances.listRelances': {
		audience: 'user',
		namesRow: false,
		input: () => ({ followedBy: 'all' as const }),
	},

	'routines.listRoutines': { audience: 'user', namesRow: false, input: nothing },
	'routines.saveRoutine': {
		audience: 'responsable',
		namesRow: true,
		input: ({ routineId, utilisateur }) => ({
			id: routineId,
			title: 'Autre',
			description: null,
			userIds: [utilisateur.userId],
			defaultForUserIds: [utilisateur.userId],
		}),
	},

	// Everybody’s searches find what is called so: the canaries say whose it is.
	'search.findRecords': { audience: 'user', namesRow: false, input: () => ({ text: 'canari' }) },

	'sequences.activateSequence': {
		audience: 'user',
		namesRow: true,
		arrange: ({ sequenceId }, { execute }) =>
			execute('UPDATE sequence SET is_active = false, paused_at = now() WHERE id = $1', [sequenceId]),
		input: ({ sequenceId }) => ({ sequenceId }),
	},
	'sequences.createSequence': {
		audience: 'user',
		namesRow: true,
		input: ({ routineId }) => draft(routineId),
	},
	'sequences.deactivateSequence': {
		audience: 'user',
		namesRow: true,
		input: ({ sequenceId }) => ({ sequenceId, choice: 'stop' as const }),
	},
	'sequences.listSequences': { audience: 'user', namesRow: false, input: nothing },
	'sequences.prefillEngagement': {
		audience: 'user',
		namesRow: true,
		input: ({ sequenceId }) => ({ sequenceId }),
	},
	'sequences.previewDeactivation': {
		audience: 'user',
		namesRow: true,
		input: ({ sequenceId }) => ({ sequenceId }),
	},
	'sequences.previewText': {
		audience: 'user',
		namesRow: true,
		input: ({ contactId }) => ({ contactId, subject: 'Bonjour', bodyHtml: '<p>{{salutation}}</p>' }),
	},
	'sequences.readSequence': {
		audience: 'user',
		namesRow: true,
		input: ({ sequenceId }) => ({ id: sequenceId }),
	},
	'sequences.saveSequence': {
		audience: 'user',
		namesRow: true,
		input: ({ sequenceId }) => ({ id: sequenceId, basedOnVersion: 1, draft: draft(null) }),
	},
	'sequences.writeTestMail': {
		audience: 'user',
		namesRow: true,
		input: ({ contactId }) => ({
			requestId: randomUUID(),
			contactId,
			subject: 'Bonjour',
			bodyHtml: '<p>{{salutation}}</p>',
		}),
	},

	'settings.changeSettings': {
		audience: 'responsable',
		namesRow: false,
		input: () => ({
			onlyResponsablesWriteSequences: true,
			recentEngagementDays: 10,
			latenessHours: 24,
			lateBatchSize: 5,
		}),
	},
	'settings.closeDay': {
		audience: 'responsable',
		namesRow: false,
		input: () => ({ day: '2027-02-15', name: 'Pont' }),
	},
	'settings.listClosedDays': { audience: 'user', namesRow: false, input: nothing },
	'settings.readSettings': { audience: 'user', namesRow: false, input: nothing },
	'settings.reopenDay': {
		audience: 'responsable',
		namesRow: true,
		arrange: ({ subscriptionId }, { execute }) =>
			execute(`INSERT INTO closed_day (subscription_id, day, name) VALUES ($1, '2027-02-16', 'Pont')`, [
				subscriptionId,
			]),
		input: () => ({ day: '2027-02-16' }),
	},

	'support.actOnRun': {
		audience: 'support',
		namesRow: true,
		input: (world) => ({ act: 'pause' as const, ...command(world) }),
	},
	'support.countRuns': { audience: 'support', namesRow: false, input: nothing },
	'support.listRuns': { audience: 'support', namesRow: false, input: () => ({}) },
	'support.previewStop': {
		audience: 'support',
		namesRow: true,
		input: ({ engagementId }) => ({ engagementId }),
	},
	'support.readRun': {
		audience: 'support',
		namesRow: true,
		input: ({ engagementId }) => ({ engagementId }),
	},
	'support.readTexts': {
		audience: 'support',
		namesRow: true,
		textsAreGranted: true,
		arrange: ({ subscriptionId, utilisateur }, { execute }) =>
			execute(
				`INSERT INTO support_grant (subscription_id, granted_by_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')`,
				[subscriptionId, utilisateur.userId],
			),
		input: ({ engagementId }) => ({ engagementId }),
	},

	'suppressions.listSuppressions': { audience: 'user', namesRow: false, input: () => ({}) },
	'suppressions.suppressAddress': {
		audience: 'user',
		namesRow: false,
		input: () => ({ address: freshAddress() }),
	},

	'tags.setTag': {
		audience: 'user',
		namesRow: true,
		input: ({ companyId, routineId }) => ({ companyId, routineId, tag: 'client' as const }),
	},

	'team.changeLicence': {
		audience: 'responsable',
		namesRow: true,
		input: ({ colleague }) => ({ userId: colleague.userId, licence: 'responsable' as const }),
	},
	'team.inviteColleague': {
		audience: 'responsable',
		namesRow: false,
		input: () => ({
			email: freshAddress(),
			firstName: 'Noé',
			lastName: 'Verrier',
			licence: 'utilisateur' as const,
		}),
	},
	'team.listInvitations': { audience: 'responsable', namesRow: false, input: nothing },
	'team.listTeam': { audience: 'user', namesRow: false, input: nothing },
	'team.withdrawInvitation': {
		audience: 'responsable',
		namesRow: true,
		input: ({ invitationId }) => ({ id: invitationId }),
	},

	'timeline.listExpectedSteps': {
		audience: 'user',
		namesRow: false,
		input: ({ companyId }) => ({ companyId }),
	},
	'timeline.listTimeline': {
		audience: 'user',
		namesRow: false,
		input: ({ companyId }) => ({ companyId }),
	},
	'timeline.previewUndo': { audience: 'user', namesRow: true, input: ({ eventId }) => ({ eventId }) },
	'timeline.undoEvent': { audience: 'user', namesRow: true, input: ({ eventId }) => ({ eventId }) },

	'today.readToday': { audience: 'user', namesRow: false, input: () => ({ whose: 'all' as const }) },

	'world.changePassword': {
		audience: 'user',
		namesRow: true,
		input: ({ mailboxAddress }) => ({ address: mailboxAddress }),
	},
	'world.listReceived': {
		audience: 'user',
		namesRow: true,
		input: ({ contactAddress }) => ({ person: contactAddress }),
	},
	'world.makePersonAct': {
		audience: 'user',
		namesRow: true,
		input: ({ contactAddress }) => ({ person: contactAddress, behaviour: 'answers' as const }),
	},
	'world.readReceived': {
		audience: 'user',
		namesRow: true,
		input: ({ worldMailId }) => ({ id: worldMailId }),
	},
	'world.readWorld': { audience: 'user', namesRow: false, input: nothing },
};

/** Fixtures with their paths, their inputs no longer told apart. */
export function eachFixture(): [ProcedurePath, Fixture][] {
	return Object.entries(FIXTURES) as unknown as [ProcedurePath, Fixture][];
}

async function openFoundingLink(_: Populated, { execute }: Ground): Promise<string> {
	const { token, hash } = createLinkToken();
	await execute('INSERT INTO founding_link (token_hash) VALUES ($1)', [Buffer.from(hash)]);
	return token;
}

async function openLateBatch(
	{ subscriptionId, engagementId }: Populated,
	{ execute }: Ground,
): Promise<string> {
	const batchId = randomUUID();
	await execute('INSERT INTO late_batch (subscription_id, id, opened_at) VALUES ($1, $2, now())', [
		subscriptionId,
		batchId,
	]);
	await execute('UPDATE engagement SET late_batch_id = $2 WHERE id = $1', [engagementId, batchId]);
	return batchId;
}

/** The step at hand was refused for now, and waits. */
async function waitingForRecipient({ engagementId, sendId }: Populated, { execute }: Ground): Promise<void> {
	await execute('UPDATE engagement SET position = 1 WHERE id = $1', [engagementId]);
	await execute(
		`UPDATE send SET state = 'ready', sent_at = NULL, not_before = now() + interval '1 hour' WHERE id = $1`,
		[sendId],
	);
}
