/** What changed, as the server tells it: which rows, never what. */
export interface Change {
	kind: string;
	/** Null: more rows of the kind than are named one by one. */
	id: string | null;
}
