import type { RunKind } from '#workflows/contracts/run-ref.ts';

/** Where a conversation needs a place, as keyed hashes: no name of a host or of a customer is in them. */
export interface PlaceAtHost {
	/** Of the host. */
	readonly hostKey: Buffer;
	/** Of the host and the tenant whose conversations count together. */
	readonly placeKey: Buffer;
	/** Conversations at once that the provider grants the tenant. */
	readonly places: number;
}

/** Which attempt of which run asks. */
export interface PlaceWish extends PlaceAtHost {
	readonly runKind: RunKind;
	readonly runId: string;
	/** Id of this attempt alone. */
	readonly holder: string;
	/** False: this worker has no room for the host, so the run only waits. */
	readonly hasRoom: boolean;
	/** Milliseconds of wall clock until the place is free again, unless it is renewed. */
	readonly lease: number;
}

/** A place that an attempt holds. */
export interface HeldPlace {
	readonly placeKey: Buffer;
	readonly number: number;
	readonly holder: string;
}
