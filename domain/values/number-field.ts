import { z } from 'zod';

/** A whole number of a row, from 1 to the largest that an `integer` column holds. */
export const numberField = z.int().min(1).max(2_147_483_647);
