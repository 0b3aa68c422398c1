import { router } from '../builders.ts';
import { findRecords } from './find-records.ts';

export const searchRouter = router({ findRecords });
