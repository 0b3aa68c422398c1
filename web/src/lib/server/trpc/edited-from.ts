import { z } from 'zod';

/** The form that somebody began from, field by field: only compared with what is stored, never written. */
export const editedFrom = z.record(z.string(), z.unknown());
