import {
	listNotifications as list,
	notificationFiltersSchema,
} from '#domain/notifications/list-notifications.ts';
import { userProcedure } from '../builders.ts';

/** A page of the caller's own notifications, newest first. */
export const listNotifications = userProcedure
	.input(notificationFiltersSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, ctx.actor, input)));
