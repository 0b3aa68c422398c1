import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '#lib/server/trpc/router.ts';
import { connection } from '#lib/app/connection/connection.svelte.ts';
import { endedSession } from '#lib/app/connection/ended-session.svelte.ts';
import { maySpeakForNobody } from '#lib/app/connection/gateway-silence.ts';
import { sendSurely, type Outcome } from './send-surely.ts';

/** Each call is sent until its answer is known; an act by the one request id that it got here. */
export const sureLink: TRPCLink<AppRouter> =
	() =>
	({ op, next }) =>
		observable((observer) => {
			const context = { ...op.context, requestId: crypto.randomUUID() };
			let isOver = false;
			const sendOnce = () =>
				new Promise<Outcome<Parameters<typeof observer.next>[0]>>((settle) =>
					next({ ...op, context }).subscribe({
						next: (answer) => settle({ kind: 'answered', answer }),
						error: (failure) => settle({ kind: kindOf(failure), failure }),
					}),
				);
			sendSurely(sendOnce, {
				isAct: op.type === 'mutation',
				connection,
				session: endedSession,
				pause: (milliseconds) => new Promise((over) => setTimeout(over, milliseconds)),
				isOver: () => isOver || op.signal?.aborted === true,
			}).then(
				(answer) => {
					observer.next(answer);
					observer.complete();
				},
				(failure: Error) => observer.error(TRPCClientError.from(failure)),
			);
			return () => (isOver = true);
		});

/** Reads a failed try: an answer of ours says its code, anything else came from the way there. */
function kindOf(failure: TRPCClientError<AppRouter>): 'refused' | 'signed-out' | 'broken' | 'silent' {
	const { data, meta } = failure;
	if (data?.code === 'UNAUTHORIZED') return 'signed-out';
	if (data) return data.code === 'INTERNAL_SERVER_ERROR' ? 'broken' : 'refused';
	const response = meta?.response as Response | undefined;
	return response && !maySpeakForNobody(response.status) ? 'refused' : 'silent';
}
