import { redirect } from '@sveltejs/kit';
import { fieldsOf, refuseForm } from '#lib/server/account-form.ts';
import { callerFor } from '#lib/server/trpc/call.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'no-store' });
	return callerFor(event).accounts.readFoundingLink({ token: event.params.token });
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await fieldsOf(event);
		const { subscriptionName = '', email = '', firstName = '', lastName = '', password = '' } = fields;
		const { language } = event.locals;
		const { token } = event.params;
		const person = { token, subscriptionName, email, firstName, lastName, password, language };
		try {
			await callerFor(event).accounts.foundSubscription(person);
		} catch (thrown) {
			return refuseForm(event, thrown, fields);
		}
		redirect(303, '/sign-in');
	},
};
