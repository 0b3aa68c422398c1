import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import { readEditorData } from '#lib/server/sequence-editor-data.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	...(await loadWith(event, readEditorData)),
	crumbs: [{ label: m.nav_sequences(), href: '/sequences' }, { label: m.sequences_new() }],
});
