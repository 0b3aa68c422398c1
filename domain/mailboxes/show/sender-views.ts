/** Which part of the table is wanted. */
export const SENDER_VIEWS = ['all', 'to-mend', 'personal', 'shared', 'relay'] as const;

export type SenderView = (typeof SENDER_VIEWS)[number];

/** Groups of the table in their order: what must be mended comes first. */
export const SENDER_GROUPS = ['to-mend', 'personal', 'shared', 'relay'] as const;

export type SenderGroup = (typeof SENDER_GROUPS)[number];
