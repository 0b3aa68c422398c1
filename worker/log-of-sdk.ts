import {
	makeTelemetryFilterString,
	Runtime,
	type LogLevel,
	type Logger as SdkLogger,
} from '@temporalio/worker';
import type { LogMetadata } from '@temporalio/common';
import type { Logger } from '#platform/logging.ts';

/** Sends the SDK's own log into ours, which masks addresses. Once a process, before any worker is made. */
export function logSdkInto(logger: Logger): void {
	const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
	const write = (level: LogLevel, message: string, meta?: LogMetadata): void =>
		logger[levels[level]]({ sdk: true, ...(meta?.error ? { err: meta.error } : {}) }, message);
	const sdkLogger: SdkLogger = {
		log: write,
		trace: (message, meta) => write('TRACE', message, meta),
		debug: (message, meta) => write('DEBUG', message, meta),
		info: (message, meta) => write('INFO', message, meta),
		warn: (message, meta) => write('WARN', message, meta),
		error: (message, meta) => write('ERROR', message, meta),
	};
	Runtime.install({
		logger: sdkLogger,
		// Signals are ours: the order in which a stopping process drains is main.ts's.
		shutdownSignals: [],
		telemetryOptions: {
			logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
		},
	});
}
