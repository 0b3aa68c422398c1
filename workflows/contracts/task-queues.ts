/** Workflows and their short database activities. */
export const RUNS = 'runs';
/** SMTP conversations: performStep and sendMessage. */
export const SENDS = 'sends';
/** Parts of issues, each a long activity that sends one window after the other; snapshots of issues. */
export const NEWSLETTERS = 'newsletters';
/** Watch activities, one slot a mailbox. */
export const MAILBOX_WATCH = 'mailbox-watch';
