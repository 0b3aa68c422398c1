/** Letters of every shape that the schema takes, with what strangers write in them. */
import fc from 'fast-check';
import { letterSchema, TEXT_WIDTH, USUAL_COLOURS, type Letter } from './letter.ts';
import { VARIABLE_NAMES } from '#domain/writing/variables.ts';

const nasty = fc.constantFrom(
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"' onmouseover='x",
	'</mj-text><mj-raw><b>',
	']]><!--',
	'-->',
	'<!-- [if mso]>',
	'<![endif]-->',
	'\uE0000\uE001',
	'&amp;&lt;&#x22;',
	'L’arrêt annuel',
	'é à œ 🙂',
	'{{',
	'{{inconnue}}',
	'{{societe|vous}}',
	'a|b',
	'$& $1 \\',
	'<mj-include path="/etc/passwd" />',
);
const words = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 12 }), fc.lorem({ maxCount: 4 }));

/** Addresses as people type and paste them, and as nobody should. */
const href = fc.oneof(
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	fc.constantFrom(
		'javascript:alert(1)',
		' JavaScript:alert(1)',
		'java\tscript:alert(1)',
		'data:text/html,<script>alert(1)</script>',
		'vbscript:x',
		'file:///etc/passwd',
		'//evil.example/x',
		'https://user:secret@evil.example/',
		'https://a.example/?a=1&amp;b=2#c',
		'https://a.example/"onclick="x',
		'mailto:a@b.example?subject=x&body=y',
		'tel:+33261914012',
		'#haut" onclick="x',
		'{{lien_desinscription}}',
		'https://{{societe}}.example',
		'\uE0000\uE001',
		'',
	),
);

const link = fc.record({
	type: fc.constant('link' as const),
	attrs: fc.record({ href, isMeasured: fc.boolean() }),
});
const marks = fc.uniqueArray(
	fc.oneof(fc.constant({ type: 'bold' as const }), fc.constant({ type: 'italic' as const }), link),
	{ maxLength: 3, selector: ({ type }) => type },
);
const name = fc.oneof(fc.constantFrom(...VARIABLE_NAMES), nasty);
const inline = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ type: fc.constant('text' as const), text: words, marks }) },
	fc.record({
		type: fc.constant('variable' as const),
		attrs: fc.record({
			name: name.map((one) => one.slice(0, 60)),
			fallback: words.map((one) => one.slice(0, 90)),
		}),
		marks,
	}),
	fc.record({ type: fc.constant('hardBreak' as const) }),
);
const content = fc.array(inline, { maxLength: 5 });
const paragraph = fc.record({ type: fc.constant('paragraph' as const), content });
const items = fc.array(
	fc.record({
		type: fc.constant('listItem' as const),
		content: fc.array(paragraph, { minLength: 1, maxLength: 2 }),
	}),
	{ minLength: 1, maxLength: 3 },
);
const simple = fc.oneof(
	paragraph,
	fc.record({
		type: fc.constant('heading' as const),
		attrs: fc.record({ level: fc.constantFrom(1 as const, 2 as const, 3 as const) }),
		content,
	}),
	fc.record({ type: fc.constant('bulletList' as const), content: items }),
	fc.record({
		type: fc.constant('orderedList' as const),
		attrs: fc.record({ start: fc.integer({ min: 1, max: 99 }) }),
		content: items,
	}),
	fc.record({
		type: fc.constant('image' as const),
		attrs: fc.record({
			file: fc.constant(`${'a2'.repeat(13)}.png`),
			alt: words,
			isDecorative: fc.boolean(),
			width: fc.integer({ min: 16, max: TEXT_WIDTH }),
			pixelWidth: fc.integer({ min: 1, max: 4_000 }),
			pixelHeight: fc.integer({ min: 1, max: 4_000 }),
			bytes: fc.integer({ min: 0, max: 5_000_000 }),
			href,
		}),
	}),
	fc.record({
		type: fc.constant('button' as const),
		attrs: fc.record({ label: words.map((one) => one.slice(0, 100)), href, isMeasured: fc.boolean() }),
	}),
	fc.record({ type: fc.constant('divider' as const) }),
);
const column = fc.record({
	type: fc.constant('column' as const),
	content: fc.array(simple, { minLength: 1, maxLength: 3 }),
});
const block = fc.oneof(
	{ weight: 5, arbitrary: simple },
	fc.record({ type: fc.constant('columns' as const), content: fc.tuple(column, column) }),
);

/** As the schema leaves it. */
export const anyLetter: fc.Arbitrary<Letter> = fc
	.record({
		type: fc.constant('doc' as const),
		attrs: fc.record({ reason: words }).map(({ reason }) => ({ ...USUAL_COLOURS, reason })),
		content: fc.array(block, { minLength: 1, maxLength: 6 }),
	})
	.map((letter) => letterSchema.parse(letter));

/** Lines with variables, as a subject is typed. */
export const anyLine = fc.array(words, { maxLength: 3 }).map((parts) => parts.join(' '));
