import { router } from '../builders.ts';
import { activateSequence } from './activate-sequence.ts';
import { createSequence } from './create-sequence.ts';
import { deactivateSequence } from './deactivate-sequence.ts';
import { listSequences } from './list-sequences.ts';
import { prefillEngagement } from './prefill-engagement.ts';
import { previewDeactivation } from './preview-deactivation.ts';
import { previewText } from './preview-text.ts';
import { readSequence } from './read-sequence.ts';
import { saveSequence } from './save-sequence.ts';
import { writeTestMail } from './write-test-mail.ts';

export const sequencesRouter = router({
	activateSequence,
	createSequence,
	deactivateSequence,
	listSequences,
	prefillEngagement,
	previewDeactivation,
	previewText,
	readSequence,
	saveSequence,
	writeTestMail,
});
