import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseKeptAutomations } from '#domain/automations/automation.ts';
import { Office } from '#tests/environment/office.ts';
import { activateNewsletter, deactivateNewsletter, deleteNewsletter } from './activate-newsletter.ts';
import { exampleLetter } from './content/example-letter.ts';
import { duplicateNewsletter } from './duplicate-newsletter.ts';
import { listNewsletters } from './list-newsletters.ts';
import { newsletterDraftSchema, type NewsletterDraft } from './newsletter-draft.ts';
import { previewRhythm } from './preview-rhythm.ts';
import { readNewsletter } from './read-newsletter.ts';
import { subscribeContact } from './subscribers/subscribe-contacts.ts';
import { createNewsletter, saveNewsletter } from './write-newsletter.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('newsletters');
});
afterAll(() => office.close());

const { letter: content, ...words } = exampleLetter('fr');
/** From now on: the database of a test lives at the instant of its machine. */
const draftOf = async (wish: Partial<NewsletterDraft> = {}): Promise<NewsletterDraft> => ({
	...newsletterDraftSchema.parse({
		...{ title: 'La lettre de l’atelier', language: 'fr', timeZone: 'Europe/Paris', imprint: 'Cadrelune' },
		recurrence: { kind: 'days', every: 1, from: await office.dayIn(1), time: '09:30' },
		...{ content, ...words, onSuccess: [{ kind: 'unsubscribe' }], onFailure: [] },
	}),
	...wish,
});
const create = async (wish: Partial<NewsletterDraft> = {}) => {
	const draft = await draftOf(wish);
	return office.tx((tx) => createNewsletter(tx, office.camille, draft));
};
const save = async (id: string, basedOnVersion: number, wish: Partial<NewsletterDraft> = {}) => {
	const draft = await draftOf(wish);
	return office.tx((tx) => saveNewsletter(tx, office.camille, { id, basedOnVersion, draft }));
};
const activate = (id: string) => office.tx((tx) => activateNewsletter(tx, office.camille, id));
const rowOf = (id: string) => office.tx(({ db }) => db.newsletter.findFirstOrThrow({ where: { id } }));
const pokes = (id: string) =>
	office.tx(({ db }) => db.outbox.count({ where: { workflow: 'newsletter', targetId: id } }));

describe('activating (R-77)', () => {
	it('waits for the next occurrence and starts its run; again it changes nothing', async () => {
		const { id } = await create();
		expect(await rowOf(id)).toMatchObject({ activatedAt: null, nextAt: null });
		await activate(id);
		const { nextDate, nextAt } = await rowOf(id);
		expect(nextDate!.toISOString().slice(0, 10)).toBe(await office.dayIn(1));
		expect(nextAt! > (await office.now())).toBe(true);
		expect(await pokes(id)).toBe(1);
		await activate(id);
		expect(await pokes(id)).toBe(1);
	});

	it.each<[string, Partial<NewsletterDraft>]>([
		['recurrence-past', { recurrence: { kind: 'once', from: '2020-01-01', time: '09:30' } }],
		['subject-missing', { subject: ' ' }],
		[
			'content-missing',
			{ content: { ...content, content: [{ type: 'paragraph', content: [{ type: 'text', text: ' ' }] }] } },
		],
	])('is refused with its reason: %s', async (remark, wish) => {
		const { id } = await create(wish);
		await expect(activate(id)).rejects.toMatchObject({ code: 'newsletter-not-ready', details: { remark } });
		const read = await office.tx((tx) => readNewsletter(tx, office.camille, id));
		expect(read.remarks.map(({ code }) => code)).toEqual([remark]);
		expect(await rowOf(id)).toMatchObject({ activatedAt: null });
	});

	it('does not make an issue again of a date that has one', async () => {
		const { id } = await create();
		const date = new Date(`${await office.dayIn(1)}T00:00:00Z`);
		await office.tx(({ db, subscriptionId, at }) =>
			db.newsletterIssue.create({
				data: { subscriptionId, newsletterId: id, date, dueAt: at, language: 'fr', createdAt: at },
			}),
		);
		await activate(id);
		expect((await rowOf(id)).nextDate!.toISOString().slice(0, 10)).toBe(await office.dayIn(2));
	});
});

