/** The columns of *Relances*. */
export const COLUMNS = ['due', 'upcoming'] as const;
