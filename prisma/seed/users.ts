import type { Transaction } from '#platform/database/database.ts';
import type { DemoUser } from '../demo/subscriptions.ts';
import { demoId } from './demo-id.ts';
import { htmlOfSignature } from './html-of-text.ts';

/** Writes a user of A.1; answers the id. The sign-in is made apart: it lies in tables of its own. */
export async function writeUser(tx: Transaction, subscription: string, user: DemoUser): Promise<string> {
	const id = demoId(subscription, 'user', user.address);
	const { firstName, lastName, licence, phone } = user;
	await tx.db.user.create({
		data: {
			subscriptionId: tx.subscriptionId,
			id,
			email: user.address,
			firstName,
			lastName,
			licence,
			function: user.function,
			phone,
			signatureHtml: htmlOfSignature(user.signature),
		},
	});
	return id;
}
