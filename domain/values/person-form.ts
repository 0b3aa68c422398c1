import { z } from 'zod';
import { line } from './line.ts';

/** A first name or a last name. */
export const personName = line(100).min(1);

/** At least ten characters; at most what scrypt is fed in a reasonable time. */
export const newPassword = z.string().min(10).max(200);
