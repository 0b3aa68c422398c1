/** Workflows and their short database activities. */
export const RUNS = 'runs';
/** SMTP conversations: performStep and sendMessage. */
export const SENDS = 'sends';
/** Watch activities, one slot a mailbox. */
export const MAILBOX_WATCH = 'mailbox-watch';
