import type { RelayPoolOptions } from './relay-pool.ts';

/** What a pool of lines is told, however its connections are opened. */
export type LinePoolOptions = Pick<
	RelayPoolOptions,
	'profile' | 'perSecond' | 'expected' | 'signal' | 'onPace'
> & {
	/** Milliseconds for the answer to a dot; undefined: ten minutes. */
	readonly replyWithin?: number;
};
