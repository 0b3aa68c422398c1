/**
 * What the product is registered with at the demonstration's stand-ins for Microsoft and Google. It opens nothing else than
 * this machine's demonstration world.
 */
export const STAND_IN_CLIENT = { clientId: 'refrain-demonstration', clientSecret: 'demonstration' } as const;

/** Where people come back to from a provider's page, below the public address; registered there letter for letter. */
export const SIGN_IN_RETURN_PATH = '/connect/callback';
