import { redirect } from '@sveltejs/kit';
import { TRPCError } from '@trpc/server';
import { fieldsOf, refuseForm } from '#lib/server/account-form.ts';
import { callerFor } from '#lib/server/trpc/call.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	const { token } = event.params;
	try {
		return { invitation: await callerFor(event).accounts.readInvitation({ token }) };
	} catch (thrown) {
		if (thrown instanceof TRPCError && thrown.code === 'NOT_FOUND') return { invitation: null };
		throw thrown;
	}
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await fieldsOf(event);
		const { firstName = '', lastName = '', password = '' } = fields;
		const { language } = event.locals;
		const { token } = event.params;
		try {
			await callerFor(event).accounts.acceptInvitation({ token, firstName, lastName, password, language });
		} catch (thrown) {
			return refuseForm(event, thrown, fields);
		}
		redirect(303, '/sign-in');
	},
};
