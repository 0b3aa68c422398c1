import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Everybody's first page: support looks at runs, the others at what waits for them today. */
export const load: PageServerLoad = ({ locals }) => {
	redirect(303, locals.viewer?.kind === 'support' ? '/runs' : '/today');
};
