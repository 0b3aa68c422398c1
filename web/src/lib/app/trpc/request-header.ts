/** Carries the request id of an act: the server answers one that it has done already, and does it no second time. */
export const REQUEST_HEADER = 'refrain-request';
