import { router } from '../builders.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { foundSubscription } from './found-subscription.ts';
import { readFoundingLink } from './read-founding-link.ts';
import { readInvitation } from './read-invitation.ts';

export const accountsRouter = router({
	acceptInvitation,
	foundSubscription,
	readFoundingLink,
	readInvitation,
});
