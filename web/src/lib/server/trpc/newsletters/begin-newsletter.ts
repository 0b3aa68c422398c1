import { beginNewsletter as begin } from '#domain/newsletters/begin-newsletter.ts';
import { userProcedure } from '../builders.ts';

/** What the editor of a new newsletter begins with. Writes nothing. */
export const beginNewsletter = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => begin(tx)));
