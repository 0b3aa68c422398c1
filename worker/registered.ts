import type { RunKind } from '#workflows/contracts/run-ref.ts';
import type * as workflows from '#workflows/registered.ts';

type Bundle = typeof workflows;

/** A workflow of the bundle. The compiler stops here at a kind of run that has none. */
export type RunWorkflow = Bundle[RunKind];

/** The kind of a workflow: its name. The compiler stops here at a workflow that no kind names. */
export type KindOfWorkflow<Name extends RunKind = keyof Bundle> = Name;
