import type { SendingWindow } from './calendar.ts';

/** When mails of newsletters leave from somebody's mailbox, in its own zone; a closed day keeps none of them back (5.7-13). */
export const NEWSLETTER_WINDOW: SendingWindow = { days: [1, 2, 3, 4, 5, 6, 7], from: 7 * 60, to: 20 * 60 };
