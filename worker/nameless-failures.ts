import { ApplicationFailure, CancelledFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { postgresCode } from '#platform/database/failures.ts';
import type { Logger } from '#platform/logging.ts';

/**
 * What an activity throws reaches Temporal's history: there only a code may stand, never a driver's message, which can
 * hold an address or a text. The log keeps the rest, masked.
 */
export function namelessFailures(logger: Logger): ActivityInterceptorsFactory {
	return ({ info }) => ({
		inbound: {
			async execute(input, next) {
				try {
					return await next(input);
				} catch (error) {
					if (error instanceof CancelledFailure) throw error;
					if (info.attempt === 1 || info.attempt % 10 === 0) {
						const { activityType, attempt, workflowExecution } = info;
						logger.warn(
							{ err: error, activityType, attempt, run: workflowExecution?.workflowId },
							'activity failed',
						);
					}
					throw withoutWords(error);
				}
			},
		},
	});
}

/** The same failure with its code alone. */
function withoutWords(error: unknown): Error {
	if (error instanceof ApplicationFailure) {
		const bare = ApplicationFailure.create({
			message: error.type ?? 'failed',
			type: error.type ?? undefined,
			nonRetryable: error.nonRetryable ?? undefined,
			nextRetryDelay: error.nextRetryDelay,
			category: error.category ?? undefined,
		});
		bare.stack = undefined;
		return bare;
	}
	if (error instanceof TemporalFailure) return error;
	const type = error instanceof Error ? error.name : 'failed';
	const bare = ApplicationFailure.create({ message: postgresCode(error) ?? type, type });
	bare.stack = undefined;
	return bare;
}
