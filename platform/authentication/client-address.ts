/** The header in which our own server hands on the address a request came from; what a client sent there is dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-refrain-client-address';
