import { readOwnWorld } from '#domain/demonstration/own-world.ts';
import { userProcedure } from '../builders.ts';

/** *Monde de démonstration*: mailboxes, people and what they are about to do. */
export const readWorld = userProcedure.query(({ ctx }) => readOwnWorld(ctx.worldRoom));
