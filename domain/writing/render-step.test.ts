import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { engageContactForTest } from '#tests/crash/engaged-contact.ts';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { previewText } from './preview-text.ts';
import { renderStep } from './render-step.ts';
import type { RenderedStep } from './render-step.ts';

const database = await openTestDatabase();
const envelopes = createEnvelopes(randomBytes(32));

/** An engagement whose sequence has a second step in the same thread and a third with a subject of its own. */
async function threeSteps(language: 'fr' | 'en' = 'fr'): Promise<EngagedContact> {
	const servers = { smtpPort: 1, imapPort: 1, filesSent: 'no' } as const;
	const contact = await engageContactForTest(database, envelopes, 'a', servers, { language });
	await database.inSubscription(contact.subscriptionId, async ({ db, subscriptionId }) => {
		const { versionId } = await db.engagement.findFirstOrThrow();
		const delay = { delayAmount: 1, delayUnit: 'days' };
		await db.sequenceStep.createMany({
			data: [
				{ subscriptionId, versionId, position: 2, ...delay, subject: null, bodyHtml: '<p>Deux</p>' },
				{
					subscriptionId,
					versionId,
					position: 3,
					...delay,
					subject: 'Autre sujet',
					bodyHtml: '<p>Trois</p>',
				},
			],
		});
	});
	return contact;
}

const render = (contact: EngagedContact, position: number): Promise<RenderedStep | undefined> =>
	database.inSubscription(contact.subscriptionId, async (tx) => {
		const run = await tx.db.engagement.findFirstOrThrow();
		return renderStep(tx, {
			versionId: run.versionId,
			position,
			contactId: run.contactId,
			senderId: contact.senderId,
			signedById: run.responsibleUserId,
			engagementId: run.id,
			unsubscribeUrl: 'https://refrain.example/u/x',
		});
	});

const left = (contact: EngagedContact, ids: { messageId: string; serverMessageId?: string }) =>
	database.inSubscription(contact.subscriptionId, (tx) =>
		tx.db.send.create({
			data: {
				subscriptionId: contact.subscriptionId,
				id: randomUUID(),
				kind: 'step',
				senderId: contact.senderId,
				engagementId: contact.engagementId,
				position: 1,
				occurrence: 1,
				state: 'accepted',
				armedAt: tx.at,
				createdAt: tx.at,
				...ids,
			},
		}),
	);

describe('renderStep', () => {
	it('fills the variables for the contact and the sender', async () => {
		const step = await render(await threeSteps(), 1);
		expect(step).toMatchObject({
			subject: 'Planification d’atelier chez Ardelouse',
			bodyHtml: '<p>Bonjour Madame Ronsavel,</p><p>Je m’appelle Camille.</p>',
			signatureHtml: '<p>Camille Dérand</p>',
			objectionLine: { url: 'https://refrain.example/u/x' },
			references: [],
			from: { address: 'camille@cadrelune.example', name: 'Camille Dérand' },
		});
		expect(step?.to?.name).toBe('Hélène Ronsavel');
	});

	it('greets and offers to object in the language of the sequence; an answer stays one', async () => {
		const contact = await threeSteps('en');
		expect(await render(contact, 1)).toMatchObject({
			bodyHtml: '<p>Dear Ms Ronsavel,</p><p>Je m’appelle Camille.</p>',
			objectionLine: { words: 'No more messages from me:' },
		});
		await left(contact, { messageId: '<ours@cadrelune.example>' });
		expect((await render(contact, 2))?.subject).toMatch(/^Re: /);
		expect((await render(await threeSteps(), 1))?.objectionLine?.words).toBe(
			'Ne plus recevoir de messages de ma part :',
		);
	});

	it('shows the editor what the mail will say', async () => {
		const contact = await threeSteps('en');
		const shown = await database.inSubscription(contact.subscriptionId, async (tx) => {
			const { responsibleUserId: userId, contactId } = await tx.db.engagement.findFirstOrThrow();
			const actor = { subscriptionId: tx.subscriptionId, userId, licence: 'utilisateur' } as const;
			const text = { contactId, subject: null, bodyHtml: '<p>{{salutation}}</p>' };
			return previewText(tx, actor, { ...text, language: 'en' });
		});
		const mail = await render(contact, 1);
		expect(shown.objectionWords).toBe(mail?.objectionLine?.words);
		expect(mail?.bodyHtml).toContain(shown.bodyHtml);
	});

	it('answers the mail before it under the id that the recipient knows', async () => {
		const contact = await threeSteps();
		await left(contact, {
			messageId: '<ours@cadrelune.example>',
			serverMessageId: '<theirs@outlook.example>',
		});
		expect(await render(contact, 2)).toMatchObject({
			subject: 'Re: Planification d’atelier chez Ardelouse',
			references: ['<theirs@outlook.example>'],
		});
	});

	it('opens the thread where the mail before it never left', async () => {
		expect(await render(await threeSteps(), 2)).toMatchObject({
			subject: 'Planification d’atelier chez Ardelouse',
			references: [],
		});
	});

	it('a step with a subject of its own begins a thread', async () => {
		const contact = await threeSteps();
		await left(contact, { messageId: '<ours@cadrelune.example>' });
		expect(await render(contact, 3)).toMatchObject({ subject: 'Autre sujet', references: [] });
	});

	it('has nobody to write to without a valid address, and no answer for a step that does not exist', async () => {
		const contact = await threeSteps();
		await database.inSubscription(contact.subscriptionId, (tx) =>
			tx.db.contactAddress.updateMany({ data: { invalidAt: tx.at } }),
		);
		expect((await render(contact, 1))?.to).toBeUndefined();
		expect(await render(contact, 9)).toBeUndefined();
	});
});
