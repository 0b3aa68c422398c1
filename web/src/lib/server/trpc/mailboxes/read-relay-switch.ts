import { readRelaySwitch as read } from '#domain/mailboxes/relays/relay-switch.ts';
import { userProcedure } from '../builders.ts';

/** Whether support switched *Configurateur SMTP* on, who and when. */
export const readRelaySwitch = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => read(tx)));
