/** What is typed into one form, kept on this device with each key until it is saved or thrown away. */
import { createContext, untrack } from 'svelte';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts';

/** A form whose text is kept. All are functions: they are asked again whenever what they read changes. */
export interface TypedForm<T> {
	/** What the text is about, such as `note/new/<company>`; undefined while the form is for nothing. */
	subject: () => string | undefined;
	/** What stands in the form. No password, ever. */
	typed: () => T;
	/** What it would hold if nobody had typed. */
	untouched: () => T;
	/** Fills the form. */
	fill: (value: T) => void;
}

/** The id of the person whose texts are kept; set by the frame. */
export const [getDraftOwner, setDraftOwner] = createContext<() => string>();

export class TypedDraft<T> {
	/** When what stands in the form was typed, where it was taken from a draft; null else. */
	resumedAt = $state.raw<Date | null>(null);
	/** When it was last kept; null where it is as it was. */
	keptAt = $state.raw<Date | null>(null);
	readonly #userId: () => string;
	readonly #form: TypedForm<T>;
	#shown: string | undefined;
	/** What stood in the form when nobody had typed, or when it was saved. */
	#settled: string | undefined;

	constructor(form: TypedForm<T>) {
		this.#form = form;
		this.#userId = getDraftOwner();
		$effect(() => {
			const subject = form.subject();
			untrack(() => this.#show(subject));
		});
		$effect(() => {
			const subject = form.subject();
			const typed = JSON.stringify(form.typed());
			if (subject !== undefined) untrack(() => this.#keep(subject, typed));
		});
	}

	/** What was typed is saved. */
	forget(): void {
		const subject = this.#form.subject();
		if (subject !== undefined) forgetDraft({ userId: this.#userId(), subject });
		this.#settled = JSON.stringify(this.#form.typed());
		this.resumedAt = null;
		this.keptAt = null;
	}

	/** The person throws her draft away: the form is as if nobody had typed. */
	discard(): void {
		this.#form.fill(this.#form.untouched());
		this.forget();
	}

	/** Data that come anew about the same subject leave what is typed alone. */
	#show(subject: string | undefined): void {
		if (subject === this.#shown) return;
		if (subject === undefined) this.#shown = undefined;
		else this.#resume(subject);
	}

	#resume(subject: string): void {
		const kept = keptDraft<T>({ userId: this.#userId(), subject });
		this.resumedAt = kept ? new Date(kept.at) : null;
		if (kept) this.#form.fill(kept.value);
		// One form shows one subject after the other: the text of the one is not the other's.
		else if (this.#shown !== undefined && this.#shown !== subject) this.#form.fill(this.#form.untouched());
		this.#shown = subject;
		this.#settled = kept ? undefined : JSON.stringify(this.#form.typed());
	}

	#keep(subject: string, typed: string): void {
		const key = { userId: this.#userId(), subject };
		if (typed === this.#settled || typed === JSON.stringify(this.#form.untouched())) {
			forgetDraft(key);
			this.keptAt = null;
			return;
		}
		if (typed === JSON.stringify(keptDraft(key)?.value)) return;
		this.keptAt = new Date();
		keepDraft(key, JSON.parse(typed) as T, this.keptAt);
	}
}
