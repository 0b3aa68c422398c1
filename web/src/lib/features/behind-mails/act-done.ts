/** What the button that was pressed did; null: the page was only opened. */
export type ActDone = { readonly act: string; readonly isUnderWay: boolean } | null;
