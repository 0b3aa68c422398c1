import { z } from 'zod';
import { optionalLine } from '#domain/values/optional-line.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Actor } from '#domain/values/actor.ts';
import { personName } from '#domain/values/person-form.ts';

export const profileSchema = z.object({
	firstName: personName,
	lastName: personName,
	function: optionalLine(200),
	phone: optionalLine(200),
});

export type ProfileForm = z.output<typeof profileSchema>;

/** Changes one's own name, function and telephone: the variables `expediteur.…` of the next mails. */
export async function changeProfile(tx: Transaction, actor: Actor, form: ProfileForm): Promise<void> {
	await tx.db.user.updateMany({ where: { id: actor.userId }, data: form });
}
