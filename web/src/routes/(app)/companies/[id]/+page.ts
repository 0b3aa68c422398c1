import { loadDoubtCard } from '#lib/features/doubts/load-doubt-card.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data }) => ({ ...data, DoubtCard: await loadDoubtCard(data.doubts) });
