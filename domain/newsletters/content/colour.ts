import { z } from 'zod';

/** A colour as HTML writes it, `#rrggbb` in small letters: the one way that every mail program reads. */
export const colour = z.string().regex(/^#[0-9a-f]{6}$/);
