import { messageIdKeysOf } from './message-ids.ts';
import { readHeaderFields } from './raw-headers.ts';

/**
 * Every Message-ID that a mail has, as keys, read as a whole header is read; none where it has none.
 *
 * @param block its header, or that field of it alone.
 */
export function ownKeysOf(block: Buffer): string[] {
	return (readHeaderFields(block).get('message-id') ?? []).flatMap(messageIdKeysOf);
}
