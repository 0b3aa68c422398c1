import { defineSignal } from '@temporalio/workflow';

/** A hint that the row changed: it only shortens the wait. Lost, doubled or reordered, nothing else changes. */
export const poke = defineSignal('poke');
