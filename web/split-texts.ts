import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const texts = fileURLToPath(new URL('../texts', import.meta.url));
const LANGUAGES = ['fr', 'en'] as const;
const AREA = 'virtual:texts/';
/** What every file that says something imports, as the sources write it. */
const IMPORT = /import\s*\{\s*m\s*\}\s*from\s*["'][^"']*generated\/messages\.js["'];?/;

/**
 * A built page loads the texts of the areas that it names, in its own language: one module an area, which waits for the
 * area's words in the language of the document. The server and the tests keep all of them.
 */
export function splitTexts(): Plugin {
	let areas: ReadonlyMap<string, string>;
	return {
		name: 'refrain-split-texts',
		apply: 'build',
		enforce: 'post',
		applyToEnvironment: ({ name }) => name === 'client',
		buildStart() {
			areas = areaOfKeys();
		},
		resolveId: (id) => (id.startsWith(AREA) ? `\0${id}` : undefined),
		load(id) {
			if (!id.startsWith(`\0${AREA}`)) return undefined;
			const [area = '', language] = id.slice(AREA.length + 1).split('/');
			if (!language) return areaModule(area);
			return wordsOf(
				[...areas].flatMap(([key, of]) => (of === area ? [key] : [])),
				language,
			);
		},
		transform(code) {
			if (!IMPORT.test(code)) return undefined;
			const named = new Set<string>();
			const split = code.replace(IMPORT, '').replaceAll(/\bm\.(\w+)/g, (whole, key: string) => {
				const area = areas.get(key);
				if (!area) return whole;
				named.add(area);
				return `texts_${area}.${key}`;
			});
			const imports = [...named].map((area) => `import { words as texts_${area} } from '${AREA}${area}';`);
			return { code: `${imports.join('')}${split}`, map: null };
		},
	};
}

/** The area of each key: its file in texts/messages/. */
function areaOfKeys(): Map<string, string> {
	const folder = join(texts, 'messages', LANGUAGES[0]);
	const keys = new Map<string, string>();
	for (const file of readdirSync(folder)) {
		const messages = JSON.parse(readFileSync(join(folder, file), 'utf8')) as object;
		for (const key of Object.keys(messages)) if (!key.startsWith('$')) keys.set(key, basename(file, '.json'));
	}
	return keys;
}

/** Waits for the area's words before anything that says one of them runs. */
function areaModule(area: string): string {
	const [fr, en] = LANGUAGES.map((language) => `import('${AREA}${area}/${language}')`);
	return `export const words = await (document.documentElement.lang === 'en' ? ${en} : ${fr});`;
}

/** The compiled messages of some keys in one language, out of the module that holds all of them. */
function wordsOf(keys: readonly string[], language: string): string {
	const compiled = readFileSync(join(texts, 'generated', 'messages', `${language}.js`), 'utf8');
	const messages = new Map(
		compiled.split(/^(?=export const )/m).map((block) => [/^export const (\w+)/.exec(block)?.[1], block]),
	);
	const registry = join(texts, 'generated', 'registry.js');
	const blocks = keys.map((key) => {
		const block = messages.get(key);
		if (!block) throw new Error(`texts/generated has no ${key} in ${language}`);
		return block;
	});
	return `import * as registry from ${JSON.stringify(registry)};\n${blocks.join('')}`;
}
