import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, preferredLanguage } from './language.ts';
import { isReasonCode, REASONS, reasonSentence, reasonState } from './reasons.ts';
import { type ReasonFacts } from './reason-words.ts';
import { refusalSentence } from './refusals.ts';
import { day, dayAndTime, relative, since, time, weekdays, dayHours, type Reader } from './format.ts';

type Messages = Record<string, unknown>;
const folder = (language: string) => new URL(`./messages/${language}/`, import.meta.url);
/** The files of a language, one an area, with their messages. */
const filesOf = (language: string): [area: string, messages: Messages][] =>
	readdirSync(folder(language))
		.sort()
		.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder(language)), 'utf8'))]);
const read = (language: string): Messages =>
	Object.assign({}, ...filesOf(language).map(([, messages]) => messages));
const french = read('fr');
const english = read('en');

/** Every printed text of a message: the plain one, or each form of a plural. */
function printed(message: unknown): string[] {
	if (typeof message === 'string') return [message];
	return (message as { match: Record<string, string> }[]).flatMap((variant) => Object.values(variant.match));
}

/** Names of what a message wants filled in. */
function holes(message: unknown): string[] {
	const found = printed(message).flatMap((text) =>
		[...text.matchAll(/\{(\w+)\}/g)].map((hit) => hit[1] ?? ''),
	);
	return [...new Set(found)].sort();
}

/** The sources below these folders, one after the other. */
function sourcesOf(folders: readonly string[]): string {
	const root = new URL('../', import.meta.url);
	const files = folders
		.flatMap((folder) => readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true }))
		.filter(({ name, parentPath }) => /\.(ts|svelte)$/.test(name) && !parentPath.includes('generated'));
	return files.map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
}

const reader = (language: 'fr' | 'en'): Reader => ({
	language,
	timeZone: 'Europe/Paris',
	now: new Date('2026-11-23T08:40:00Z'),
});

describe('the files', () => {
	it('are those that are compiled', () => {
		const settings = readFileSync(new URL('./project.inlang/settings.json', import.meta.url), 'utf8');
		const { pathPattern } = JSON.parse(settings)['plugin.inlang.messageFormat'];
		for (const language of LANGUAGES)
			expect(
				filesOf(language).map(([name]) => `./messages/{locale}/${name}`),
				language,
			).toEqual(pathPattern);
	});

	it('have one place for a word that keys begin with, the same in both languages', () => {
		const places = Map.groupBy(
			LANGUAGES.flatMap(filesOf).flatMap(([name, messages]) =>
				Object.keys(messages).map((key) => ({ name, begins: key.split('_')[0] })),
			),
			({ begins }) => begins,
		);
		for (const [begins, found] of places)
			expect([...new Set(found.map(({ name }) => name))], begins).toHaveLength(1);
	});
});

