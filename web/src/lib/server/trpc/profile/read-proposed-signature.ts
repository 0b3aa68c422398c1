import { readProposedSignature as read } from '#domain/mailboxes/signature/read-proposed-signature.ts';
import { userProcedure } from '../builders.ts';

/** The signature that the caller's own sent mails end with, while there is none (C1-17). */
export const readProposedSignature = userProcedure.query(({ ctx }) =>
	ctx.inSubscription((tx) => read(tx, ctx.actor)),
);
