import { randomUUID } from 'node:crypto';
import type { Populated } from './populate.ts';

/** An address that nobody has. */
export const freshAddress = () => `${randomUUID()}@nouveau.example`;

/** A run command: a fresh request on the live engagement. */
export const command = (world: Populated) => ({ requestId: randomUUID(), engagementId: world.engagementId });

/** Of a procedure without input. */
export const nothing = () => undefined;