describe('saving', () => {
	it('refuses a second editor and keeps what the first one saved', async () => {
		const { id } = await create();
		expect(await save(id, 1, { title: 'Une' })).toEqual({ id, version: 2 });
		await expect(save(id, 1, { title: 'Deux' })).rejects.toMatchObject({
			code: 'newsletter-version-changed',
			details: { version: 2 },
		});
		expect(await rowOf(id)).toMatchObject({ title: 'Une', version: 2 });
	});

	it('says when the content changed, and only then (5.7-10)', async () => {
		const { id } = await create();
		const before = (await rowOf(id)).contentChangedAt;
		await save(id, 1, { title: 'Autre titre', observationDays: 9 });
		expect((await rowOf(id)).contentChangedAt).toEqual(before);
		await save(id, 2, { subject: 'Autre objet' });
		expect((await rowOf(id)).contentChangedAt > before).toBe(true);
	});

	it('an active one waits anew, and stays ready to leave', async () => {
		const { id } = await create();
		await activate(id);
		const later = await office.dayIn(5);
		await save(id, 1, { recurrence: { kind: 'once', from: later, time: '10:00' } });
		expect((await rowOf(id)).nextDate!.toISOString().slice(0, 10)).toBe(later);
		await expect(save(id, 2, { subject: '' })).rejects.toThrow('newsletter-not-ready');
		expect(await rowOf(id)).toMatchObject({ version: 2 });
	});

	it('is for its owner and for responsables (5.6-4)', async () => {
		const draft = await draftOf();
		const { id } = await office.tx((tx) => createNewsletter(tx, office.ines, draft));
		await expect(save(id, 1)).rejects.toThrow('not-allowed');
		await expect(activate(id)).rejects.toThrow('not-allowed');
		const { id: hers } = await create();
		expect(
			await office.tx((tx) => saveNewsletter(tx, office.ines, { id: hers, basedOnVersion: 1, draft })),
		).toMatchObject({ version: 2 });
	});
});

it('an automation acts in the name of whoever configured it, and a copy’s of whoever made the copy (R-70)', async () => {
	const engages = { kind: 'engage', sequenceId: await office.sequence() } as const;
	const authors = async (id: string) =>
		parseKeptAutomations((await rowOf(id)).onSuccess).map(({ kind, configuredById }) => [
			kind,
			configuredById,
		]);
	const { id } = await create();
	const draft = await draftOf({ onSuccess: [engages, { kind: 'unsubscribe' }] });
	await office.tx((tx) => saveNewsletter(tx, office.ines, { id, basedOnVersion: 1, draft }));
	const [camille, ines] = [office.camille.userId, office.ines.userId];
	expect(await authors(id)).toEqual([
		['engage', ines],
		['unsubscribe', camille],
	]);
	const read = await office.tx((tx) => readNewsletter(tx, office.ines, id));
	expect(read.draft.onSuccess).toEqual([engages, { kind: 'unsubscribe' }]);
	expect(read.authors.onSuccess).toEqual([
		{ automation: engages, author: { id: ines, name: 'Inès Aubrelle' } },
		{ automation: { kind: 'unsubscribe' }, author: { id: camille, name: 'Camille Aubrelle' } },
	]);
	const copy = await office.tx((tx) =>
		duplicateNewsletter(tx, office.ines, { newsletterId: id, title: 'Copie' }),
	);
	expect(await authors(copy.id)).toEqual([
		['engage', ines],
		['unsubscribe', ines],
	]);
});

it('deactivated nothing of it comes, and what leaves is paused', async () => {
	const { id } = await create();
	await activate(id);
	const issue = await office.tx(({ db, subscriptionId, at }) =>
		db.newsletterIssue.create({
			data: {
				...{ subscriptionId, newsletterId: id, state: 'leaving', language: 'fr' },
				...{ date: new Date('2026-01-01'), dueAt: at, createdAt: at },
			},
		}),
	);
	expect(await office.tx((tx) => deactivateNewsletter(tx, office.camille, id))).toEqual({ paused: 1 });
	expect(await rowOf(id)).toMatchObject({ activatedAt: null, nextAt: null, nextDate: null });
	const paused = await office.tx(({ db }) => db.newsletterIssue.findFirst({ where: { id: issue.id } }));
	expect(paused).toMatchObject({ state: 'paused', pausedById: office.camille.userId });
});

