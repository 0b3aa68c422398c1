import { redirect } from '@sveltejs/kit';
import { nameOf } from '#domain/values/person-name.ts';
import { kindChanges } from '#lib/app/live/dependencies.ts';
import { callerFor } from '#lib/server/trpc/call.ts';
import { getServices } from '#lib/server/services.ts';
import { RAIL_COOKIE, THEME_COOKIE, themeOf } from '#lib/app/theme.ts';
import type { FrameData } from '#lib/app/frame/frame-data.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, cookies, depends }) => {
	const { viewer } = locals;
	if (!viewer) redirect(303, '/sign-in');
	// Before anything is read, here and by the page's own load.
	const readAt = getServices().live.mark();
	depends(kindChanges('notification'), kindChanges('relance'));
	const counts = viewer.kind === 'user' ? await callerFor({ locals }).frame.readCounts() : undefined;
	const frame: FrameData = {
		who: {
			kind: viewer.kind,
			userId: viewer.userId,
			name: nameOf(viewer),
			email: viewer.email,
			licence: viewer.kind === 'user' ? viewer.licence : 'support',
			subscriptionName: viewer.kind === 'user' ? viewer.subscriptionName : null,
		},
		readAt,
		support: getServices().config.support,
		sandbox: getServices().config.sandbox !== undefined,
		railFolded: cookies.get(RAIL_COOKIE) === 'folded',
		theme: themeOf(cookies.get(THEME_COOKIE)),
		counts: { relances: counts?.relancesDue },
		openNotifications: counts?.openNotifications ?? 0,
	};
	return { frame };
};
