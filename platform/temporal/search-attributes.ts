/** What a namespace must know, each a keyword: lists of runs are filtered by them, everything else is a column. */
export const searchAttributes = ['RefrainSubscription', 'RefrainKind', 'RefrainOwner'] as const;
