import { router } from '../builders.ts';
import { grantSupport } from './grant-support.ts';
import { readGrant } from './read-grant.ts';
import { withdrawGrant } from './withdraw-grant.ts';

export const grantsRouter = router({ grantSupport, readGrant, withdrawGrant });
