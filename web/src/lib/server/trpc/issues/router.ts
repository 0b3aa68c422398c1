import { router } from '../builders.ts';
import { changeSenderOfPart } from './change-sender-of-part.ts';
import { confirmSameContent } from './confirm-same-content.ts';
import { pauseIssue } from './pause-issue.ts';
import { readIssue } from './read-issue.ts';
import { readIssueHistory } from './read-issue-history.ts';
import { resendUncertain } from './resend-uncertain.ts';
import { resumeIssue } from './resume-issue.ts';
import { stopIssue } from './stop-issue.ts';

export const issuesRouter = router({
	changeSenderOfPart,
	confirmSameContent,
	pauseIssue,
	readIssue,
	readIssueHistory,
	resendUncertain,
	resumeIssue,
	stopIssue,
});
