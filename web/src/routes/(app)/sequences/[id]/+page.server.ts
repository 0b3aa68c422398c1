import { m } from '#texts/generated/messages.js';
import { loadWith } from '#lib/server/trpc/call.ts';
import { readEditorData } from '#lib/server/sequence-editor-data.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = event.params;
	const number = Number(event.url.searchParams.get('version')) || undefined;
	return loadWith(event, async (api) => {
		const [sequence, around] = await Promise.all([
			api.sequences.readSequence({ id, number }),
			readEditorData(api),
		]);
		return {
			sequence,
			...around,
			crumbs: [{ label: m.nav_sequences(), href: '/sequences' }, { label: sequence.title }],
		};
	});
};
