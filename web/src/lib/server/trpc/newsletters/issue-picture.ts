import { z } from 'zod';
import { pictureOfIssue, readIssueContent } from '#domain/newsletters/issues/results/picture-of-issue.ts';
import { userProcedure } from '../builders.ts';

const readIssuePictureInput = z.object({ issueId: z.uuid() });

/** The HTML of an issue's mail for a frame without scripts; null where its content was not written down yet. */
export const readIssuePicture = userProcedure.input(readIssuePictureInput).query(async ({ ctx, input }) => {
	const content = await ctx.inSubscription((tx) => readIssueContent(tx, input.issueId));
	return content && pictureOfIssue(content, `${ctx.services.config.publicUrl}/i/`);
});
