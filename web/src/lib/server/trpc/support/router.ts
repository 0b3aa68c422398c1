import { router } from '../builders.ts';
import { actOnRun } from './act-on-run.ts';
import { countRuns } from './count-runs.ts';
import { listRuns } from './list-runs.ts';
import { previewStop } from './preview-stop.ts';
import { readRun } from './read-run.ts';
import { readTexts } from './read-texts.ts';

export const supportRouter = router({ actOnRun, countRuns, listRuns, previewStop, readRun, readTexts });
