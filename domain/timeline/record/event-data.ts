/** Of a kind whose line needs nothing more than the rows it is about. */
export type Nothing = Record<string, never>;

/** What was changed: names of fields, not their values. */
export interface Fields {
	fields: string[];
}
