import { router } from '../builders.ts';
import { changeRelance } from './change-relance.ts';
import { createRelance } from './create-relance.ts';
import { deleteRelance } from './delete-relance.ts';
import { followRelance } from './follow-relance.ts';
import { listRelances } from './list-relances.ts';

export const relancesRouter = router({
	changeRelance,
	createRelance,
	deleteRelance,
	followRelance,
	listRelances,
});
