import { closeFrenchPublicHolidays } from '#domain/accounts/found-subscription.ts';
import { dayOf } from '#domain/pace/calendar.ts';
import { dayToColumn, daysAfter } from '#domain/values/due-day.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_COMPANIES } from '../demo/companies.ts';
import { DEMO_ROUTINES } from '../demo/routines.ts';
import { DEMO_RELANCES } from '../demo/starting-state.ts';
import { CADRELUNE, CADRELUNE_NEWCOMERS, CADRELUNE_USERS } from '../demo/subscriptions.ts';
import type { DemoUserKey } from '../demo/subscriptions.ts';
import { demoId, demoSubscriptionId } from './demo-id.ts';
import { writeMailbox, writeSharedSenders } from './mailboxes.ts';
import type { MailboxSeed } from './mailboxes.ts';
import { writeCompaniesAndContacts } from './people.ts';
import { writeSequences } from './sequences.ts';
import { writeUser } from './users.ts';

const NAME = 'cadrelune';

export const CADRELUNE_ID = demoSubscriptionId(NAME);
/** The id of a user of Cadrelune, by the address that he signs in with. */
export const cadreluneIdOf = (address: string) => demoId(NAME, 'user', address);

export const cadreluneUserId = (key: DemoUserKey) => cadreluneIdOf(CADRELUNE_USERS[key].address);

/**
 * Writes the subscription of Cadrelune as it stands at the first start (A.1 to A.8), all of it or nothing. A subscription
 * that is there already is left alone: what people have changed or deleted stays changed.
 */
export async function writeCadrelune(tx: Transaction, mailboxes: MailboxSeed): Promise<void> {
	if (await tx.db.subscription.findUnique({ where: { id: tx.subscriptionId } })) return;
	await tx.db.subscription.create({ data: { id: tx.subscriptionId, ...CADRELUNE } });
	await closeFrenchPublicHolidays(tx);
	const today = dayToColumn(dayOf(tx.at, CADRELUNE.timeZone));
	for (const user of Object.values(CADRELUNE_USERS)) {
		const id = await writeUser(tx, NAME, user);
		await writeMailbox(tx, NAME, { id, user, today }, mailboxes);
	}
	for (const user of CADRELUNE_NEWCOMERS) await writeUser(tx, NAME, user);
	const [ownerId, camille] = [cadreluneUserId('ines'), cadreluneUserId('camille')];
	await writeSharedSenders(tx, NAME, { ownerId, userIds: [ownerId, camille] }, mailboxes);
	await writeRoutines(tx);
	await writeCompaniesAndContacts(tx, NAME);
	await writeTags(tx);
	await writeSequences(tx, NAME, cadreluneUserId('ines'));
	await writeRelances(tx);
}

async function writeRoutines(tx: Transaction): Promise<void> {
	const { subscriptionId } = tx;
	for (const { key, title, description, users, defaultFor } of DEMO_ROUTINES) {
		await tx.db.routine.create({
			data: {
				subscriptionId,
				id: demoId(NAME, 'routine', key),
				title,
				description,
				users: {
					create: users.map((user) => ({
						user: { connect: { subscriptionId_id: { subscriptionId, id: cadreluneUserId(user) } } },
						isDefault: defaultFor.includes(user),
					})),
				},
			},
		});
	}
}

async function writeTags(tx: Transaction): Promise<void> {
	const { subscriptionId, at } = tx;
	await tx.db.companyTag.createMany({
		data: DEMO_COMPANIES.flatMap(({ key, tags }) =>
			tags.map(({ routine, tag, isFormerCustomer = false }) => ({
				subscriptionId,
				companyId: demoId(NAME, 'company', key),
				routineId: demoId(NAME, 'routine', routine),
				tag: tag === 'off-target' ? ('off_target' as const) : tag,
				isFormerCustomer,
				changedAt: at,
			})),
		),
	});
}

/** Relances are rows as they stand; the last note of each company was written by the first who follows it. */
async function writeRelances(tx: Transaction): Promise<void> {
	const { subscriptionId, at } = tx;
	const today = dayOf(at, CADRELUNE.timeZone);
	for (const { company, priority, dueInDays, followers, lastNote } of DEMO_RELANCES) {
		const companyId = demoId(NAME, 'company', company);
		const authorId = cadreluneUserId(followers[0]);
		await tx.db.relance.create({
			data: {
				subscriptionId,
				id: demoId(NAME, 'relance', company),
				companyId,
				dueOn: dayToColumn(daysAfter(today, dueInDays)),
				priority,
				origin: 'manual',
				createdById: authorId,
				createdAt: at,
				changedAt: at,
				followers: {
					create: followers.map((user) => ({
						user: { connect: { subscriptionId_id: { subscriptionId, id: cadreluneUserId(user) } } },
					})),
				},
			},
		});
		const noteId = demoId(NAME, 'note', company);
		await tx.db.note.create({
			data: { subscriptionId, id: noteId, companyId, authorId, text: lastNote, at },
		});
		await recordEvent(tx, { kind: 'note-written', companyId, noteId, actor: { userId: authorId }, data: {} });
	}
}
