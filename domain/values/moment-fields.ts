import { z } from 'zod';

/** Years that anybody names: beyond them PostgreSQL and JavaScript no longer write the same day alike. */
const NAMED_YEARS = /^(19|20|21)\d\d-/;
const [FIRST, LAST] = [new Date('1900-01-01T00:00:00Z'), new Date('2199-12-31T23:59:59.999Z')];

/** A calendar day of a procedure or a form, from 1900 to 2199, as `2026-03-29`. Every such field is made by it. */
export const dayField = z.iso.date().regex(NAMED_YEARS);

/** An instant of a procedure, of the same years. Every such field is made by it. */
export const instantField = z.date().min(FIRST).max(LAST);

/** PostgreSQL knows no year 0000. */
const READ_YEARS = /^(?!0000)\d{4}-/;

/** A day as a cursor writes it: any that a row may hold, kept before days had bounds. */
export const writtenDay = z.iso.date().regex(READ_YEARS);

/** An instant as a cursor writes it. */
export const writtenInstant = z.iso.datetime().regex(READ_YEARS);
