import { router } from '../builders.ts';
import { changeSettings } from './change-settings.ts';
import { closeDay } from './close-day.ts';
import { listClosedDays } from './list-closed-days.ts';
import { readSettings } from './read-settings.ts';
import { reopenDay } from './reopen-day.ts';

export const settingsRouter = router({ changeSettings, closeDay, listClosedDays, readSettings, reopenDay });
