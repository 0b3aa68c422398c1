import { router } from '../builders.ts';
import { listExpectedSteps } from './list-expected-steps.ts';
import { listTimeline } from './list-timeline.ts';
import { previewUndo } from './preview-undo.ts';
import { undoEvent } from './undo-event.ts';

export const timelineRouter = router({ listExpectedSteps, listTimeline, previewUndo, undoEvent });
