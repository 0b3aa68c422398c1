import { router } from '../builders.ts';
import { followChanges } from './follow-changes.ts';

export const liveRouter = router({ followChanges });
