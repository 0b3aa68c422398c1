import { z } from 'zod';
import { readMailboxReading as read } from '#domain/mailboxes/show/read-mailbox-reading.ts';
import { userProcedure } from '../builders.ts';

const readMailboxReadingInput = z.object({ mailboxId: z.uuid() });

/** What a mailbox reads, folder by folder, and how far that has come (C1-19). */
export const readMailboxReading = userProcedure
	.input(readMailboxReadingInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input.mailboxId)));
