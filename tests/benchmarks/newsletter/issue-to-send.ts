import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createNewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import { USUAL_COLOURS, type Letter } from '#domain/newsletters/content/letter.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import {
	createLetter,
	createPreparingIssue,
	createRelay,
	createSubscribers,
} from '#tests/environment/rows/leaving-issue.ts';
import { createSubscription, createUser } from '#tests/environment/rows/user.ts';
import type { Product } from '../product.ts';
import { policyOf, profileOf, type NewsletterSize } from './sides.ts';
import type { BenchRelay } from './start-relay.ts';

/** Subscribers that one transaction makes: each holds a lock on her address. */
const AT_ONCE = 5_000;
/** Milliseconds that it may take. */
const LIMITS = { statement: 600_000, transaction: 600_000 };

const FILLER =
	'Les ateliers de l’automne sont ouverts : une matinée, douze places, et de quoi repartir avec un plan que l’on tient. ';

const link = (number: number) => ({
	type: 'paragraph' as const,
	content: [
		{ type: 'text' as const, text: FILLER },
		{
			...{ type: 'text' as const, text: 'Voir le programme' },
			marks: [
				{
					type: 'link' as const,
					attrs: { href: `https://programme.example/${number}`, isMeasured: true },
				},
			],
		},
	],
});

/** With MJML's frame and its text part about as long on the wire as the letter of the other sides. */
const LETTER: Letter = {
	type: 'doc',
	attrs: { ...USUAL_COLOURS, reason: '' },
	content: [
		{
			type: 'heading',
			attrs: { level: 1 },
			content: [
				{ type: 'text', text: 'Bonjour ' },
				{ type: 'variable', attrs: { name: 'contact.prenom', fallback: 'à vous' } },
			],
		},
		...[1, 2, 3].map(link),
	],
};

/** An issue of a subscription of its own, whose recipients are those of one relay. */
export interface IssueToSend {
	readonly subscriptionId: string;
	readonly newsletterId: string;
	readonly issueId: string;
	readonly ownerId: string;
	/** Takes the snapshot. */
	prepare(): Promise<void>;
	/** Sends all of it in windows. */
	send(): Promise<void>;
}

/** The product itself, with its gates and row-level security, tickets and tracked links; everything but Temporal. */
export async function issueToSend(
	{ services }: Product,
	relay: BenchRelay,
	{ recipients, connections }: NewsletterSize,
): Promise<IssueToSend> {
	const { database, envelopes } = services;
	const subscriptionId = randomUUID();
	const ids = await database.inSubscription(subscriptionId, async (tx) => {
		await createSubscription(tx);
		const ownerId = await createUser(tx, { licence: 'responsable' });
		await tx.db.trackingDomain.create({
			data: {
				...{ subscriptionId, host: `liens-${subscriptionId}.cadrelune.example`, state: 'right' },
				...{ since: tx.at, nextCheckAt: tx.at, setById: ownerId },
			},
		});
		const senderId = await createRelay(tx, {
			...{ smtpHost: 'localhost', smtpPort: relay.port },
			password: { envelopes, words: 'secret' },
		});
		const newsletterId = await createLetter(tx, {
			ownerId,
			content: LETTER as Prisma.InputJsonValue,
		});
		return { ownerId, senderId, newsletterId, issueId: await createPreparingIssue(tx, newsletterId) };
	});
	const { newsletterId, senderId } = ids;
	for (let made = 0; made < recipients; made += AT_ONCE) {
		const count = Math.min(AT_ONCE, recipients - made);
		await database.inSubscription(
			subscriptionId,
			(tx) => createSubscribers(tx, { newsletterId, senderId, count }),
			LIMITS,
		);
	}
	const activities = createNewsletterActivities({
		...services,
		policy: policyOf(relay),
		relayProfileOf: () => profileOf(connections),
	});
	const run = async (work: 'prepareIssue' | 'sendWindows', id: string) => {
		await new MockActivityEnvironment().run(activities[work], { subscriptionId, id });
	};
	return {
		subscriptionId,
		...ids,
		prepare: () => run('prepareIssue', ids.issueId),
		async send() {
			const part = await database.inSubscription(subscriptionId, ({ db }) =>
				db.issuePart.findFirstOrThrow({ where: { issueId: ids.issueId } }),
			);
			await run('sendWindows', part.id);
		},
	};
}