describe('both languages', () => {
	it('have the same keys with the same holes', () => {
		expect(Object.keys(english).sort()).toEqual(Object.keys(french).sort());
		for (const key of Object.keys(french)) expect(holes(english[key]), key).toEqual(holes(french[key]));
	});

	it('have no sentence that nobody says', () => {
		// A message is named where it is said.
		const said = new Set(sourcesOf(['texts', 'web/src', 'domain', 'activities']).match(/\w+/g));
		expect(Object.keys(french).filter((key) => !key.startsWith('$') && !said.has(key))).toEqual([]);
	});

	it('follow French typography (docs/wording/README.md)', () => {
		for (const [key, message] of Object.entries(french)) {
			for (const text of printed(message)) {
				expect(text, `${key}: straight apostrophe`).not.toMatch(/'/);
				expect(text, `${key}: no-break space before : and »`).not.toMatch(
					/[^\u00a0]»|«[^\u00a0]|(?<![\u00a0\d])[:](?!\/)/,
				);
				expect(text, `${key}: narrow no-break space before ; ? !`).not.toMatch(/(?<!\u202f)[;?!]/);
				expect(text.toLowerCase(), `${key}: words that are never said`).not.toMatch(
					/veuillez|cliquez|courriel|blacklist|liste noire|réglage/,
				);
			}
		}
	});
});

it('has a sentence for the code of every refusal', () => {
	const sources = sourcesOf(['domain', 'platform', 'web/src/lib/server']);
	const codes = [...sources.matchAll(/new Refusal\(\s*'[\w-]+',\s*'([\w-]+)'/g)].map(([, code]) => code!);
	expect(codes.length).toBeGreaterThan(50);
	const unexpected = refusalSentence('unexpected', {}, 'fr');
	expect(codes.filter((code) => refusalSentence(code, {}, 'fr') === unexpected)).toEqual([]);
});

describe('reasons (docs/wording/runs.md)', () => {
	const facts: ReasonFacts = {
		until: '2026-11-24T07:14:00Z',
		since: '2026-11-23T07:52:00Z',
		at: '2026-11-20T08:00:00Z',
		contact: 'Nadège Porchelet',
		user: 'Camille Aubrelle',
		company: 'Brumevent Équipements',
		sequence: 'Premier contact',
		routine: 'Industrie',
		mailbox: 'camille@x.example',
		address: 'a@x.example',
		domain: 'x.example',
		server: 'smtp.x.example',
		status: '5.7.1',
		repliedTo: { sequence: 'Premier contact' },
		quote: 'de retour le lundi 30 novembre',
		scope: 'sequence',
		motive: 'Trop de rejets chez ce fournisseur.',
		name: 'Noël',
		verdict: 'success',
		step: 2,
		steps: 4,
		count: 40,
		max: 40,
		days: [1, 2, 3, 4, 5],
		from: 540,
		to: 1080,
		amount: 7,
		unit: 'days',
	};
	const codes = Object.keys(REASONS).filter(isReasonCode);

	it.each(codes)('%s reads whole in both languages', (code) => {
		const [fr, en] = LANGUAGES.map((language) => reasonSentence(code, facts, reader(language)));
		expect(fr).not.toBe(en);
		for (const sentence of [fr, en]) {
			expect(sentence).not.toMatch(/–|undefined|null|NaN|\{|reason_/);
			expect(sentence).toMatch(/[.?]$/);
		}
	});

	it.each(['mailbox-refused', 'first-contacts-held', 'contact-away'] as const)(
		'%s reads whole where what was written is kept from the reader',
		(code) => {
			for (const refusal of [null, { scope: 'domain' }])
				for (const language of LANGUAGES)
					expect(reasonSentence(code, { ...facts, refusal, quote: null }, reader(language))).not.toMatch(
						/[–«“]/,
					);
		},
	);

	it.each(codes)('%s reads even where every fact is gone', (code) => {
		expect(reasonSentence(code, {}, reader('fr'))).not.toMatch(/undefined|null|NaN/);
	});

	it('stand in docs/wording/runs.md, each with its words', () => {
		const page = readFileSync(new URL('../docs/wording/runs.md', import.meta.url), 'utf8');
		expect(codes.filter((code) => !page.includes(`\n- \`${code}\` `))).toEqual([]);
	});

	it('writes the sentences of docs/wording/runs.md', () => {
		expect(reasonSentence('mailbox-cap', facts, reader('fr'))).toBe(
			'Attend jusqu’au mardi 24 novembre à 8\u00a0h\u00a014\u00a0: le plafond du jour est atteint pour camille@x.example (40 sur 40).',
		);
		expect(reasonSentence('outside-window', facts, reader('fr'))).toContain(
			'(lundi à vendredi, 9\u00a0h à 18\u00a0h)',
		);
		const overdue = { ...facts, dueSince: '2026-11-23T07:52:00Z' };
		expect(reasonSentence('engine-unreachable', overdue, reader('fr'))).toContain('depuis 8\u00a0h\u00a052');
		const london = { ...facts, zone: 'Europe/London' };
		expect(reasonSentence('outside-window', london, reader('fr'))).toContain('18\u00a0h, Europe/London)');
		const closed = { ...facts, closedDays: ['2026-12-25'], closedNames: ['Noël'] };
		expect(reasonSentence('outside-window', closed, reader('fr'))).toContain(
			'Fermé d’ici là\u00a0: vendredi 25 décembre (Noël).',
		);
		expect(reasonSentence('outside-window', closed, reader('en'))).toContain(
			'Closed until then: Friday 25 December (Noël).',
		);
		expect(reasonSentence('mailbox-lost', facts, reader('fr'))).toContain('Bloqué depuis 8\u00a0h\u00a052');
		expect(reasonSentence('late-batch', { ...facts, count: 1 }, reader('fr'))).toMatch(/^1 étape a /);
	});

	it('knows the state of each', () => {
		expect(reasonState('ended-stopped', 'success')).toBe('succeeded');
		expect(reasonState('ended-stopped', 'failure')).toBe('failed');
		expect(reasonState('confirm-recent')).toBeNull();
		expect(reasonState('inbox-first')).toBe('blocked');
	});
});

describe('dates', () => {
	it('names the year only when it is another one', () => {
		expect(day('2026-11-24T07:14:00Z', reader('fr'))).toBe('mardi 24 novembre');
		expect(day('2027-05-18T07:00:00Z', reader('fr'))).toBe('mardi 18 mai 2027');
		expect(day('2026-12-01T07:00:00Z', reader('fr'))).toBe('mardi 1er décembre');
		expect(day('2026-11-24T07:14:00Z', reader('en'))).toBe('Tuesday 24 November');
	});

	it('reads the time in the reader’s zone', () => {
		expect(time('2026-11-24T07:14:00Z', reader('fr'))).toBe('8\u00a0h\u00a014');
		expect(dayAndTime('2026-11-24T07:14:00Z', { ...reader('en'), timeZone: 'Europe/London' })).toBe(
			'Tuesday 24 November at 7:14',
		);
		expect(since('2026-11-20T07:52:00Z', reader('fr'))).toBe('le vendredi 20 novembre à 8\u00a0h\u00a052');
	});

	it('is relative in lists', () => {
		expect(relative('2026-11-23T08:43:00Z', reader('fr'))).toMatch(/^dans 3\smin$/);
		expect(relative('2026-11-24T08:15:00Z', reader('fr'))).toBe('demain 09:15');
		expect(relative('2026-12-02T08:00:00Z', reader('fr'))).toBe('2 déc. 09:00');
		expect(relative('2027-05-18T07:00:00Z', reader('fr'))).toBe('18 mai 2027');
	});

	it('writes weekdays and hours of a window', () => {
		expect(weekdays([1, 3], 'fr')).toBe('lundi, mercredi');
		expect(weekdays([1, 2, 3, 4, 5, 6, 7], 'en')).toBe('every day');
		expect(dayHours(570, 1080, 'en')).toBe('9:30 to 18:00');
	});
});

it('reads Accept-Language by quality', () => {
	expect(preferredLanguage('en-GB,en;q=0.9')).toBe('en');
	expect(preferredLanguage('de, en;q=0.4, fr;q=0.8')).toBe('fr');
	expect(preferredLanguage('de')).toBe('fr');
	expect(preferredLanguage(null)).toBe('fr');
});
