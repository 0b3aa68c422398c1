/**
 * Live pages: the server tells which row changed, and the loads that depend on it run again. A page needs nothing
 * but `depends(...)` in its load; a list that must not jump under the pointer uses `onChange` instead.
 */
import { createContext } from 'svelte';
import { invalidate, invalidateAll } from '$app/navigation';
import { SvelteSet } from 'svelte/reactivity';
import { endedSession } from '#lib/app/connection/ended-session.svelte.ts';
import { connection } from '#lib/app/connection/connection.svelte.ts';
import { api } from '#lib/app/trpc/client.ts';
import type { Change } from './change.ts';
import { CLOCK, concernedBy } from './dependencies.ts';
import { Refetches } from './refetches.ts';

/** A connection that comes back within this time was never missed, in milliseconds. */
const MISSED_AFTER = 2_000;
/** How long a changed row stays marked, in milliseconds. */
const MARKED_FOR = 1_800;

type Follower = (change: Change) => void;

export class LivePage {
	/** Ids of rows that have just changed, for the mark. */
	readonly fresh = new SvelteSet<string>();
	#followers = new Set<Follower>();
	#gathered = new Map<string, Change>();
	/** Changes may have been missed: nobody knows which. */
	#isBehind = false;
	readonly #refetches = new Refetches(() => this.#fetch());
	#started = false;
	/** The server ended the stream in favour of newer ones. */
	#crowded = false;
	#missing: ReturnType<typeof setTimeout> | undefined;

	/**
	 * Opens the stream; call it in an effect. Answers what closes it.
	 *
	 * @param readAt when the data that are shown were read: what changed since is told first.
	 */
	start(readAt: string): () => void {
		let stream = this.#open(readAt);
		// Newer tabs of the same person took its place: the one that is looked at takes it back.
		const reopen = () => {
			if (!this.#crowded) return;
			this.#crowded = false;
			stream.unsubscribe();
			stream = this.#open(readAt);
		};
		window.addEventListener('focus', reopen);
		return () => {
			window.removeEventListener('focus', reopen);
			this.#refetches.stop();
			clearTimeout(this.#missing);
			stream.unsubscribe();
		};
	}

	#open(since: string) {
		return api.live.followChanges.subscribe(
			{ since },
			{
				onStarted: () => {
					clearTimeout(this.#missing);
					// What changed while the stream was away is not told again.
					if (this.#started) this.#catchUp();
					this.#started = true;
				},
				onData: (news) => {
					if ('id' in news) return this.#gather(news);
					if (news.kind === 'missed') return this.#catchUp();
					this.#crowded = news.because === 'crowded';
					if (!this.#crowded) endedSession.noticed();
				},
				onConnectionStateChange: (state) => {
					clearTimeout(this.#missing);
					if (state.state !== 'connecting' || !this.#started) return;
					this.#missing = setTimeout(() => void connection.answers(), MISSED_AFTER);
				},
			},
		);
	}

	/** Calls back for each change while the caller is shown: `$effect(() => live.onChange(...))`. */
	onChange(follower: Follower): () => void {
		this.#followers.add(follower);
		return () => this.#followers.delete(follower);
	}

	#gather(change: Change): void {
		this.#gathered.set(`${change.kind}:${change.id}`, change);
		this.#refetches.ask();
	}

	#catchUp(): void {
		this.#isBehind = true;
		this.#refetches.ask();
	}

	async #fetch(): Promise<void> {
		const changes = [...this.#gathered.values()];
		const isBehind = this.#isBehind;
		this.#gathered.clear();
		this.#isBehind = false;
		for (const change of changes) {
			for (const follower of this.#followers) follower(change);
			if (change.id !== null) this.#mark(change.id);
		}
		await (isBehind ? invalidateAll() : invalidate(concernedBy(changes)));
	}

	#mark(id: string): void {
		this.fresh.add(id);
		setTimeout(() => this.fresh.delete(id), MARKED_FOR);
	}
}

/** Runs the loads again that show the one clock's time. */
export function clockMoved(): Promise<void> {
	return invalidate(CLOCK);
}

export const [getLive, setLive] = createContext<LivePage>();
