/** How long a subject may be until a telephone cuts it, in characters. */
export const PHONE_SUBJECT = 42;
