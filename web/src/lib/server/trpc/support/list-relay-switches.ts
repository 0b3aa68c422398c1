import { listRelaySwitches as list } from '#domain/support/list-relay-switches.ts';
import { supportProcedure } from '../builders.ts';

/** *Configurateur SMTP* of each subscription: on or off, who switched it and when. */
export const listRelaySwitches = supportProcedure.query(({ ctx }) =>
	ctx.services.database.asSupport((tx) => list(tx)),
);
