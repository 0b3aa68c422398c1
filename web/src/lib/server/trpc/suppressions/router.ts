import { router } from '../builders.ts';
import { listSuppressions } from './list-suppressions.ts';
import { suppressAddress } from './suppress-address.ts';

export const suppressionsRouter = router({ listSuppressions, suppressAddress });
