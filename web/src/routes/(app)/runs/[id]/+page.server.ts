import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Where a run had its page before runs of every kind had one: links to it are in mails and notes of support. */
export const load: PageServerLoad = ({ params }) => {
	redirect(308, `/runs/engagement/${params.id}`);
};
