import { router } from '../builders.ts';
import { changeLicence } from './change-licence.ts';
import { inviteColleague } from './invite-colleague.ts';
import { listInvitations } from './list-invitations.ts';
import { listTeam } from './list-team.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

export const teamRouter = router({
	changeLicence,
	inviteColleague,
	listInvitations,
	listTeam,
	withdrawInvitation,
});
