import { escapeHtml } from './escape-html.ts';

/**
 * What a text may name (docs/demonstration-world/sequences.md). `alwaysKnown` ones have a value for everybody; the
 * others need a fallback (5.3-8, 5.7-22).
 */
const VARIABLES = {
	salutation: { alwaysKnown: true },
	'contact.prenom': { alwaysKnown: false },
	'contact.nom': { alwaysKnown: false },
	'contact.fonction': { alwaysKnown: false },
	societe: { alwaysKnown: false },
	ville: { alwaysKnown: false },
	origine: { alwaysKnown: false },
	'expediteur.prenom': { alwaysKnown: true },
	'expediteur.nom': { alwaysKnown: true },
	'expediteur.telephone': { alwaysKnown: false },
	lien_desinscription: { alwaysKnown: true },
} as const;

export type VariableName = keyof typeof VARIABLES;

/** The names, in the order in which the editor offers them. */
export const VARIABLE_NAMES = Object.keys(VARIABLES) as VariableName[];

/** A value for each variable; empty or missing ones get the fallback. */
export type VariableValues = Readonly<Partial<Record<VariableName, string>>>;

/** One `{{name|fallback}}` of a text. */
export interface VariableUse {
	readonly name: string;
	/** As written, without the spaces around it; undefined where there is none. */
	readonly fallback: string | undefined;
	/** Where it begins in the text. */
	readonly at: number;
}

/**
 * Something the editor says about a text. `elision` is advice (« de Ardelouse » should be « d’Ardelouse »); all others
 * keep the text from being saved.
 */
export interface TextRemark {
	readonly code: 'unknown-variable' | 'missing-fallback' | 'malformed-variable' | 'elision';
	/** The variable's name, or the word before it for `elision`. */
	readonly what: string;
	readonly at: number;
}

/** A text that names a variable the product does not have; `checkText` finds it before it is saved. */
export class UnknownVariable extends Error {
	readonly variable: string;
	constructor(variable: string) {
		super('unknown-variable');
		this.name = 'UnknownVariable';
		this.variable = variable;
	}
}

const USE = /\{\{\s*([\p{L}\p{N}._-]+)\s*(?:\|([^{}]*))?\}\}/gu;
const ELISION = /(?<![\p{L}’'])(de|que|jusque)(?:\s|&nbsp;|<[^>]*>)+(?=\{\{)/giu;

/** True for a variable that may have no value, and so needs a fallback (5.3-8); false for one that does not exist. */
export function needsFallback(name: string): boolean {
	return isVariable(name) && !VARIABLES[name].alwaysKnown;
}

/** All variables of a text in their order, known or not. */
export function variablesIn(text: string): VariableUse[] {
	return [...text.matchAll(USE)].map((match) => ({
		name: match[1]!,
		fallback: match[2]?.trim(),
		at: match.index,
	}));
}

/** A text as what stands between its variables and the variables themselves, in their order. */
export function partsOf(text: string): (string | Omit<VariableUse, 'at'>)[] {
	const parts: (string | Omit<VariableUse, 'at'>)[] = [];
	let from = 0;
	for (const { index, 0: use, 1: name, 2: fallback } of text.matchAll(USE)) {
		if (index > from) parts.push(text.slice(from, index));
		parts.push({ name: name!, fallback: fallback?.trim() });
		from = index + use.length;
	}
	if (from < text.length) parts.push(text.slice(from));
	return parts;
}

/**
 * Checks a subject or a body before it is saved (5.3-8, 5.6-22): unknown names, missing fallbacks, braces that make no
 * variable, and words that elide before one.
 */
export function checkText(text: string): TextRemark[] {
	const remarks: TextRemark[] = [];
	for (const { name, fallback, at } of variablesIn(text)) {
		if (!isVariable(name)) remarks.push({ code: 'unknown-variable', what: name, at });
		else if (needsFallback(name) && !fallback) remarks.push({ code: 'missing-fallback', what: name, at });
	}
	// Blanked, not removed: positions stay those of the text.
	const without = text.replace(USE, (use) => ' '.repeat(use.length));
	for (const match of without.matchAll(/\{\{|\}\}/g)) {
		remarks.push({
			code: 'malformed-variable',
			what: text.slice(match.index, match.index + 40),
			at: match.index,
		});
	}
	for (const match of text.matchAll(ELISION)) {
		remarks.push({ code: 'elision', what: match[1]!, at: match.index });
	}
	return remarks.sort((one, other) => one.at - other.at);
}

/**
 * Fills a plain text, such as a subject.
 *
 * @throws UnknownVariable
 */
export function renderText(text: string, values: VariableValues): string {
	return fill(text, values, (value) => value);
}

/**
 * Fills an HTML text; values are escaped, fallbacks are HTML already because they stand in it.
 *
 * @throws UnknownVariable
 */
export function renderHtml(html: string, values: VariableValues): string {
	return fill(html, values, (value) => escapeHtml(value).replace(/\r?\n/g, '<br>'));
}

function fill(text: string, values: VariableValues, write: (value: string) => string): string {
	return text.replace(USE, (_use, name: string, fallback: string | undefined) => {
		if (!isVariable(name)) throw new UnknownVariable(name);
		const value = values[name]?.trim();
		return value ? write(value) : (fallback?.trim() ?? '');
	});
}

/** True for a name that the product has. */
export function isVariable(name: string): name is VariableName {
	return Object.hasOwn(VARIABLES, name);
}
