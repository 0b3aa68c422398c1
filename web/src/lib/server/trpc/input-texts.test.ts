/** Every text that a procedure or a form takes is made by `domain/values`: no control character gets past. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cleanRun } from '#domain/newsletters/content/running.ts';
import { foldLine } from '#domain/values/fold-line.ts';
import { line } from '#domain/values/line.ts';
import { cleanText, text } from '#domain/values/text.ts';
import { appRouter } from './router.ts';

/** Procedures that are told what a form began with. */
const EDITED = [
	'companies.changeCompany',
	'contacts.changeContact',
	'mailboxes.changeMailboxSettings',
	'relances.changeRelance',
	'routines.saveRoutine',
	'settings.changeSettings',
];

/** Texts that are kept as they were typed, each with its reason. */
const AS_TYPED: Record<string, string> = {
	'accounts.acceptInvitation.password': 'a password is exactly what was typed; it is hashed',
	'accounts.foundSubscription.password': 'a password is exactly what was typed; it is hashed',
	'connections.giveOutgoingServer.password': 'a password is exactly what was typed; it is sealed',
	'connections.givePassword.password': 'a password is exactly what was typed; it is sealed',
	'connections.givePassword.smtpPassword': 'a password is exactly what was typed; it is sealed',
	...Object.fromEntries(
		['choice.sent', 'choice.junk', 'choice.drafts', 'choice.trash', 'choice.archive'].map((path) => [
			`mailboxes.chooseFolders.${path}`,
			'a path as its server lists it, compared and never stored',
		]),
	),
	'mailboxes.changeReading.wish.without': 'a path as its server lists it, compared and never stored',
	'connections.giveRelay.password': 'a password is exactly what was typed; it is sealed',
	'mailboxes.startConnectionTest.secrets.imap': 'a password is exactly what was typed; it is sealed',
	'mailboxes.startConnectionTest.secrets.smtp': 'a password is exactly what was typed; it is sealed',
	...Object.fromEntries(
		EDITED.flatMap((procedure) => [`${procedure}.base`, `${procedure}.base (unknown)`]).map((path) => [
			path,
			'compared with what is stored, never stored',
		]),
	),
};

type Schema = z.core.$ZodType;
interface Definition {
	type: string;
	format?: string;
	checks?: { _zod: { def: { check: string; tx?: unknown } } }[];
	shape?: Record<string, Schema>;
	[part: string]: unknown;
}

const SAFE = new Set(
	'boolean,number,int,bigint,date,enum,literal,null,undefined,void,never,transform'.split(','),
);
/** Names of the parts in which a schema holds others; those of an object are its fields. */
const PARTS = ['innerType', 'element', 'left', 'right', 'in', 'out', 'keyType', 'valueType', 'rest'];
const LISTS = ['options', 'items'];
/** Formats of zod that no control character fits. */
const FORMATS = new Set(['uuid', 'date', 'datetime']);

/** Paths of the texts in a schema that are made otherwise than by `line`, `text` or `running`. */
function bareTexts(schema: Schema, path: string): string[] {
	const definition = schema._zod.def as unknown as Definition;
	const { type } = definition;
	if (SAFE.has(type)) return [];
	if (type === 'string') return isCleaned(definition) || isTight(schema, definition) ? [] : [path];
	if (type === 'object') {
		return Object.entries(definition.shape!).flatMap(([name, field]) =>
			bareTexts(field, path ? `${path}.${name}` : name),
		);
	}
	// What comes out of a text that was cleaned is clean; a transform takes whatever comes.
	const first = definition.in as Schema | undefined;
	if (first && first._zod.def.type !== 'transform' && bareTexts(first, path).length === 0) return [];
	const inside = [
		...PARTS.map((part) => definition[part]),
		...LISTS.flatMap((list) => definition[list] ?? []),
	].filter((part): part is Schema => typeof part === 'object' && part !== null && '_zod' in part);
	// A kind of schema that this does not look into might let anything in.
	if (inside.length === 0) return [`${path} (${type})`];
	return inside.flatMap((part) => bareTexts(part, path));
}

function isCleaned({ checks = [] }: Definition): boolean {
	return checks.some(
		({ _zod: { def } }) =>
			def.check === 'overwrite' && [foldLine, cleanText, cleanRun].includes(def.tx as never),
	);
}

/** True for a format that refuses what it does not name, such as `fr` or a uuid. */
function isTight(schema: Schema, { format, checks = [] }: Definition): boolean {
	if (format && FORMATS.has(format)) return true;
	const isPattern = checks.some(({ _zod: { def } }) => def.check === 'string_format');
	return (
		isPattern && ['\0', '\n', 'FR\n', 'FR\0', '\0FR'].every((typed) => !z.safeParse(schema, typed).success)
	);
}

function inputsOf(procedure: unknown): Schema[] {
	return (procedure as { _def: { inputs: Schema[] } })._def.inputs;
}

describe('a text of a procedure', () => {
	const procedures = Object.entries(appRouter._def.procedures);

	it('is made by `line`, `text` or `running`', () => {
		expect(procedures.length).toBeGreaterThan(100);
		const bare = procedures.flatMap(([name, procedure]) =>
			inputsOf(procedure).flatMap((input) => bareTexts(input, name)),
		);
		expect([...new Set(bare)].sort()).toEqual(Object.keys(AS_TYPED).sort());
	});

	it('would be missed in whatever it were wrapped', () => {
		const bare = z.string().trim().max(9);
		for (const input of [
			z.object({ name: bare }),
			z.object({ name: z.array(bare.nullable()).optional() }),
			z.object({ name: z.union([z.uuid(), bare]) }),
			z.intersection(z.object({ id: z.uuid() }), z.object({ name: bare.transform((typed) => typed) })),
			z.object({ name: z.record(z.uuid(), bare) }),
			z.object({ name: z.string().regex(/^FR/) }),
			z.object({ name: z.preprocess((typed) => typed, bare) }),
		]) {
			expect(bareTexts(input, 'area.verb')).toEqual(['area.verb.name']);
		}
		expect(bareTexts(z.object({ name: z.unknown() }), 'area.verb')).toEqual(['area.verb.name (unknown)']);
		expect(bareTexts(z.object({ one: line(9).min(1), other: text(9).optional() }), 'area.verb')).toEqual([]);
	});
});

it('of a form without a script is made by them too', () => {
	const routes = fileURLToPath(new URL('../../../routes/', import.meta.url));
	const bare = globSync('**/*.server.ts', { cwd: routes }).flatMap((file) =>
		readFileSync(routes + file, 'utf8')
			.split(/[,\n]/)
			.filter((part) => part.includes('z.string(') && !/\bpassword: z\.string\(/.test(part))
			.map((part) => `${file}: ${part.trim()}`),
	);
	expect(bare).toEqual([]);
});