it('deleted it is in no list, and its rows stay', async () => {
	const { id } = await create({ title: 'À supprimer' });
	const { contactId } = await office.contact();
	await office.tx((tx) => subscribeContact(tx, office.camille, { newsletterId: id, contactId }));
	await office.tx((tx) => deleteNewsletter(tx, office.camille, id));
	const lines = await office.tx((tx) => listNewsletters(tx, office.camille));
	expect(lines.map((line) => line.id)).not.toContain(id);
	await expect(activate(id)).rejects.toThrow('missing');
	await expect(office.tx((tx) => readNewsletter(tx, office.camille, id))).rejects.toThrow('missing');
	expect(await office.tx(({ db }) => db.newsletterSubscriber.count({ where: { newsletterId: id } }))).toBe(1);
});

it('a copy says the same, is inactive, somebody’s own and without subscribers', async () => {
	const { id } = await create();
	await activate(id);
	const { contactId } = await office.contact();
	await office.tx((tx) => subscribeContact(tx, office.camille, { newsletterId: id, contactId }));
	const copy = await office.tx((tx) =>
		duplicateNewsletter(tx, office.ines, { newsletterId: id, title: 'Copie' }),
	);
	const read = await office.tx((tx) => readNewsletter(tx, office.ines, copy.id));
	const original = await office.tx((tx) => readNewsletter(tx, office.ines, id));
	expect(read).toMatchObject({
		...{ isActive: false, nextAt: null, version: 1, owner: { id: office.ines.userId } },
		subscribers: { subscribed: 0, unsubscribed: 0 },
		draft: { ...original.draft, title: 'Copie' },
	});
});

it('the list has what comes next, who is subscribed and what was missed', async () => {
	const { id } = await create();
	await activate(id);
	const address = 'une-personne@deux-fiches.example';
	const { subscriptionId } = office;
	for (let card = 0; card < 2; card++) {
		const { contactId } = await office.contact();
		await office.tx(({ db }) => db.contactAddress.create({ data: { subscriptionId, contactId, address } }));
		await office.tx((tx) => subscribeContact(tx, office.camille, { newsletterId: id, contactId }));
	}
	await office.tx(({ db, at }) =>
		db.missedIssue.create({
			data: {
				...{ subscriptionId, newsletterId: id, date: new Date('2026-11-20') },
				...{ dueAt: at, cause: 'asleep', notedAt: at },
			},
		}),
	);
	const lines = await office.tx((tx) => listNewsletters(tx, office.camille));
	expect(lines.find((line) => line.id === id)).toMatchObject({
		...{ isActive: true, lastIssue: null, mayWrite: true },
		subscribers: { subscribed: 2, persons: 1, unsubscribed: 0 },
		missed: [{ date: '2026-11-20', cause: 'asleep' }],
	});
});

it('a rhythm shows its next dates, the closed day among them and the change of the clock', async () => {
	const rhythm = {
		recurrence: { kind: 'days', every: 1, from: '2027-03-26', time: '09:30' } as const,
		timeZone: 'Europe/Paris',
	};
	await office.tx(({ db, subscriptionId }) =>
		db.closedDay.createMany({
			data: [{ subscriptionId, day: new Date('2027-03-29'), name: 'Lundi de Pâques' }],
			skipDuplicates: true,
		}),
	);
	const shown = (closedDays: 'leave' | 'next-working-day') =>
		office.tx((tx) =>
			previewRhythm({ ...tx, at: new Date('2027-03-26T12:00:00Z') }, { ...rhythm, closedDays }, 3),
		);
	const stays = await shown('leave');
	expect(stays.issues.map(({ at, closedDay }) => [at.toISOString(), closedDay])).toEqual([
		['2027-03-27T08:30:00.000Z', null],
		['2027-03-28T07:30:00.000Z', null],
		['2027-03-29T07:30:00.000Z', 'Lundi de Pâques'],
	]);
	expect(stays.clockChanges).toEqual([{ at: new Date('2027-03-28T01:00:00Z'), minutes: 60 }]);
	const moves = await shown('next-working-day');
	expect(moves.issues.at(-1)).toEqual({
		date: '2027-03-29',
		at: new Date('2027-03-30T07:30:00Z'),
		closedDay: 'Lundi de Pâques',
	});
});
