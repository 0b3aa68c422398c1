import { z } from 'zod';
import { numberField } from '#domain/values/number-field.ts';
import { reopenMailbox as reopen } from '#domain/restores/reopen-mailbox.ts';
import { supportActor } from '#domain/support/audit.ts';
import { Refusal } from '#platform/refusal.ts';
import { supportProcedure } from '../builders.ts';

const reopenMailboxInput = z.object({ mailboxId: z.uuid(), incident: numberField });

/** *Rouvrir les envois* of a mailbox that a restore holds, once it was read back (5.7-24). */
export const reopenMailbox = supportProcedure.input(reopenMailboxInput).mutation(async ({ ctx, input }) => {
	const { database } = ctx.services;
	const mailbox = await database.asSupport(({ db }) =>
		db.mailbox.findFirst({ where: { id: input.mailboxId }, select: { subscriptionId: true } }),
	);
	if (!mailbox) throw new Refusal('not-found', 'missing');
	const actor = supportActor(mailbox.subscriptionId, ctx.viewer.userId);
	await database.inSubscription(mailbox.subscriptionId, (tx) => reopen(tx, actor, input));
});
