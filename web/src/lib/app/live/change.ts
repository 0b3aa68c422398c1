/** One row that changed, as the server tells it: which, never what. */
export interface Change {
	kind: string;
	id: string;
}
