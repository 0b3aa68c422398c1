import { InputRule, Node, nodePasteRule } from '@tiptap/core';
import { isVariable, needsFallback } from '#domain/writing/variables.ts';
import { pressSelected } from './press-selected.ts';
import { chipClass, writeVariable } from './variable-text.ts';
import { variableWord } from './variable-words.ts';

/** A chip that was pressed: where it stands, and what it says. */
export interface OpenedVariable {
	at: number;
	name: string;
	fallback: string;
	element: HTMLElement;
}

export interface VariableWishes {
	editable: boolean;
	/** Words on a chip that needs a fallback and has none. */
	noFallback: string;
	onvariable: (opened: OpenedVariable) => void;
}

const TYPED = /\{\{\s*([\p{L}\p{N}._-]+)\s*(?:\|([^{}|]*))?\}\}$/u;
const PASTED = /\{\{\s*([\p{L}\p{N}._-]+)\s*(?:\|([^{}|]*))?\}\}/gu;

/** A variable in a text: one unbreakable chip with its fallback visible. Braces that are typed or pasted become one. */
export function variableNode(wishes: VariableWishes) {
	return Node.create({
		name: 'variable',
		group: 'inline',
		inline: true,
		atom: true,
		selectable: true,
		addAttributes: () => ({
			name: {
				default: '',
				parseHTML: (element: HTMLElement) => element.dataset.variable ?? '',
				renderHTML: ({ name }: Record<string, string>) => ({ 'data-variable': name }),
			},
			fallback: {
				default: '',
				parseHTML: (element: HTMLElement) => element.dataset.fallback ?? '',
				renderHTML: ({ fallback }: Record<string, string>) => ({ 'data-fallback': fallback }),
			},
		}),
		parseHTML: () => [{ tag: 'span[data-variable]' }],
		renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes],
		renderText: ({ node }) => writeVariable(String(node.attrs.name), String(node.attrs.fallback)),
		addInputRules() {
			const { type } = this;
			// Not `nodeInputRule`: it would leave the braces around what its first group matches.
			const handler = ({ state, range, match }: Parameters<InputRule['handler']>[0]) => {
				state.tr.replaceWith(range.from, range.to, type.create(attributesOf(match)));
			};
			return [new InputRule({ find: TYPED, handler })];
		},
		addPasteRules() {
			return [nodePasteRule({ find: PASTED, type: this.type, getAttributes: attributesOf })];
		},
		addKeyboardShortcuts() {
			return { Enter: () => pressSelected(this.editor, this.name) };
		},
		addNodeView() {
			return ({ node, getPos }) => {
				const { name, fallback } = node.attrs as { name: string; fallback: string };
				const dom = document.createElement('span');
				dom.className = chipClass(fallback);
				dom.contentEditable = 'false';
				const word = dom.appendChild(document.createElement('span'));
				word.textContent = variableWord(name);
				const isBare = needsFallback(name) && !fallback.trim();
				if (fallback.trim() || isBare) {
					dom.appendChild(document.createElement('span')).textContent = isBare ? wishes.noFallback : fallback;
				}
				if (isBare || !isVariable(name)) dom.dataset.faulty = '';
				dom.addEventListener('click', () => {
					const at = getPos();
					if (wishes.editable && at !== undefined) {
						wishes.onvariable({ at, name, fallback, element: dom });
					}
				});
				return { dom };
			};
		},
	});
}

function attributesOf(match: RegExpMatchArray): { name: string; fallback: string } {
	return { name: match[1] ?? '', fallback: match[2]?.trim() ?? '' };
}
