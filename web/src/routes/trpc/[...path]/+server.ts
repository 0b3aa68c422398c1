import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { z } from 'zod';
import { getServices } from '#lib/server/services.ts';
import { appRouter } from '#lib/server/trpc/router.ts';
import { REQUEST_HEADER } from '#lib/app/trpc/request-header.ts';
import type { RequestHandler } from './$types';

const handle: RequestHandler = ({ request, locals }) =>
	fetchRequestHandler({
		endpoint: '/trpc',
		req: request,
		router: appRouter,
		createContext: () => ({
			services: getServices(),
			viewer: locals.viewer,
			language: locals.language,
			requestId: z.uuid().safeParse(request.headers.get(REQUEST_HEADER)).data,
		}),
		// Acts are POST with JSON only, so that no form of another site can call one.
		allowMethodOverride: false,
	});

export const GET = handle;
export const POST = handle;
