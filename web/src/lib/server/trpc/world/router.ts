import { router } from '../builders.ts';
import { changePassword } from './change-password.ts';
import { listReceived } from './list-received.ts';
import { makePersonAct } from './make-person-act.ts';
import { readReceived } from './read-received.ts';
import { readWorld } from './read-world.ts';
import { suspendMailbox } from './suspend-mailbox.ts';

export const worldRouter = router({
	changePassword,
	listReceived,
	makePersonAct,
	readReceived,
	readWorld,
	suspendMailbox,
});
