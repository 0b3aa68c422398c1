/** The card of a doubtful mail, for a page that has one: most have none, and do without its script. */
export async function loadDoubtCard(doubts: readonly unknown[]) {
	return doubts.length > 0 ? (await import('./DoubtCard.svelte')).default : null;
}

/** What `loadDoubtCard` answers. */
export type LoadedDoubtCard = Awaited<ReturnType<typeof loadDoubtCard>>;
