import { toast } from 'svelte-sonner';
import { m } from '#texts/generated/messages.js';
import type { LivePage } from '#lib/app/live/live-page.svelte.ts';
import { api } from '#lib/app/trpc/client.ts';

/** A run that looks within this time has answered at once, for a person; in milliseconds. */
const AT_ONCE = 2_000;

/** What a command answered of the run that is to answer it; support follows no run. */
export interface MayAwait {
	readonly awaits?: Parameters<typeof api.live.readAnswer.query>[0] | null;
}

/** Says *enregistré, sera confirmé* where the run does not answer soon, and that it did once it has. */
export function confirmLater(live: LivePage, { awaits }: MayAwait): void {
	if (!awaits) return;
	const hasAnswered = () => api.live.readAnswer.query(awaits).catch(() => true);
	setTimeout(async () => {
		if (await hasAnswered()) return;
		const id = toast(m.act_recorded(), { duration: Number.POSITIVE_INFINITY });
		const stop = live.onChange(async (change) => {
			if (change.kind !== awaits.kind || change.id !== awaits.id || !(await hasAnswered())) return;
			stop();
			toast.success(m.act_confirmed(), { id, duration: 4_000 });
		});
	}, AT_ONCE);
}
