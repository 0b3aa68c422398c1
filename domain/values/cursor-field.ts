import { line } from './line.ts';

/** Where a list goes on (platform/database/keyset.ts): handed back as it was given, read by `decodeCursor`. */
export const cursorField = line(2_000).nullish();
