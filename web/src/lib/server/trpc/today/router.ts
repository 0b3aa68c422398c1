import { router } from '../builders.ts';
import { readToday } from './read-today.ts';

export const todayRouter = router({ readToday });
