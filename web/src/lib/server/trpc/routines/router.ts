import { router } from '../builders.ts';
import { listRoutines } from './list-routines.ts';
import { saveRoutine } from './save-routine.ts';

export const routinesRouter = router({ listRoutines, saveRoutine });
