import { router } from '../builders.ts';
import { setTag } from './set-tag.ts';

export const tagsRouter = router({ setTag });
