import { router } from '../builders.ts';
import { readCounts } from './read-counts.ts';

export const frameRouter = router({ readCounts });
