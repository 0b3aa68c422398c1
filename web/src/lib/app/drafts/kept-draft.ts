/** Drafts on this device: what is being written survives a closed tab, a crash and an ended session. */

/** How long a draft is kept that nobody comes back to, in milliseconds. */
const KEPT_FOR = 30 * 24 * 3_600_000;
const PREFIX = 'refrain-draft';

/** Whose text it is, and what it is about: `note/new/<company>`. No two people share one. */
export interface DraftKey {
	readonly userId: string;
	readonly subject: string;
}

export interface Kept<T> {
	at: string;
	value: T;
}

const keyOf = ({ userId, subject }: DraftKey) => `${PREFIX}/${userId}/${subject}`;

/** Keeps a draft; a browser that keeps nothing is no reason to stop writing. */
export function keepDraft<T>(key: DraftKey, value: T, at: Date): void {
	try {
		const kept: Kept<T> = { at: at.toISOString(), value };
		localStorage.setItem(keyOf(key), JSON.stringify(kept));
	} catch {
		// Private windows may refuse, and a full store does.
	}
}

/** The draft kept of a subject. */
export function keptDraft<T>(key: DraftKey): Kept<T> | undefined {
	try {
		return (JSON.parse(localStorage.getItem(keyOf(key)) ?? 'null') as Kept<T> | null) ?? undefined;
	} catch {
		return undefined;
	}
}

/** Nothing is kept any more: it was saved, or thrown away. */
export function forgetDraft(key: DraftKey): void {
	forgetWhere((name) => name === keyOf(key));
}

/** The person leaves this device. */
export function forgetDraftsOf(userId: string): void {
	forgetWhere((name) => name.startsWith(`${PREFIX}/${userId}/`));
}

/** Drafts that nobody came back to. */
export function forgetOldDrafts(now: Date): void {
	forgetWhere((name, text) => name.startsWith(`${PREFIX}/`) && isOld(text, now));
}

function isOld(text: string, now: Date): boolean {
	try {
		const { at } = JSON.parse(text) as Kept<unknown>;
		return !(now.getTime() - Date.parse(at) < KEPT_FOR);
	} catch {
		return true;
	}
}

function forgetWhere(isMeant: (name: string, text: string) => boolean): void {
	try {
		const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
		for (const name of names)
			if (isMeant(name, localStorage.getItem(name) ?? '')) localStorage.removeItem(name);
	} catch {
		// As above.
	}
}
