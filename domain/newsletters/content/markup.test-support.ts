/** Reads HTML as strictly as nobody does, so that a test can say that it is whole. */
import { Parser } from 'htmlparser2';

export interface Element {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
}

export interface Markup {
	readonly elements: readonly Element[];
	/** Text outside of style and comments. */
	readonly text: string;
	/** The contents of style blocks that every program reads. */
	readonly styles: readonly string[];
	readonly comments: readonly string[];
}

const VOID = new Set(['meta', 'img', 'br', 'link', 'hr', 'input']);

/** @throws where an element is closed by another one's end. */
export function readMarkup(html: string): Markup {
	const elements: Element[] = [];
	const comments: string[] = [];
	const styles: string[] = [];
	const open: string[] = [];
	let text = '';
	const parser = new Parser({
		onopentag(name, attributes) {
			elements.push({ name, attributes: { ...attributes } });
			if (!VOID.has(name)) open.push(name);
			if (name === 'style') styles.push('');
		},
		onclosetag(name, isImplied) {
			if (VOID.has(name)) return;
			const last = open.pop();
			if (isImplied || last !== name) throw new Error(`</${last}> is missing before </${name}>`);
		},
		ontext(data) {
			if (open.at(-1) === 'style') styles[styles.length - 1] += data;
			else text += data;
		},
		oncomment: (data) => comments.push(data),
	});
	parser.end(html);
	if (open.length > 0) throw new Error(`<${open.join('><')}> stay open`);
	return { elements, text, styles, comments };
}
