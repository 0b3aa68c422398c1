import { router } from '../builders.ts';
import { correctVerdict } from './correct-verdict.ts';
import { listDoubts } from './list-doubts.ts';
import { listMails } from './list-mails.ts';
import { markPrivate } from './mark-private.ts';
import { previewCorrection } from './preview-correction.ts';
import { readMail } from './read-mail.ts';
import { writeReply } from './write-reply.ts';

export const conversationsRouter = router({
	correctVerdict,
	listDoubts,
	listMails,
	markPrivate,
	previewCorrection,
	readMail,
	writeReply,
});
