import type { DomNode, FormatCallback, SelectorDefinition } from 'html-to-text';

/** Stands where everything below is a quotation. No text of a mail holds it: control characters are taken out of it. */
export const BELOW = '\u0002';

/** Elements in which programs put what they quote or pass on. */
const CONTAINERS = [
	...[
		'.yahoo_quoted',
		'.tutanota_quote',
		'.zmail_extra',
		'.moz-cite-prefix',
		'.moz-forward-container',
		'.gmail_attr',
	],
	...[
		'#mail-editor-reference-message-container',
		'.ms-outlook-mobile-reference-message',
		'#orange_quote',
		'#reply-intro',
	],
	...[
		'.OutlookMessageHeader',
		'.front-blockquote',
		'#isForwardContent',
		'#isReplyContent',
		'.mailru-blockquote',
	],
	...[
		'div[name="messageReplySection"]',
		'#ymail_android_signature',
		'.mail_quote',
		'.hm_quote',
		'.skiff_quote',
	],
];
/** Elements that hold the quotation and, between its parts, the answer. */
const MIXED = ['.gmail_quote', '.gmail_quote_container', '.protonmail_quote', '.gmail_extra'];
/** Elements behind which programs put what they quote, as their siblings. */
const BELOW_THESE = ['#divRplyFwdMsg', '#appendonsend', '#stopSpelling', '#OLK_SRC_BODY_SECTION'];

const nodesOf = (element: DomNode): DomNode[] => element.children ?? [];

function holds(element: DomNode, isWanted: (node: DomNode) => boolean, depth = 0): boolean {
	return (
		depth < 12 &&
		nodesOf(element)
			.slice(0, 200)
			.some((node) => isWanted(node) || holds(node, isWanted, depth + 1))
	);
}

function textIn(element: DomNode, depth = 0): string {
	if (element.type === 'text') return (element.data ?? '').slice(0, 500);
	if (depth > 12) return '';
	return nodesOf(element)
		.slice(0, 50)
		.map((node) => textIn(node, depth + 1))
		.join(' ')
		.slice(0, 2_000);
}

const quote: FormatCallback = (element, walk, builder, options) =>
	builder.options.formatters['blockquote']!(element, walk, builder, options);
const plain: FormatCallback = (element, walk, builder) => {
	builder.openBlock({ leadingLineBreaks: 1 });
	walk(element.children!, builder);
	builder.closeBlock({ trailingLineBreaks: 1 });
};

/** How quotations become text: marked `> `, or all that is below the sign `BELOW`. */
export const QUOTATION_FORMATTERS: Readonly<Record<string, FormatCallback>> = {
	/** A frame drawn to indent is the writer's own; a quotation has no such style. */
	blockquoteOrIndent: (element, walk, builder, options) => {
		const { style = '', type, class: name } = element.attribs ?? {};
		const isIndent =
			!type && !name && /border: ?none|margin: ?0(?:px)? 0(?:px)? 0(?:px)? 40px/.test(style.slice(0, 500));
		(isIndent ? plain : quote)(element, walk, builder, options);
	},
	/** Without a frame in it (a forwarded mail), all of it is old. */
	mixedQuotation: (element, walk, builder, options) =>
		(holds(element, (node) => node.name === 'blockquote') || element.name === 'blockquote' ? plain : quote)(
			element,
			walk,
			builder,
			options,
		),
	belowThis: (element, walk, builder, options) => {
		builder.openBlock({ leadingLineBreaks: 1 });
		builder.addInline(BELOW);
		builder.closeBlock({ trailingLineBreaks: 1 });
		plain(element, walk, builder, options);
	},
	/** Outlook's line above the fields of what it quotes; such a line above anything else says nothing. */
	belowFields: (element, walk, builder, options) => {
		const text = textIn(element);
		const isBlock =
			text.split(':').length > 3 && holds(element, (node) => node.name === 'b' || node.name === 'strong');
		QUOTATION_FORMATTERS[isBlock ? 'belowThis' : 'plain']!(element, walk, builder, options);
	},
	plain,
	/** Cells stand side by side, and words of two are two. */
	cell: (element, walk, builder) => {
		walk(element.children!, builder);
		builder.addInline(' ');
	},
};

export const QUOTATION_SELECTORS: readonly SelectorDefinition[] = [
	{ selector: 'blockquote', format: 'blockquoteOrIndent' },
	...CONTAINERS.map((selector) => ({ selector, format: 'blockquote' })),
	...MIXED.map((selector) => ({ selector: `div${selector}`, format: 'mixedQuotation' })),
	{ selector: 'div[style*="border-top:solid"]', format: 'belowFields' },
	{ selector: 'div[style*="border-top: 1px solid"]', format: 'belowFields' },
	// Notes puts the fields of what it quotes into a table: a line each.
	{ selector: 'tr', format: 'plain' },
	...['td', 'th'].map((selector) => ({ selector, format: 'cell' })),
	...BELOW_THESE.map((selector) => ({ selector, format: 'belowThis' })),
];
