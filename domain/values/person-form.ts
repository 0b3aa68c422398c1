import { z } from 'zod';

/** A first name or a last name. */
export const personName = z.string().trim().min(1).max(100);

/** At least ten characters; at most what scrypt is fed in a reasonable time. */
export const newPassword = z.string().min(10).max(200);
