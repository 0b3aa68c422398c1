import { router } from '../builders.ts';
import { followChanges } from './follow-changes.ts';
import { readAnswer } from './read-answer.ts';

export const liveRouter = router({ followChanges, readAnswer });
