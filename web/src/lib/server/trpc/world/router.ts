import { router } from '../builders.ts';
import { changeAccount } from './change-account.ts';
import { changeOrganisation } from './change-organisation.ts';
import { changePassword } from './change-password.ts';
import { listReceived } from './list-received.ts';
import { makePersonAct } from './make-person-act.ts';
import { readReceived } from './read-received.ts';
import { readWorld } from './read-world.ts';
import { revokeAccount } from './revoke-account.ts';
import { subscribeReaders } from './subscribe-readers.ts';
import { suspendMailbox } from './suspend-mailbox.ts';

export const worldRouter = router({
	changeAccount,
	changeOrganisation,
	changePassword,
	listReceived,
	makePersonAct,
	readReceived,
	readWorld,
	revokeAccount,
	subscribeReaders,
	suspendMailbox,
});
