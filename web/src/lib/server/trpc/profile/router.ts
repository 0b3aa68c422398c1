import { router } from '../builders.ts';
import { changeProfile } from './change-profile.ts';
import { changeSignature } from './change-signature.ts';
import { changeTreatedAfter } from './change-treated-after.ts';
import { chooseLanguage } from './choose-language.ts';
import { listSessions } from './list-sessions.ts';
import { readProfile } from './read-profile.ts';
import { readProposedSignature } from './read-proposed-signature.ts';
import { revokeOtherSessions } from './revoke-other-sessions.ts';
import { revokeSession } from './revoke-session.ts';

export const profileRouter = router({
	changeProfile,
	changeSignature,
	changeTreatedAfter,
	chooseLanguage,
	listSessions,
	readProfile,
	readProposedSignature,
	revokeOtherSessions,
	revokeSession,
});
