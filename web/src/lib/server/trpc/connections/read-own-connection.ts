import { findOwnConnection } from '#domain/connections/find-own-connection.ts';
import { readConnection } from '#domain/connections/read-connection.ts';
import { userProcedure } from '../builders.ts';

/** The connection of the caller's own address that stands open; null: none does. */
export const readOwnConnection = userProcedure.query(({ ctx }) =>
	ctx.inSubscription(async (tx) => {
		const open = await findOwnConnection(tx, ctx.actor);
		return open && readConnection(tx, ctx.actor, open.id);
	}),
);
