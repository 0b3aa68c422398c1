import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import type { Actor } from './actor.ts';
import { personName } from './person-form.ts';

const optional = z
	.string()
	.trim()
	.max(200)
	.transform((text) => text || null)
	.nullable();

export const profileSchema = z.object({
	firstName: personName,
	lastName: personName,
	function: optional,
	phone: optional,
});

export type ProfileForm = z.output<typeof profileSchema>;

/** Changes one's own name, function and telephone: the variables `expediteur.…` of the next mails. */
export async function changeProfile(tx: Transaction, actor: Actor, form: ProfileForm): Promise<void> {
	await tx.db.user.updateMany({ where: { id: actor.userId }, data: form });
}
