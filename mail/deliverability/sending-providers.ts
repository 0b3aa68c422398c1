import { MAILBOX_PROVIDERS } from './mailbox-providers.ts';
import { RELAY_PROVIDERS } from './relay-providers.ts';
import type { SendingProvider } from './sending-provider.ts';

/** All providers that are known. */
export const SENDING_PROVIDERS: readonly SendingProvider[] = [...MAILBOX_PROVIDERS, ...RELAY_PROVIDERS];
