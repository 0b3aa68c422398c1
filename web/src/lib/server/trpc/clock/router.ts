import { router } from '../builders.ts';
import { advanceTime } from './advance-time.ts';
import { readClock } from './read-clock.ts';
import { stopTravel } from './stop-travel.ts';

export const clockRouter = router({ advanceTime, readClock, stopTravel });
