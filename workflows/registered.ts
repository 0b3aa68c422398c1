/** The types of run that a worker knows, under the names of `RunKind`: the entry of the workflow bundle. */
export { clock } from './advance-time.ts';
export { connect } from './connect.ts';
export { connection } from './connection.ts';
export { domain } from './domain.ts';
export { effect } from './effect.ts';
export { engagement } from './engagement.ts';
export { issue } from './issue.ts';
export { mailbox } from './mailbox.ts';
export { message } from './message.ts';
export { newsletter } from './newsletter.ts';
export { notifications } from './notifications.ts';
export { part } from './part.ts';
