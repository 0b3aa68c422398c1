import { listHalts } from '#domain/support/list-halts.ts';
import { readRestore } from '#domain/support/read-restore.ts';
import { supportProcedure } from '../builders.ts';

/** *Envois retenus*: the newest restore with what each mailbox proves, and support's halts. */
export const readHalts = supportProcedure.query(({ ctx }) =>
	ctx.services.database.asSupport(async (tx) => ({
		restore: (await readRestore(tx)) ?? null,
		halts: await listHalts(tx),
	})),
);
