import {
	issuePeopleSchema,
	listIssuePeople as list,
} from '#domain/newsletters/issues/results/list-issue-people.ts';
import { userProcedure } from '../builders.ts';

/** A page of the people behind a number of an issue. */
export const listIssuePeople = userProcedure
	.input(issuePeopleSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, input)));
