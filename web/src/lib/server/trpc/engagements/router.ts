import { router } from '../builders.ts';
import { answerHold } from './answer-hold.ts';
import { correctVerdict } from './correct-verdict.ts';
import { decideAbsence } from './decide-absence.ts';
import { decideLateBatch } from './decide-late-batch.ts';
import { decideUncertainSend } from './decide-uncertain-send.ts';
import { engageContact } from './engage-contact.ts';
import { listEngagements } from './list-engagements.ts';
import { pauseEngagement } from './pause-engagement.ts';
import { previewCorrection } from './preview-correction.ts';
import { previewEngagement } from './preview-engagement.ts';
import { previewLateBatch } from './preview-late-batch.ts';
import { previewStop } from './preview-stop.ts';
import { readEngagement } from './read-engagement.ts';
import { rescheduleStep } from './reschedule-step.ts';
import { resumeEngagement } from './resume-engagement.ts';
import { retryNow } from './retry-now.ts';
import { skipStep } from './skip-step.ts';
import { stopEngagement } from './stop-engagement.ts';
import { withdrawEngagement } from './withdraw-engagement.ts';

export const engagementsRouter = router({
	answerHold,
	correctVerdict,
	decideAbsence,
	decideLateBatch,
	decideUncertainSend,
	engageContact,
	listEngagements,
	pauseEngagement,
	previewCorrection,
	previewEngagement,
	previewLateBatch,
	previewStop,
	readEngagement,
	rescheduleStep,
	resumeEngagement,
	retryNow,
	skipStep,
	stopEngagement,
	withdrawEngagement,
});
