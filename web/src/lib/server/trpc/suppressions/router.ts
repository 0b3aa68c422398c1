import { router } from '../builders.ts';
import { listRemovals } from './list-removals.ts';
import { listSuppressions } from './list-suppressions.ts';
import { removeSuppression } from './remove-suppression.ts';
import { suppressAddress } from './suppress-address.ts';

export const suppressionsRouter = router({
	listRemovals,
	listSuppressions,
	removeSuppression,
	suppressAddress,
});
