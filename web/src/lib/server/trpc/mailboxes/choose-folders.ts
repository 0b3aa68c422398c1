import { z } from 'zod';
import { chooseFolders as choose } from '#domain/mailboxes/choose-folders.ts';
import { userProcedure } from '../builders.ts';

const path = z.string().min(1).max(1_000).nullable().optional();

const chooseFoldersInput = z.object({
	mailboxId: z.uuid(),
	/** Paths as the server lists them; null: as it was detected. */
	choice: z.object({ sent: path, junk: path, drafts: path, trash: path, archive: path }),
});

/** Says which folders of a mailbox are for what (G-12, R-21). */
export const chooseFolders = userProcedure
	.input(chooseFoldersInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => choose(tx, ctx.actor, input)));
