import {
	makeTelemetryFilterString,
	Runtime,
	type LogLevel,
	type Logger as SdkLogger,
} from '@temporalio/worker';
import type { Logger } from '#platform/logging.ts';

/** Sends the SDK's own log into ours, which masks addresses. Once a process, before any worker is made. */
export function logSdkInto(logger: Logger): void {
	const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
	const write = (level: LogLevel, message: string): void => logger[levels[level]]({ sdk: true }, message);
	const sdkLogger: SdkLogger = {
		log: write,
		trace: (message) => write('TRACE', message),
		debug: (message) => write('DEBUG', message),
		info: (message) => write('INFO', message),
		warn: (message) => write('WARN', message),
		error: (message) => write('ERROR', message),
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
