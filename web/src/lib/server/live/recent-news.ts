import { randomUUID } from 'node:crypto';
import type { Change } from '#lib/app/live/change.ts';

/** Changes that are kept: a page opens its stream seconds after it was read. */
const KEPT_AT_MOST = 5_000;

/**
 * The last changes that this process was told, so that a page hears of what changed between the moment in which it was read
 * and the one in which its stream stands.
 */
export class RecentNews {
	/** Another process has told other things. */
	readonly #process = randomUUID();
	#kept: { readonly subscriptionId: string; readonly change: Change }[] = [];
	/** Changes that are no longer kept. */
	#gone = 0;

	/** This moment, as a page takes it along. */
	mark(): string {
		return `${this.#process}/${this.#gone + this.#kept.length}`;
	}

	add(subscriptionId: string, change: Change): void {
		this.#kept.push({ subscriptionId, change });
		// By halves: what is cut off one by one is copied each time.
		if (this.#kept.length >= 2 * KEPT_AT_MOST) this.#drop(KEPT_AT_MOST);
	}

	/** Something was missed: no earlier mark says any more what came after it. */
	forget(): void {
		this.#drop(this.#kept.length);
		this.#gone += 1;
	}

	/** What a subscription was told after a mark; undefined where that is not known any more. */
	since(mark: string, subscriptionId: string): Change[] | undefined {
		const [process, count] = mark.split('/');
		const from = Number(count) - this.#gone;
		if (process !== this.#process || !Number.isSafeInteger(from) || from < 0) return undefined;
		return this.#kept
			.slice(from)
			.filter((kept) => kept.subscriptionId === subscriptionId)
			.map(({ change }) => change);
	}

	#drop(count: number): void {
		this.#kept = this.#kept.slice(count);
		this.#gone += count;
	}
}
